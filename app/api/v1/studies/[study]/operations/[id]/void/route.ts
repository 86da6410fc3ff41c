import { voidOperation as contract } from '@/lib/contracts/enrolments'
import { door } from '@/lib/door'
import { voidOperation } from '@/lib/records/enrolments/void-operation'

export const POST = door(contract, ({ call, params, body }) =>
  voidOperation(call, params.study, params.id, body),
)
