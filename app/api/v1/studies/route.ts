import { listStudies as contract } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { listStudies } from '@/lib/records/studies/studies'

export const GET = door(contract, async ({ call }) => {
  const rows = await listStudies(call)
  return { rows, total: rows.length }
})
