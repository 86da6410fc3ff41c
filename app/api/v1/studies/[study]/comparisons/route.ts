import { listComparisons as listing } from '@/lib/contracts/comparisons'
import { runComparison as contract } from '@/lib/contracts/data'
import { door } from '@/lib/door'
import { listComparisons } from '@/lib/records/data/comparisons'
import { runComparison } from '@/lib/tasks/compare'

export const GET = door(listing, ({ call, params, query }) => listComparisons(call, params.study, query.page))

export const POST = door(contract, ({ call, params, body }) => runComparison(call, params.study, body.plan))
