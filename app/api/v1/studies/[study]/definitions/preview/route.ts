import { previewRule as contract } from '@/lib/contracts/complications'
import { door } from '@/lib/door'
import { previewRule } from '@/lib/records/complications/rerun'

export const GET = door(contract, ({ call, params, query: { after = null, ...run } }) =>
  previewRule(call, params.study, { ...run, after }),
)
