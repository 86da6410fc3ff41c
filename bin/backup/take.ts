import { join } from 'node:path'
import pg from 'pg'
import { copyOut } from './copy'
import {
  LEFT_OUT,
  listColumns,
  listSequences,
  listTables,
  nameOf,
  quoteName,
  type Sequence,
  type Table,
} from './catalog'
import { makeFolder, writeRows, writeText } from './files'
import { BackupRefused, FORMAT, MANIFEST, markKey, printManifest, type Contents } from './manifest'

export interface Taken {
  readonly folder: string
  readonly takenAt: string
  readonly tables: number
  readonly rows: number
  readonly bytes: number
  readonly trail: Contents['trail']
}

/** Values are printed the same way whatever the server is set to. */
export const SETTINGS =
  '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=postgres -c bytea_output=hex -c synchronize_seqscans=off -c statement_timeout=0 -c search_path=public'

/** Copies every table at one moment, while people go on saving, into a new folder of `directory`. */
export async function takeBackup(options: {
  url: string
  directory: string
  masterKey: Buffer
}): Promise<Taken> {
  const { url, directory, masterKey } = options
  const client = new pg.Client({ connectionString: url, options: SETTINGS })
  client.on('error', () => {}) // a lost connection also fails the copy that is under way
  await client.connect()
  try {
    await beginSnapshot(client)
    const head = await readHead(client, masterKey)
    let contents: Contents | undefined
    const folder = await makeFolder(directory, new Date(head.takenAt), async (draft) => {
      contents = { ...head, tables: await copyTables(client, draft) }
      await client.query('commit')
      await writeText(join(draft, MANIFEST), printManifest(contents, masterKey))
    })
    const tables = contents?.tables ?? []
    return {
      folder,
      takenAt: head.takenAt,
      tables: tables.length,
      rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
      trail: head.trail,
    }
  } finally {
    await client.end().catch(() => {})
  }
}

// The locks come before the first look, so that no migration changes a table between the two. They keep nobody
// from reading or saving. With row security off a role that may not see everything fails instead of seeing less.
async function beginSnapshot(client: pg.Client): Promise<void> {
  const before = await listTables(client)
  await client.query('begin isolation level repeatable read, read only')
  await client.query('set local row_security = off')
  if (before.length > 0)
    await client
      .query(`lock table ${before.map(quoteName).join(', ')} in access share mode`)
      .catch(explainRole)
  const now = await listTables(client)
  if (JSON.stringify(now) !== JSON.stringify(before))
    throw new BackupRefused('Tables were changed in this moment: try again.')
}

function explainRole(error: unknown): never {
  const denied = error instanceof pg.DatabaseError && error.code === '42501'
  if (!denied) throw error
  throw new BackupRefused(
    `The role of DATABASE_BACKUP_URL may not read everything (${error.message}): use suivi_backup; prisma/roles.sql makes it.`,
  )
}

async function readHead(client: pg.Client, masterKey: Buffer): Promise<Omit<Contents, 'tables'>> {
  const one = async <T>(sql: string): Promise<T[]> => (await client.query(sql).catch(explainRole)).rows as T[]
  const tables = new Set((await listTables(client)).map(nameOf))
  const [instance] = tables.has('public.instance')
    ? await one<{ mode: Contents['mode']; keyCheck: string }>(
        'select mode, key_check as "keyCheck" from instance',
      )
    : []
  if (!instance) throw new BackupRefused('There is nothing to back up: this registry was never started.')
  if (instance.keyCheck !== markKey(masterKey))
    throw new BackupRefused('SUIVI_MASTER_KEY is not the key of this database: set the key it was made with.')
  const [server] = await one<{ takenAt: string; postgresql: string }>(`
    select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "takenAt", current_setting('server_version') as postgresql`)
  if (!server) throw new Error('the server does not say what it is')
  return {
    format: FORMAT,
    ...server,
    ...instance,
    migrations: await one(`select migration_name as name, checksum from _prisma_migrations
      where rolled_back_at is null and finished_at is not null order by 1`),
    sequences: await readSequences(client, await listSequences(client)),
    leftOut: LEFT_OUT.filter((name) => tables.has(name)),
    trail: await one('select chain, seq::int, hash from trail_head order by chain collate "C"'),
  }
}

async function readSequences(client: pg.Client, sequences: Sequence[]): Promise<Contents['sequences']> {
  const found: Contents['sequences'] = []
  for (const { schema, name } of sequences) {
    const { rows } = await client
      .query<{ last: string; called: boolean }>(
        `select last_value::text as last, is_called as called from ${quoteName({ schema, name })}`,
      )
      .catch(explainRole)
    for (const row of rows) found.push({ schema, name, ...row })
  }
  return found
}

async function copyTables(client: pg.Client, draft: string): Promise<Contents['tables']> {
  const found: Contents['tables'] = []
  for (const table of await listTables(client)) {
    if (LEFT_OUT.includes(nameOf(table))) continue
    found.push(await copyTable(client, draft, table))
  }
  return found
}

async function copyTable(
  client: pg.Client,
  draft: string,
  table: Table,
): Promise<Contents['tables'][number]> {
  const file = `${nameOf(table).replace(/[^\w.-]/g, '_')}.copy.gz`
  const copied = copyOut(client, `copy ${quoteName(table)} (${listColumns(table)}) to stdout`)
  const written = await writeRows(join(draft, file), copied.stream).catch(explainRole)
  const { schema, name, columns } = table
  return { schema, name, columns: [...columns], rows: copied.rows(), file, ...written }
}
