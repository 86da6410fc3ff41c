import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { listJobs, recordJob } from '@/lib/records/studies/jobs'
import { verifyTrail } from '@/lib/records/trail/verify'
import { findNewest, pruneBackups } from '../backup/files'
import { readKey } from '../backup/manifest'
import { restoreBackup } from '../backup/restore'
import { takeBackup } from '../backup/take'
import { runSql } from '../postgres.mjs'
import { writePrivate } from '../state.mjs'
import { UsageError, type Command } from './command'

const DAILY_MS = 20 * 3_600_000

function readEnvironment(name: string, why: string): string {
  const value = process.env[name]
  if (!value) throw new UsageError(`${name} is missing: ${why}`)
  return value
}

/** `backup DIR [--keep N] [--daily]`: the directory stands where other nouns have their verb. */
export async function runBackup(command: Command): Promise<unknown> {
  if (!command.verb) throw new UsageError('backup DIR [--keep N] [--daily]')
  const directory = resolve(command.verb)
  const keep = readKeep(command)
  // Restarts must not push the backups of other days out of those that are kept.
  const newest = await findNewest(directory)
  if (command.options.has('daily') && newest && Date.now() - newest.getTime() < DAILY_MS) {
    command.say(`Nothing to do: there is a backup of ${newest.toISOString()}.`)
    return { folder: null }
  }
  const url = readEnvironment(
    'DATABASE_BACKUP_URL',
    'set it to the connection string of the role suivi_backup.',
  )
  const masterKey = readKey(readEnvironment('SUIVI_MASTER_KEY', 'a backup is sealed with it.'))
  const began = Date.now()
  try {
    const taken = await takeBackup({ url, directory, masterKey })
    const removed = keep ? await pruneBackups(directory, keep) : []
    const { folder, takenAt, rows, bytes, trail } = taken
    const seconds = (Date.now() - began) / 1000
    await recordJob('backup', true, {
      folder,
      takenAt,
      rows,
      bytes,
      seconds,
      trail: trail.map((head) => ({ ...head })),
    })
    command.say(`${folder}: ${taken.tables} tables, ${rows} rows, ${bytes} bytes in ${seconds.toFixed(1)} s.`)
    for (const { chain, seq, hash } of trail) command.say(`  trail ${chain}: ${seq} rows, head ${hash}`)
    for (const name of removed) command.say(`  removed ${name}`)
    return { ...taken, removed }
  } catch (error) {
    await noteFailure(error)
    throw error
  }
}

function readKeep({ options }: Command): number | undefined {
  const text = options.get('keep')
  if (text === undefined) return undefined
  const keep = Number(text)
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError('--keep is how many backups stay: 1, 2, 3 …')
  return keep
}

// The time of the last good one stays known.
async function noteFailure(error: unknown): Promise<void> {
  const last = (await listJobs().catch(() => [])).find(({ task }) => task === 'backup')
  const { takenAt = null } = (last?.detail ?? {}) as { takenAt?: string | null }
  const failed = error instanceof Error ? error.name : 'unknown'
  await recordJob('backup', false, { takenAt, failed }).catch(() => {})
}

/** `restore FOLDER [--key FILE]` into the empty database of DATABASE_OWNER_URL, or of a new state directory. */
export async function runRestore(command: Command): Promise<unknown> {
  if (!command.verb) throw new UsageError('restore FOLDER [--key FILE]')
  const ownerUrl = readEnvironment('DATABASE_OWNER_URL', 'a restore makes tables, as the role suivi_owner.')
  const mode = process.env.SUIVI_MODE || 'demo'
  const file = command.options.get('key')
  const masterKey = readKey(
    file ? Buffer.from(command.readFile(file)).toString('utf8') : (process.env.SUIVI_MASTER_KEY ?? ''),
  )
  await requireSameDatabase(
    ownerUrl,
    readEnvironment('DATABASE_URL', 'the trail is verified as the role suivi_app.'),
  )
  const restored = await restoreBackup({
    ownerUrl,
    folder: resolve(command.verb),
    masterKey,
    mode,
    beforeCommit: () => adoptKey(masterKey, mode),
  })
  command.say(
    `${restored.tables} tables, ${restored.rows} rows of ${restored.takenAt}, each compared after loading.`,
  )
  if (restored.migrated.length > 0) command.say(`Brought to this version: ${restored.migrated.join(', ')}.`)

  const reports = await verifyTrail(command.call)
  const found = new Map(reports.map(({ chain, rows, head }) => [chain, `${rows} ${head}`]))
  const cut = restored.trail.filter(({ chain, seq, hash }) => found.get(chain) !== `${seq} ${hash}`)
  const faults = reports.reduce((sum, report) => sum + report.faults.length, 0)
  if (faults === 0 && cut.length === 0)
    command.say('The trail is whole and ends where it ended in the backup.')
  else {
    command.say(`! The trail is not whole: ${faults} faults, as it was when the backup was made.`)
    process.exitCode = 1
  }
  if (mode === 'production' && file && process.env.SUIVI_MASTER_KEY !== masterKey.toString('base64'))
    command.say('Set SUIVI_MASTER_KEY to the key of this file before the registry is started.')
  return { ...restored, trailWhole: faults === 0 && cut.length === 0 }
}

// Whoever restores beside a living registry changes both addresses, or sees the trail of the other one verified.
async function requireSameDatabase(ownerUrl: string, appUrl: string): Promise<void> {
  const identify = async (url: string) =>
    JSON.stringify((await runSql(url, 'select current_database(), pg_postmaster_start_time()')).rows)
  if ((await identify(ownerUrl)) !== (await identify(appUrl)))
    throw new UsageError(
      'DATABASE_URL and DATABASE_OWNER_URL name different databases: let both name the empty one.',
    )
}

/** The demo keeps its key in its state directory: the restored database needs the one it was made with. */
function adoptKey(masterKey: Buffer, mode: string): void {
  const state = process.env.SUIVI_STATE_DIR
  if (mode !== 'demo' || !state) return
  const path = join(state, 'secrets.json')
  const known = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
  writePrivate(path, `${JSON.stringify({ ...known, masterKey: masterKey.toString('base64') }, null, 2)}\n`)
}
