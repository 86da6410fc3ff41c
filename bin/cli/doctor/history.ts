import { readInstance } from '@/lib/records/studies/instance'
import { listJobs, type JobRow } from '@/lib/records/studies/jobs'
import { runSql } from '../../postgres.mjs'
import { checkContent } from '../../refusals.mjs'
import { isProduction, type Diagnosis } from './diagnosis'

const DAY_MS = 86_400_000
const STALE_TRAIL_DAYS = 3
const STALE_BACKUP_DAYS = 2

/** How the database was marked. */
export async function examineInstance({ facts, troubles }: Diagnosis): Promise<boolean> {
  const instance = await readInstance()
  if (!instance) {
    facts.instance = 'new'
    troubles.push('The database is not marked with its mode and key yet: start the registry once.')
    return false
  }
  facts['master key'] = instance.keyFits ? 'is the key of this database' : 'is of another database'
  if (!instance.keyFits) {
    troubles.push('SUIVI_MASTER_KEY is not the key of this database: set the key it was made with.')
  }
  if (isProduction()) troubles.push(...(await checkContent(process.env.DATABASE_URL ?? '')))
  return true
}

/** What the housekeeper found, where the trail ends, and how old the last backup is. */
export async function examineJobs({ facts, troubles }: Diagnosis): Promise<boolean> {
  const jobs = await listJobs()
  for (const { task, ranAt, ok, detail } of jobs) {
    if (task === 'backup') continue
    facts[task] = { ranAt: ranAt.toISOString(), ok, ...(detail as Record<string, unknown>) }
  }
  const { rows } = await runSql(
    process.env.DATABASE_URL ?? '',
    `select h.chain, h.seq::int, h.hash, s.code from trail_head h left join site s on s.id::text = h.chain order by 4, 1`,
  )
  // To be written down elsewhere: a trail that was rewritten from some row on ends in another head.
  for (const { chain, seq, hash, code } of rows) facts[`trail ${code ?? chain}`] = `${seq} ${hash}`
  const find = (task: string) => jobs.find((job) => job.task === task)
  troubles.push(...checkTrail(find('trail.verify')), ...checkBackup(find('backup'), facts))
  return true
}

function checkTrail(job: JobRow | undefined): string[] {
  if (!job)
    return ['The trail has not been verified yet: leave the registry running, or run "npm run worker".']
  if (!job.ok)
    return ['The trail is not whole: "npm run cli -- trail verify" names the rows; compare with a backup.']
  if (Date.now() - job.ranAt.getTime() > STALE_TRAIL_DAYS * DAY_MS)
    return [`The trail was last verified more than ${STALE_TRAIL_DAYS} days ago: run "npm run worker".`]
  return []
}

function checkBackup(job: JobRow | undefined, facts: Record<string, unknown>): string[] {
  const { takenAt, ...detail } = (job?.detail ?? {}) as Record<string, unknown>
  const taken = typeof takenAt === 'string' ? takenAt : undefined
  const { folder = null, rows = null, failed = null } = detail
  facts['last backup'] = taken ? { takenAt: taken, folder, rows } : 'none'
  // The demo's patients are invented: there a backup is missed only by who asked for a daily one.
  const wanted = isProduction()
    ? process.env.SUIVI_BACKUP !== 'external'
    : Boolean(process.env.SUIVI_BACKUP_DIR)
  if (!wanted) return []
  const remedy =
    'set SUIVI_BACKUP_DIR for a daily one, or run "npm run cli -- backup DIR"; SUIVI_BACKUP=external says that the hospital backs this database up itself.'
  if (job && !job.ok)
    return [`The last attempt at a backup failed (${String(failed)}): "npm run cli -- backup DIR" says why.`]
  if (!taken) return [`There is no backup: ${remedy}`]
  if (Date.now() - Date.parse(taken) > STALE_BACKUP_DAYS * DAY_MS)
    return [`The last backup is more than ${STALE_BACKUP_DAYS} days old: ${remedy}`]
  return []
}
