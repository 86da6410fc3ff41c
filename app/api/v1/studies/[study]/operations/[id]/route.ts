import { updateOperation as contract } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { updateOperation } from '@/lib/records/enrolments/operations'

export const PUT = door(contract, ({ call, params, body }) =>
  updateOperation(call, params.study, params.id, body),
)
