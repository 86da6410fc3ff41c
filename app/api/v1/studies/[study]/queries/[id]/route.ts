import { updateQuery as contract } from '@/lib/contracts/corrections'
import { door } from '@/lib/door'
import { updateQuery } from '@/lib/records/queries/queries'

export const PATCH = door(contract, ({ call, params, body }) =>
  updateQuery(call, params.study, params.id, body),
)
