import { addPhone as adding, listPhones as listing } from '@/lib/contracts/contacts'
import { door } from '@/lib/door'
import { addPhone, listPhones } from '@/lib/records/contacts/phones'

export const GET = door(listing, async ({ call, params }) => {
  const rows = await listPhones(call, params.study, params.id)
  return { rows, total: rows.length }
})

export const POST = door(adding, ({ call, params, body }) => addPhone(call, params.study, params.id, body))
