import { unblindPatient as contract } from '@/lib/contracts/allocations'
import { door } from '@/lib/door'
import { unblind } from '@/lib/records/allocations/unblind'

export const POST = door(contract, ({ call, params, body }) => unblind(call, params.study, params.id, body))
