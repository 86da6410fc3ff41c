import { updateScreening as contract } from '@/lib/contracts/screening'
import { door } from '@/lib/door'
import { updateScreening } from '@/lib/records/screening/screening'

export const PUT = door(contract, ({ call, params, body }) =>
  updateScreening(call, params.study, params.id, body),
)
