import { waiveSecondEntry } from '@/lib/contracts/quality'
import { door } from '@/lib/door'
import { waiveSecond } from '@/lib/records/quality/second-entries'

export const POST = door(waiveSecondEntry, ({ call, params, body }) =>
  waiveSecond(call, params.study, params.id, body),
)
