import { revokeSelfReport as contract } from '@/lib/contracts/self-reports'
import { door } from '@/lib/door'
import { revokeSelfReport } from '@/lib/records/self-reports/invite'

export const POST = door(contract, ({ call, params, body }) =>
  revokeSelfReport(call, params.study, params.id, body),
)
