import { voidVisit as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { voidVisit } from '@/lib/records/visits/void-visit'

export const POST = door(contract, ({ call, params, body }) => voidVisit(call, params.study, params.id, body))
