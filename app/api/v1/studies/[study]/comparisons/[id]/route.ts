import { getComparison as contract } from '@/lib/contracts/data'
import { door } from '@/lib/door'
import { getComparison } from '@/lib/records/data/receipts'

export const GET = door(contract, ({ call, params }) => getComparison(call, params.study, params.id))
