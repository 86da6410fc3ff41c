import { purgeDrafts } from '@/lib/records/entries/drafts'
import { purgeSessions } from '@/lib/records/people/sessions'
import { purgeRequests } from '@/lib/records/requests'
import { purgeSelfReportDrafts } from '@/lib/records/self-reports/answer'
import { recordJob } from '@/lib/records/studies/jobs'
import { systemCall } from '@/lib/records/system-call'
import { verifyTrail } from '@/lib/records/trail/verify'

const FAULTS_KEPT = 20

/** One night's work. Each task stands alone: what fails does not keep the others from running. */
export async function keepHouse(): Promise<{ readonly troubles: readonly string[] }> {
  const troubles: string[] = []
  for (const task of [purge, forget, verify]) {
    const trouble = await task().catch((error: unknown) => `${task.name}: ${nameOf(error)}`)
    if (trouble) troubles.push(trouble)
  }
  return { troubles }
}

async function purge(): Promise<null> {
  const purged = (await purgeDrafts()) + (await purgeSelfReportDrafts())
  await recordJob('draft.purge', true, { purged })
  return null
}

async function forget(): Promise<null> {
  await recordJob('session.purge', true, { purged: await purgeSessions() })
  await recordJob('request.purge', true, { purged: await purgeRequests() })
  return null
}

async function verify(): Promise<string | null> {
  const reports = await verifyTrail(systemCall('housekeeping'))
  const faults = reports.flatMap(({ chain, faults }) => faults.map((fault) => ({ chain, ...fault })))
  const rows = reports.reduce((sum, report) => sum + report.rows, 0)
  await recordJob('trail.verify', faults.length === 0, {
    chains: reports.length,
    rows,
    faults: faults.length,
    first: faults.slice(0, FAULTS_KEPT),
  })
  return faults.length === 0 ? null : `The trail is not whole: ${faults.length} faults. npm run cli -- doctor`
}

/** Never the message of an error: it may quote data. */
function nameOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? ` ${String(error.code)}` : ''
  return `${error instanceof Error ? error.name : typeof error}${code}`
}
