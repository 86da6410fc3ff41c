import { addContact as adding, listContacts as listing } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { addContact, listContacts } from '@/lib/records/contacts/contacts'

export const GET = door(listing, ({ call, params, query }) =>
  listContacts(call, params.study, { enrolmentId: query.enrolment, page: query.page }),
)

export const POST = door(adding, ({ call, params, body }) => addContact(call, params.study, body))
