import { addStudy as adding, listStudies as listing } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { addPlannedStudy } from '@/lib/records/studies/manage-studies'
import { listStudies } from '@/lib/records/studies/studies'

export const GET = door(listing, async ({ call }) => {
  const rows = await listStudies(call)
  return { rows, total: rows.length }
})

export const POST = door(adding, ({ call, body }) => addPlannedStudy(call, body))
