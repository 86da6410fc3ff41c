import { moveProtocol as contract } from '@/lib/contracts/protocols'
import { door } from '@/lib/door'
import { moveProtocol } from '@/lib/records/enrolments/move-protocol'

export const POST = door(contract, ({ call, params, body }) =>
  moveProtocol(call, params.study, params.id, body),
)
