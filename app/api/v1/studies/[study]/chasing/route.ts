import { handOverAll as moving, listChasers as listing } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { handOverAll, listChasers } from '@/lib/records/follow-up/owners'

export const GET = door(listing, async ({ call, params }) => {
  const rows = await listChasers(call, params.study)
  return { rows, total: rows.length }
})

export const POST = door(moving, ({ call, params, body }) => handOverAll(call, params.study, body))
