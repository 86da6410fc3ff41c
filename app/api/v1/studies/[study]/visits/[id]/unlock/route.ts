import { unlockVisit as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { unlockVisit } from '@/lib/records/visits/lock-visit'

export const POST = door(contract, ({ call, params, body }) =>
  unlockVisit(call, params.study, params.id, body),
)
