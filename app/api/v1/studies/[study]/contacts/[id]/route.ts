import { updateContact as contract } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { updateContact } from '@/lib/records/contacts/contacts'

export const PATCH = door(contract, ({ call, params, body }) =>
  updateContact(call, params.study, params.id, body),
)
