import pg from 'pg'
import { listMigrations, migrate } from '../migrate.mjs'
import { listTables } from './catalog'
import { checkFiles, readManifest } from './files'
import { findRows, loadTables, refuseFull } from './load'
import { BackupRefused, checkSeal, type Manifest } from './manifest'
import { SETTINGS } from './take'

export interface Restored {
  readonly takenAt: string
  readonly tables: number
  readonly rows: number
  /** Migrations of this version that ran over the restored data. */
  readonly migrated: readonly string[]
  readonly trail: Manifest['trail']
}

const MIGRATION_LOCK = 72707369

/**
 * Restores a backup into an empty database: first everything is checked and nothing touched, then the tables are made
 * as they were, filled in one transaction, and brought to this version. `beforeCommit` runs when all is proved.
 */
export async function restoreBackup(options: {
  ownerUrl: string
  folder: string
  masterKey: Buffer
  mode: string
  beforeCommit?: () => void
}): Promise<Restored> {
  const { ownerUrl, folder, masterKey, mode, beforeCommit = () => {} } = options
  const manifest = await readManifest(folder)
  checkSeal(manifest, masterKey)
  if (manifest.mode !== mode)
    throw new BackupRefused(
      `This is a backup of a ${manifest.mode} registry and would not start in ${mode} mode.`,
    )
  const names = checkMigrations(manifest)
  await checkFiles(folder, manifest)

  const client = new pg.Client({ connectionString: ownerUrl, options: SETTINGS })
  client.on('error', () => {})
  await client.connect()
  try {
    await checkTarget(client, names)
    await migrate(ownerUrl, undefined, names)
    await client.query('begin')
    await client.query(`set local lock_timeout = '10s'`)
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await checkTarget(client, names)
    await loadTables(client, folder, manifest)
    beforeCommit()
    await client.query('commit')
    const migrated = await migrate(ownerUrl)
    await client.query('analyze')
    return {
      takenAt: manifest.takenAt,
      tables: manifest.tables.length,
      rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
      migrated,
      trail: manifest.trail,
    }
  } finally {
    await client.end().catch(() => {})
  }
}

function checkMigrations({ migrations }: Manifest): string[] {
  const known = new Map(listMigrations().map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of migrations) {
    if (!known.has(name))
      throw new BackupRefused(
        `The backup has migration ${name}, which this version does not know: restore with the version that made it, or a later one.`,
      )
    if (known.get(name) !== checksum)
      throw new BackupRefused(
        `Migration ${name} is not the one of the backup: restore with an unchanged version.`,
      )
  }
  return migrations.map(({ name }) => name)
}

// Before anything is made: what can be seen without lifting row security, which `loadTables` does once more for all.
async function checkTarget(client: pg.Client, names: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ made: boolean }>(
    `select to_regclass('public._prisma_migrations') is not null as made`,
  )
  if (!rows[0]?.made) {
    const strangers = await listTables(client)
    if (strangers.length === 0) return
    throw new BackupRefused(
      `The database holds tables of something else (${strangers[0]?.name}). Nothing was touched. Restore into a new database.`,
    )
  }
  const open = await client.query<{ name: string }>(
    `select relname as name from pg_class where relforcerowsecurity`,
  )
  const hidden = new Set(open.rows.map(({ name }) => name))
  refuseFull(
    await findRows(
      client,
      (await listTables(client)).filter(({ name }) => !hidden.has(name)),
    ),
  )
  const applied = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where rolled_back_at is null`,
  )
  const ahead = applied.rows.filter(({ name }) => !names.includes(name))
  if (ahead.length === 0) return
  throw new BackupRefused(
    `The empty database already has migration ${ahead[0]?.name}, which is later than the backup. Nothing was touched. Restore into a database without tables.`,
  )
}
