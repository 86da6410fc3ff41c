import { listQueries as listing, raiseQuery as raising } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { listQueries } from '@/lib/records/queries/list-queries'
import { raiseQuery } from '@/lib/records/queries/queries'

export const GET = door(listing, ({ call, params, query }) => listQueries(call, params.study, query))

export const POST = door(raising, ({ call, params, body }) => raiseQuery(call, params.study, body))
