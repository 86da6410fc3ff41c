import { takePrograms as contract } from '@/lib/contracts/comparisons'
import { door } from '@/lib/door'
import { makeReproduction } from '@/lib/tasks/reproduce'

export const POST = door(contract, async ({ call, params }) => {
  const { name, bytes, rows, sha256 } = await makeReproduction(call, params.study, params.id)
  return new Response(bytes, {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="${name}"`,
      'X-Extract-Rows': String(rows),
      'X-Extract-Sha256': sha256,
    },
  })
})
