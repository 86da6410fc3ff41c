import { voidScreening as contract } from '@/lib/contracts/screening'
import { door } from '@/lib/door'
import { voidScreening } from '@/lib/records/screening/screening'

export const POST = door(contract, ({ call, params, body }) =>
  voidScreening(call, params.study, params.id, body),
)
