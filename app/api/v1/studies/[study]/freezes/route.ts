import { createFreeze as creating, listFreezes as listing } from '@/lib/contracts/freezes'
import { door } from '@/lib/door'
import { createFreeze, listFreezes } from '@/lib/records/freezes/freezes'

export const GET = door(listing, ({ call, params, query }) => listFreezes(call, params.study, query.page))

export const POST = door(creating, ({ call, params, body }) => createFreeze(call, params.study, body))
