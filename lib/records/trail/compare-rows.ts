import { Prisma } from '../generated/client'
import type { Tx } from '../transaction'

/** A row of the registry that is not what the trail says it became. */
export interface RowFault {
  readonly chain: string
  readonly seq: number
  readonly fault: string
}

const TABLE = /^[a-z_]+$/
const FAULTS_AT_MOST = 100

interface Found {
  chain: string
  seq: number
  row: string
  what: 'unknown' | 'gone' | 'other'
}

const SENTENCES: Readonly<Record<Found['what'], (table: string, row: string) => string>> = {
  unknown: (table, row) => `${table} ${row} stands there and the trail knows nothing of it`,
  gone: (table, row) => `${table} ${row} is gone`,
  other: (table, row) => `${table} ${row} says other than its last change`,
}

/**
 * Compares every row with its last image in the trail. A column that is younger than the image is no difference;
 * what the trail never shows (password hashes, data keys) is not compared.
 */
export async function compareRows(tx: Tx): Promise<RowFault[]> {
  const tables = await tx.db.$queryRaw<{ name: string }[]>`
    select c.relname as name from pg_trigger g join pg_class c on c.oid = g.tgrelid
    where g.tgname = 'trail' and c.relnamespace = 'public'::regnamespace order by 1`
  const faults: RowFault[] = []
  for (const { name } of tables.filter((table) => TABLE.test(table.name))) {
    for (const { chain, seq, row, what } of await compareTable(tx, name))
      faults.push({ chain, seq, fault: SENTENCES[what](name, row) })
  }
  return faults
}

async function compareTable(tx: Tx, name: string): Promise<Found[]> {
  const table = Prisma.raw(`"${name}"`)
  return tx.db.$queryRaw<Found[]>`
    with last as (
      select distinct on (t.row_id) t.row_id, t.chain, t.seq,
        case when encode(sha256(convert_to(p.payload, 'UTF8')), 'hex') = t.payload_hash
          then p.payload::jsonb -> 'after' end as image
      from trail t left join trail_payload p using (chain, seq)
      where t.table_name = ${name} order by t.row_id, t.at desc, t.seq desc)
    select coalesce(l.chain, to_jsonb(r) ->> 'site_id', 'system') as chain, coalesce(l.seq, 0)::int as seq,
      coalesce(r.id, l.row_id)::text as row,
      case when l.row_id is null then 'unknown' when r.id is null then 'gone' else 'other' end as what
    from last l full join ${table} r on r.id = l.row_id
    where l.row_id is null or r.id is null
      or exists (select from jsonb_each(l.image) k
        where to_jsonb(r) ? k.key and (to_jsonb(r) -> k.key) is distinct from k.value)
    limit ${FAULTS_AT_MOST}`
}
