import { signVisit as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { signVisit } from '@/lib/records/visits/sign-visit'

export const POST = door(contract, ({ call, params, body }) => signVisit(call, params.study, params.id, body))
