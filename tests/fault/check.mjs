// Compares the book of what was acknowledged with what the database holds.
import { askDatabase, runCli } from './house.mjs'

const TABLES = ['patient', 'enrolment', 'entry']

function keyOf(kind, id, version) {
  return `${kind} ${id} ${version}`
}

function countTwice(keys) {
  return keys.length - new Set(keys).size
}

/**
 * Every acknowledged write must stand in the database and in the trail exactly once, with the values that were sent,
 * and nothing may stand there that nobody was told of.
 */
export async function checkHouse(state, book, { actors, since }) {
  const trail = await askDatabase(
    state,
    `select t.table_name as kind, t.row_id as id, ((p.payload::jsonb) -> 'after' ->> 'version')::int as version,
       (p.payload::jsonb) -> 'after' -> 'values' as values
     from trail t join trail_payload p using (chain, seq)
     where t.actor = any ($1) and t.verb in ('patient.register', 'enrolment.create', 'entry.save')
       and t.table_name = any ($2) and t.at > $3`,
    [actors, TABLES, since],
  )
  const rows = await askDatabase(
    state,
    'select id, version from entry where saved_by = any ($1) and saved_at > $2',
    [actors, since],
  )
  const keys = await askDatabase(
    state,
    'select key, resource_id as id, resource_version as version from idempotency_key where actor = any ($1)',
    [actors],
  )
  const told = new Map(book.acknowledged.map((one) => [keyOf(one.kind, one.id, one.version), one]))
  const written = trail.map((row) => keyOf(row.kind, row.id, row.version))
  const writtenSet = new Set(written)
  const keyRows = new Map(keys.map((row) => [row.key, row]))

  const last = new Map()
  for (const one of book.acknowledged) if (one.kind === 'entry') last.set(one.id, one.version)
  const sent = new Map(trail.map((row) => [keyOf(row.kind, row.id, row.version), JSON.stringify(row.values)]))
  const reports = await runCli(state, ['trail', 'verify'])

  return {
    acknowledged: book.acknowledged.length,
    lost: [...told.keys()].filter((key) => !writtenSet.has(key)).length,
    doubled:
      countTwice(written) + countTwice(book.acknowledged.map((one) => keyOf(one.kind, one.id, one.version))),
    // A version in the trail that no answer named: applied, and the repetition did not find it.
    untold: [...writtenSet].filter((key) => !told.has(key)).length,
    wrongVersion: rows.filter((row) => last.get(row.id) !== row.version).length,
    wrongValues: book.acknowledged.filter(
      (one) =>
        one.kind === 'entry' && !sameValues(sent.get(keyOf(one.kind, one.id, one.version)), one.values),
    ).length,
    keysMissing: book.acknowledged.filter((one) => keyRows.get(one.key)?.id !== one.id).length,
    trailRows: reports.reduce((sum, report) => sum + report.rows, 0),
    trailFaults: reports.reduce((sum, report) => sum + report.faults.length, 0),
    damagedPages: await countDamage(state),
  }
}

function sameValues(stored, sent) {
  if (stored === undefined) return false
  const values = JSON.parse(stored)
  return Object.entries(sent).every(([name, value]) => values[name] === value)
}

/** PostgreSQL's own examination of tables and indexes. */
async function countDamage(state) {
  await askDatabase(state, 'create extension if not exists amcheck')
  const [heap] = await askDatabase(
    state,
    `select count(*)::int as n from pg_class c, lateral verify_heapam(c.oid)
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  await askDatabase(
    state,
    `select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
     join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relnamespace = 'public'::regnamespace`,
  )
  return heap.n
}

/** What must be zero, by name. */
export const MUST_BE_ZERO = [
  'lost',
  'doubled',
  'untold',
  'wrongVersion',
  'wrongValues',
  'keysMissing',
  'trailFaults',
  'damagedPages',
]
