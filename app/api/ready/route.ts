import { isReady } from '@/lib/records/studies/instance'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const ready = await isReady()
  return Response.json({ ready }, { status: ready ? 200 : 503 })
}
