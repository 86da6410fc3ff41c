import { createFeed as making, listFeeds as listing } from '@/lib/contracts/follow-up'
import { door } from '@/lib/door'
import { createFeed, listFeeds } from '@/lib/records/follow-up/feeds'

export const GET = door(listing, async ({ call, params }) => {
  const rows = await listFeeds(call, params.study)
  return { rows, total: rows.length }
})

export const POST = door(making, ({ call, params, body }) => createFeed(call, params.study, body))
