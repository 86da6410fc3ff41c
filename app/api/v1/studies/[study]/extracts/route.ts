import { listExtracts as listing, runExtract as running } from '@/lib/contracts/data'
import { door } from '@/lib/door'
import { listExtracts } from '@/lib/records/data/receipts'
import { runExtract } from '@/lib/tasks/extract'

export const GET = door(listing, ({ call, params, query }) => listExtracts(call, params.study, query.page))

export const POST = door(running, async ({ call, params, body }) => {
  const { dates, ...request } = body
  const file = await runExtract(call, params.study, request, { level: 'deidentified', dates })
  return new Response(file.stream, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'X-Extract-Rows': String(file.rows),
      'X-Extract-Sha256': file.sha256,
    },
  })
})
