import { buildOpenApi } from '@/lib/contracts/openapi'

/** Readable without signing in: it says what can be asked, not what is there. */
export const dynamic = 'force-static'

export function GET(): Response {
  return Response.json(buildOpenApi())
}
