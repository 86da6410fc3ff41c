import { listInstruments as contract } from '@/lib/contracts/studies'
import { door } from '@/lib/door'
import { listStudyInstruments } from '@/lib/records/studies/instruments'

export const GET = door(contract, async ({ call, params }) => {
  const rows = await listStudyInstruments(call, params.study)
  return { rows, total: rows.length }
})
