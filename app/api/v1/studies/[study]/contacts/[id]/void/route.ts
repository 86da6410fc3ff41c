import { voidContact as contract } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { voidContact } from '@/lib/records/contacts/contacts'

export const POST = door(contract, ({ call, params, body }) =>
  voidContact(call, params.study, params.id, body),
)
