import { updatePhone as contract } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { updatePhone } from '@/lib/records/contacts/phones'

export const PATCH = door(contract, ({ call, params, body }) =>
  updatePhone(call, params.study, params.id, body),
)
