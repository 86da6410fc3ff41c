import { addSite as adding, listSites as listing } from '@/lib/contracts/sites'
import { door } from '@/lib/door'
import { addSite, listSites } from '@/lib/records/studies/sites'

export const GET = door(listing, async ({ call }) => {
  const rows = await listSites(call)
  return { rows, total: rows.length }
})

export const POST = door(adding, ({ call, body }) => addSite(call, body))
