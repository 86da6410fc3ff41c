import { runComparison as contract } from '@/lib/contracts/data'
import { door } from '@/lib/door'
import { runComparison } from '@/lib/tasks/compare'

export const POST = door(contract, ({ call, params, body }) => runComparison(call, params.study, body.plan))
