import { readFreezeFile } from '@/lib/contracts/freezes'
import { door } from '@/lib/door'
import { writeFreezeFile } from '@/lib/tasks/freeze-file'

export const POST = door(readFreezeFile, async ({ call, params, body }) => {
  const file = await writeFreezeFile(call, params.study, params.id, body)
  return new Response(file.stream, {
    headers: {
      'Content-Type': file.type,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'X-Extract-Rows': String(file.rows),
      'X-Extract-Sha256': file.sha256,
    },
  })
})
