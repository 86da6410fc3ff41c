import { lockVisit as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { lockVisit } from '@/lib/records/visits/lock-visit'

export const POST = door(contract, ({ call, params, body }) => lockVisit(call, params.study, params.id, body))
