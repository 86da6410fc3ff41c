import { addPerson as adding, listPeople as listing } from '@/lib/contracts/people'
import { door } from '@/lib/door'
import { addPerson, listPeople } from '@/lib/records/people/people'

export const GET = door(listing, async ({ call, query }) => {
  const { people, total } = await listPeople(call, query.page)
  return { rows: people, total }
})

export const POST = door(adding, ({ call, body }) => addPerson(call, body))
