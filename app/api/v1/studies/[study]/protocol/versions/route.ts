import { listProtocolVersions as listing, publishProtocol as publishing } from '@/lib/contracts/protocols'
import { door } from '@/lib/door'
import { listProtocolVersions, publishProtocol } from '@/lib/records/studies/publish-protocol'

export const GET = door(listing, async ({ call, params }) => {
  const rows = await listProtocolVersions(call, params.study)
  return { rows, total: rows.length }
})

export const POST = door(publishing, ({ call, params, body }) => publishProtocol(call, params.study, body))
