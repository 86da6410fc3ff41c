import { addOperation as contract } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { addOperation } from '@/lib/records/enrolments/operations'

export const POST = door(contract, ({ call, params, body: { enrolmentId, ...operation } }) =>
  addOperation(call, params.study, enrolmentId, operation),
)
