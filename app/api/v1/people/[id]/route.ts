import { updatePerson as contract } from '@/lib/contracts/people'
import { door } from '@/lib/door'
import { updatePerson } from '@/lib/records/people/people'

export const PATCH = door(contract, ({ call, params, body }) =>
  updatePerson(call, params.id, body.version, body.change),
)
