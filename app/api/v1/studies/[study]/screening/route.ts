import { addScreening as adding, listScreening as listing } from '@/lib/contracts/screening'
import { door } from '@/lib/door'
import { addScreening, listScreening } from '@/lib/records/screening/screening'

export const GET = door(listing, ({ call, params, query }) => listScreening(call, params.study, query))

export const POST = door(adding, ({ call, params, body }) => addScreening(call, params.study, body))
