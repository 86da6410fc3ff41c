import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { canonicalChunks } from '@/lib/codebook/canonical'
import type { Grain } from '@/lib/codebook/dataset'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { changedSinceSql, FROZEN_TABLES } from '../data/changed-since'
import { extractDataset } from '../data/extract'
import type { DateProfile } from '../data/study-data'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { studyOf, type Tx } from '../transaction'

const compress = promisify(gzip)
const expand = promisify(gunzip)

/** A piece of what is kept. */
const PIECE = 1024 * 1024
/** Of a data set; a study of 5,000 patients has a tenth of it. */
const LARGEST = 256 * 1024 * 1024

export interface FreezeDefinition {
  readonly grain: Grain
  readonly dates: Exclude<DateProfile, 'real'>
}

export interface NewFreeze extends FreezeDefinition {
  readonly name: string
  readonly purpose: string
}

/**
 * Keeps the de-identified data set of a study as it is now, by its canonical bytes and their SHA-256, so that what a
 * paper was written on can be had again when the record has moved on. Always of the reach of who freezes.
 */
export async function createFreeze(call: Call, study: string, input: NewFreeze): Promise<Done> {
  const { name, purpose, grain, dates } = input
  // What changes while the data are read counts as changed since.
  const began = await reading(call, 'freeze.create', { study }, async (tx) => {
    const taken = await tx.db.dataFreeze.count({ where: { studyId: studyOf(tx).id, name } })
    return { at: tx.now, taken: taken > 0 }
  })
  if (began.taken && !call.replay) throw invalidField('name', 'taken')
  const dataset = await extractDataset(call, 'freeze.create', study, grain, { level: 'deidentified', dates })
  const bytes = Buffer.concat([...canonicalChunks(dataset)])
  if (bytes.byteLength > LARGEST) throw new Problem('too_large')
  const packed = await compress(bytes, { level: 9 })
  const id = newId()
  return change(
    call,
    'freeze.create',
    { study },
    async (tx) => {
      const studyId = studyOf(tx).id
      if ((await tx.db.dataFreeze.count({ where: { studyId, name } })) > 0)
        throw invalidField('name', 'taken')
      await tx.db.dataFreeze.create({
        data: {
          ...{ id, studyId, name, purpose },
          protocolVersion: studyOf(tx).protocolVersion,
          definition: { grain, dates },
          sites: tx.reach.sites === '*' ? Prisma.DbNull : [...tx.reach.sites],
          rows: dataset.rows,
          columns: dataset.keys.length + dataset.columns.length,
          bytes: bytes.byteLength,
          sha256: hashOf(bytes),
          madeBy: call.actor.id,
          createdAt: began.at,
        },
      })
      for (let ordinal = 0; ordinal * PIECE < packed.byteLength; ordinal += 1) {
        const body = new Uint8Array(packed.subarray(ordinal * PIECE, (ordinal + 1) * PIECE))
        await tx.db.dataFreezeChunk.create({
          data: { id: newId(), studyId, freezeId: id, ordinal, body, sha256: hashOf(body) },
        })
      }
      return { id, version: 1 }
    },
    { reason: purpose, timeoutMs: 60_000 },
  )
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export interface FreezeRow extends FreezeDefinition {
  readonly id: string
  readonly name: string
  readonly purpose: string
  readonly protocolVersion: number
  readonly rows: number
  readonly columns: number
  readonly bytes: number
  readonly sha256: string
  readonly madeBy: string
  readonly createdAt: Date
  /** The data of the study have changed since. */
  readonly stale: boolean
}

export const FREEZES_PAGE = 50

export async function listFreezes(
  call: Call,
  study: string,
  page: number,
): Promise<{ rows: FreezeRow[]; total: number }> {
  return reading(call, 'freeze.list', { study }, async (tx) => {
    const rows = await readRows(tx, null, (page - 1) * FREEZES_PAGE)
    return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
  })
}

async function readRows(tx: Tx, id: string | null, offset: number) {
  return tx.db.$queryRaw<(FreezeRow & { total: number })[]>`
    select f.id, f.name, f.purpose, f.protocol_version as "protocolVersion", f.definition ->> 'grain' as grain,
      f.definition ->> 'dates' as dates, f.rows, f.columns, f.bytes, f.sha256,
      coalesce(p.display_name, f.made_by) as "madeBy", f.created_at as "createdAt",
      ${changedSinceSql(tx, Prisma.sql`f.created_at`)} as stale, count(*) over ()::int as total
    from data_freeze f left join person p on 'person:' || p.id = f.made_by
    where ${visibleSql(tx)} and (${id}::uuid is null or f.id = ${id}::uuid)
    order by f.created_at desc, f.id desc limit ${FREEZES_PAGE} offset ${offset}`
}

/** Numbers over sites that one does not reach are not one's own: at a site one sees what one froze. */
function visibleSql(tx: Tx): Prisma.Sql {
  const own = tx.reach.sites === '*' ? null : tx.call.actor.id
  return Prisma.sql`f.study_id = ${studyOf(tx).id}::uuid and (${own}::text is null or f.made_by = ${own})`
}

/** What was done to rows of a table since: how many of them, and how many for a reason. */
export interface ChangeSince {
  readonly table: string
  readonly verb: string
  readonly rows: number
  readonly added: number
}

/** One freeze, and what has changed under it. Counts alone: whose rows they are is not told. */
export async function getFreeze(
  call: Call,
  study: string,
  id: string,
): Promise<FreezeRow & { changes: readonly ChangeSince[] }> {
  return reading(call, 'freeze.list', { study }, async (tx) => {
    const [found] = await readRows(tx, id, 0)
    if (!found) throw new Problem('not_found')
    const { total: _total, ...row } = found
    const changes = await tx.db.$queryRaw<ChangeSince[]>`
      select t.table_name as "table", t.verb, count(distinct t.row_id)::int as rows,
        count(distinct t.row_id) filter (where t.action = 'insert')::int as added
      from trail t
      where t.study_id = ${studyOf(tx).id}::uuid and t.at > ${row.createdAt}::timestamptz
        and t.table_name = any (${FROZEN_TABLES})
      group by 1, 2 order by 1, 3 desc, 2 limit 100`
    return { ...row, changes }
  })
}

export interface FrozenBytes {
  readonly freeze: FreezeRow
  /** The canonical bytes, as they were. */
  readonly bytes: Buffer
}

/** What was frozen, byte for byte: bytes that do not give the hash any more are not handed out. */
export async function readFreeze(call: Call, study: string, id: string): Promise<FrozenBytes> {
  const { row, packed } = await reading(
    call,
    'freeze.read',
    { study },
    async (tx) => {
      const [found] = await readRows(tx, id, 0)
      if (!found) throw new Problem('not_found')
      const pieces = await tx.db.dataFreezeChunk.findMany({
        where: { freezeId: id },
        orderBy: { ordinal: 'asc' },
        select: { body: true },
      })
      const { total: _total, ...freeze } = found
      return { row: freeze, packed: Buffer.concat(pieces.map(({ body }) => body)) }
    },
    { timeoutMs: 60_000 },
  )
  const bytes = await expand(packed, { maxOutputLength: LARGEST })
  if (hashOf(bytes) !== row.sha256) throw new Error('a frozen data set is not what it was')
  return { freeze: row, bytes }
}
