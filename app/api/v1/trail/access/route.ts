import { listAccess as contract } from '@/lib/contracts/trail'
import { door } from '@/lib/door'
import { listAccess } from '@/lib/records/trail/access'

export const GET = door(contract, ({ call, query }) => listAccess(call, query))
