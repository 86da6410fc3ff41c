// Applies prisma/migrations in order, with Prisma's own bookkeeping table. Also bundled into the command line,
// so the migrations are found from bin/ and from .build/ alike.
import { createHash, randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import pg from 'pg'

const MIGRATIONS = fileURLToPath(new URL('../prisma/migrations', import.meta.url))
const PRISMA_LOCK = 72707369

const BOOKKEEPING = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

// Lets a start without the owner's password see whether migrations are pending.
const GRANT_READING = `do $$
declare reader text;
begin
  for reader in select rolname from pg_roles where rolname in ('suivi_app', 'suivi_worker') loop
    execute format('grant select on _prisma_migrations to %I', reader);
  end loop;
end
$$`

export class MigrationRefused extends Error {
  name = 'MigrationRefused'
}

function readMigrations(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(directory, name, 'migration.sql'))
      return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') }
    })
}

async function withConnection(url, work) {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  client.on('error', () => {}) // a lost connection also fails the query that is waiting
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function listPending(client, migrations) {
  const { rows: exists } = await client.query(
    `select to_regclass('public._prisma_migrations') is not null as yes`,
  )
  if (!exists[0].yes) return migrations
  const { rows } = await client.query(
    `select migration_name as name, checksum, finished_at is not null as finished
     from public._prisma_migrations where rolled_back_at is null order by started_at`,
  )
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of rows) {
    const migration = known.get(row.name)
    if (!migration) {
      throw new MigrationRefused(
        `The database has migration ${row.name}, which this version does not know: it was used with a later version. Start that version, or restore a backup.`,
      )
    }
    if (!row.finished) {
      throw new MigrationRefused(
        `Migration ${row.name} was begun and not finished. Restore a backup, or repair the database and set finished_at or rolled_back_at in _prisma_migrations.`,
      )
    }
    if (row.checksum !== migration.checksum) {
      throw new MigrationRefused(
        `Migration ${row.name} was edited after it was applied. Put the file back as it was and write a new migration.`,
      )
    }
  }
  const applied = new Set(rows.map((row) => row.name))
  return migrations.filter((migration) => !applied.has(migration.name))
}

async function applyMigration(client, migration) {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query(
      `insert into public._prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       values ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`Migration ${migration.name} failed and changed nothing: ${error.message}`, {
      cause: error,
    })
  }
}

/** Names of the migrations that `url` has not seen yet. Reads only. */
export async function pendingMigrations(url, directory = MIGRATIONS) {
  const migrations = readMigrations(directory)
  return withConnection(url, async (client) =>
    (await listPending(client, migrations)).map(({ name }) => name),
  )
}

/** Names and checksums of what this version brings, in order. */
export function listMigrations(directory = MIGRATIONS) {
  return readMigrations(directory).map(({ name, checksum }) => ({ name, checksum }))
}

/**
 * Brings the database up to date, as its owner, and answers the names of what was applied. With `only`, no further
 * than those names: data of an earlier version is loaded before the later migrations run over it.
 */
export async function migrate(ownerUrl, directory = MIGRATIONS, only) {
  const migrations = readMigrations(directory)
  return withConnection(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query(`set search_path to public`)
    const all = await listPending(client, migrations)
    const pending = only ? all.filter(({ name }) => only.includes(name)) : all
    if (pending.length > 0) await client.query(BOOKKEEPING)
    for (const migration of pending) await applyMigration(client, migration)
    if (pending.length > 0) await client.query(GRANT_READING)
    return pending.map(({ name }) => name)
  })
}
