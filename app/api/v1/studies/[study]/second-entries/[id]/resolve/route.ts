import { resolveSecondEntry } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { resolveSecond } from '@/lib/records/quality/second-entries'

export const POST = door(resolveSecondEntry, ({ call, params, body }) =>
  resolveSecond(call, params.study, params.id, body),
)
