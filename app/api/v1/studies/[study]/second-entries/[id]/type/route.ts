import { typeSecondEntry } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { typeSecond } from '@/lib/records/quality/second-entries'

export const POST = door(typeSecondEntry, ({ call, params, body }) =>
  typeSecond(call, params.study, params.id, body),
)
