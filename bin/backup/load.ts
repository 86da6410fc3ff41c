import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { copyIn, copyOut } from './copy'
import {
  listColumns,
  listReferences,
  listTables,
  nameOf,
  orderTables,
  quote,
  quoteName,
  type Reference,
  type Table,
} from './catalog'
import { makeTap, readRows } from './files'
import { BackupRefused, type Manifest } from './manifest'

/*
 * Runs in one transaction of the owner. Row security is forced on the owner too, and triggers would write a new
 * trail; the owner may lift both from its own tables, and the transaction puts them back before anybody sees it.
 */

/** Everything that guards the tables, to be found the same afterwards. */
async function readGuards(client: pg.Client): Promise<string> {
  const { rows } = await client.query(`
    select c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity,
      (select array_agg(t.tgname::text || t.tgenabled::text || t.tgdeferrable || t.tginitdeferred order by t.oid)
        from pg_trigger t where t.tgrelid = c.oid) as triggers,
      (select array_agg(k.conname::text || k.condeferrable || k.condeferred order by k.oid)
        from pg_constraint k where k.conrelid = c.oid) as constraints
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
    order by 1`)
  return JSON.stringify(rows)
}

async function listForced(client: pg.Client): Promise<Set<string>> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select relnamespace::regnamespace::text as schema, relname as name from pg_class where relforcerowsecurity`,
  )
  return new Set(rows.map(nameOf))
}

/** Names of tables that hold rows, with their numbers; the caller must be able to see them all. */
export async function findRows(client: pg.Client, tables: readonly Table[]): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${quoteName(table)}`)
    if (rows[0]?.n) found.push(`${table.name} (${rows[0].n})`)
  }
  return found
}

export function refuseFull(found: readonly string[]): void {
  if (found.length === 0) return
  throw new BackupRefused(
    `The database is not empty: it holds ${found.join(', ')}. Nothing was touched. Restore into a new database, or a new SUIVI_STATE_DIR.`,
  )
}

/** Fills the empty tables from the files and proves that they now hold the same bytes. */
export async function loadTables(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const guards = await readGuards(client)
  const tables = await listTables(client)
  const forced = await listForced(client)
  for (const table of tables) {
    await client.query(`alter table ${quoteName(table)} disable trigger user`)
    if (forced.has(nameOf(table)))
      await client.query(`alter table ${quoteName(table)} no force row level security`)
  }
  refuseFull(await findRows(client, tables))
  checkShape(tables, manifest)

  // New files for the tables: rows then lie in the order they come in, and can be compared byte by byte.
  await client.query(`truncate ${tables.map(quoteName).join(', ')}`)
  const { order, late } = orderTables(manifest.tables.map(nameOf), await listReferences(client))
  for (const reference of late) await alterReference(client, reference, 'deferrable initially deferred')
  for (const name of order) {
    const entry = manifest.tables.find((table) => nameOf(table) === name)
    if (entry) await loadTable(client, folder, entry)
  }
  await client.query('set constraints all immediate')
  for (const reference of late) await alterReference(client, reference, 'not deferrable')
  for (const { schema, name, last, called } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2, $3)', [quoteName({ schema, name }), last, called])
  }

  for (const table of tables) {
    await client.query(`alter table ${quoteName(table)} enable trigger user`)
    if (forced.has(nameOf(table)))
      await client.query(`alter table ${quoteName(table)} force row level security`)
  }
  if ((await readGuards(client)) !== guards)
    throw new BackupRefused('Triggers or row security would not be as before: nothing was restored.')
}

function alterReference(client: pg.Client, { from, constraint }: Reference, how: string): Promise<unknown> {
  const [schema = '', name = ''] = from.split('.')
  return client.query(
    `alter table ${quoteName({ schema, name })} alter constraint ${quote(constraint)} ${how}`,
  )
}

function checkShape(tables: readonly Table[], manifest: Manifest): void {
  const known = new Map(tables.map((table) => [nameOf(table), table.columns.join()]))
  for (const table of [...manifest.tables]) {
    if (known.get(nameOf(table)) === [...table.columns].join()) continue
    throw new BackupRefused(
      `The table ${nameOf(table)} of the backup is not that of its migrations: nothing was restored.`,
    )
  }
}

async function loadTable(
  client: pg.Client,
  folder: string,
  entry: Manifest['tables'][number],
): Promise<void> {
  const target = `${quoteName(entry)} (${listColumns(entry)})`
  const rows = await copyIn(client, `copy ${target} from stdin`, readRows(join(folder, entry.file)))
  if (rows !== entry.rows)
    throw new BackupRefused(`${nameOf(entry)}: ${rows} rows instead of ${entry.rows}: nothing was restored.`)
  const { tap, read } = makeTap()
  await pipeline(copyOut(client, `copy ${target} to stdout`).stream, tap.resume())
  if (read().sha256 !== entry.contentSha256)
    throw new BackupRefused(`${nameOf(entry)} reads differently after loading: nothing was restored.`)
}
