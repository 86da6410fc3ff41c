import { listAllocations as listing, prepareAllocations as preparing } from '@/lib/contracts/allocations'
import { door } from '@/lib/door'
import { listAllocations } from '@/lib/records/allocations/list-allocations'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'

export const GET = door(listing, ({ call, params, query }) => listAllocations(call, params.study, query))

export const POST = door(preparing, ({ call, params, body }) => prepareLists(call, params.study, body))
