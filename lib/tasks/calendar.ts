import { createHash } from 'node:crypto'
import { writeCalendar } from '@/lib/exchange/ical-write'
import { Problem } from '@/lib/problem'
import { readFeed } from '@/lib/records/follow-up/feeds'

/** What a calendar reads at a secret address; 304 when it has it already. An address that leads nowhere is not found. */
export async function serveCalendar(token: string, ifNoneMatch: string | null): Promise<Response> {
  const feed = await readFeed(token.replace(/\.ics$/, ''))
  if (!feed) throw new Problem('not_found')
  const text = writeCalendar({
    name: feed.label,
    madeOn: feed.today,
    events: feed.windows.map(({ visitId, patientCode, visit, firstDay, lastDay }) => ({
      uid: `${visitId}@suivi`,
      summary: `${patientCode} ${visit}`,
      firstDay,
      lastDay,
    })),
  })
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const known = (ifNoneMatch ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag)) return new Response(null, { status: 304, headers: { ETag: tag } })
  return new Response(text, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="suivi.ics"',
      ETag: tag,
    },
  })
}
