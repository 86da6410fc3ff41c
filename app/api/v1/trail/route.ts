import { listTrail as contract } from '@/lib/contracts/trail'
import { door } from '@/lib/door'
import { listTrail } from '@/lib/records/trail/trail'

export const GET = door(contract, ({ call, query: { row, ...filter } }) =>
  listTrail(call, { ...filter, rowId: row }),
)
