import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { readShelfOf } from '../instruments/read-shelf'
import { SHIPPED, type Shelf } from '@/lib/instruments/shelf'
import type { Tx } from '../transaction'
import { listChanges, type FieldChange } from './changes'
import { findEnrolments, listRowsOf, allOf, personSql, timeSql, type TimeAndPerson } from './filter'
import { readSealing } from './seal-arms'

export interface TrailRow {
  readonly chain: string
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly actorName: string | null
  readonly verb: string
  readonly reason: string | null
  readonly table: string
  readonly rowId: string
  readonly action: 'insert' | 'update'
  readonly study: string | null
  readonly site: string | null
  /** Study code of the patient it is about. */
  readonly patient: string | null
  /** Null when there is too much to show here (a protocol, a result). */
  readonly changes: readonly FieldChange[] | null
}

export interface TrailFilter extends TimeAndPerson {
  readonly verb?: string | undefined
  readonly table?: string | undefined
  readonly rowId?: string | undefined
  /** Exactly as the trail writes it. */
  readonly actor?: string | undefined
  /** Site code. */
  readonly site?: string | undefined
  /** The `next` of the page before. */
  readonly after?: string | undefined
}

export interface TrailPage {
  readonly rows: readonly TrailRow[]
  /** Asks for the rows that follow; null at the end. */
  readonly next: string | null
}

export const PAGE_SIZE = 50
const LARGEST_SHOWN = 40_000
const CURSOR = /^([0-9a-f-]{36}|system):([1-9]\d{0,15})$/

/** Rows of no study (people, sites) are those of who administers all of it. */
function withinReach(tx: Tx): Prisma.Sql {
  const { studies } = tx.reach
  return studies === '*' ? Prisma.sql`true` : Prisma.sql`t.study_id = any (${[...studies]}::uuid[])`
}

type StoredRow = Omit<TrailRow, 'patient' | 'changes'> & {
  readonly studyId: string | null
  readonly payload: string | null
}

/** The trail within reach, latest first; of a patient, of a row, of a person, of some days. */
export async function listTrail(call: Call, filter: TrailFilter): Promise<TrailPage> {
  return reading(call, 'trail.read', 'across', async (tx) => {
    const rows = await readRows(tx, await whereSql(tx, filter))
    const shown = rows.slice(0, PAGE_SIZE)
    const last = shown.at(-1)
    const images = shown.map(({ payload }) => (payload === null ? null : readPayload(payload)))
    const codes = await readCodes(tx, images)
    const shelves = await readShelves(tx, images)
    const toImage = ({ table, rowId, verb, reason, studyId }: StoredRow, index: number) => ({
      ...{ table, rowId, verb, reason, studyId },
      after: images[index]?.after ?? null,
    })
    const seal = await readSealing(tx, shown.map(toImage))
    return {
      next: rows.length > PAGE_SIZE && last ? `${last.chain}:${last.seq}` : null,
      rows: shown.map((stored, index) => {
        const { payload: _payload, studyId: _study, ...row } = stored
        const image = images[index] ?? null
        const changes = image && listChanges(row.table, image.before, image.after, shelves(image.after))
        return {
          ...row,
          patient: image && codes(image.after),
          ...seal(toImage(stored, index), changes),
        }
      }),
    }
  })
}

async function whereSql(tx: Tx, filter: TrailFilter): Promise<Prisma.Sql> {
  const { verb, table, rowId, actor, site, study, patient, after } = filter
  const rowsOf = patient === undefined ? null : await listRowsOf(tx, await findEnrolments(tx, filter))
  return allOf([
    withinReach(tx),
    timeSql(Prisma.sql`t.at`, filter),
    personSql(Prisma.sql`t.actor`, filter.person),
    ...(verb ? [Prisma.sql`t.verb = ${verb}`] : []),
    ...(table ? [Prisma.sql`t.table_name = ${table}`] : []),
    ...(rowId ? [Prisma.sql`t.row_id = ${rowId}::uuid`] : []),
    ...(actor ? [Prisma.sql`t.actor = ${actor}`] : []),
    ...(site ? [Prisma.sql`t.site_id = (select id from site where code = ${site})`] : []),
    ...(study ? [Prisma.sql`t.study_id = (select id from study where slug = ${study})`] : []),
    ...(rowsOf ? [Prisma.sql`t.row_id = any (${rowsOf}::uuid[])`] : []),
    ...(after ? [afterSql(after)] : []),
  ])
}

/** What follows a row in the order of the list; of a row that one may not see, nothing. */
function afterSql(cursor: string): Prisma.Sql {
  const [, chain = '', seq = '0'] = CURSOR.exec(cursor) ?? []
  const at = Prisma.sql`(select c.at from trail c where c.chain = ${chain} and c.seq = ${seq}::bigint)`
  return Prisma.sql`t.at <= ${at} and (t.at < ${at} or t.chain > ${chain}
    or (t.chain = ${chain} and t.seq < ${seq}::bigint))`
}

async function readRows(tx: Tx, where: Prisma.Sql): Promise<StoredRow[]> {
  return tx.db.$queryRaw<StoredRow[]>`
    select t.chain, t.seq::int as seq, t.at, t.actor, p.display_name as "actorName", t.verb, t.reason,
      t.table_name as "table", t.row_id as "rowId", t.action, y.slug as study, s.code as site,
      t.study_id as "studyId",
      case when length(d.payload) <= ${LARGEST_SHOWN} then d.payload end as payload
    from trail t
    left join trail_payload d on d.chain = t.chain and d.seq = t.seq
    left join person p on 'person:' || p.id = t.actor
    left join study y on y.id = t.study_id
    left join site s on s.id = t.site_id
    where ${where}
    order by t.at desc, t.chain, t.seq desc limit ${PAGE_SIZE + 1}`
}

type Row = Readonly<Record<string, unknown>>

function readPayload(payload: string): { before: Row | null; after: Row } {
  return JSON.parse(payload) as { before: Row | null; after: Row }
}

/** For rows of entries the forms they were written in, of whichever study. */
async function readShelves(tx: Tx, images: readonly ({ after: Row } | null)[]): Promise<(row: Row) => Shelf> {
  const entries = images.filter((image) => typeof image?.after.instrument_version === 'number')
  const studies = new Set(
    entries.map((image) => image?.after.study_id).filter((id) => typeof id === 'string'),
  )
  const shelves = new Map<unknown, Shelf>()
  for (const id of studies) shelves.set(id, await readShelfOf(tx, id))
  return (row) => shelves.get(row.study_id) ?? SHIPPED
}

/** Study codes of the patients that rows are about. */
async function readCodes(
  tx: Tx,
  images: readonly ({ after: Row } | null)[],
): Promise<(row: Row) => string | null> {
  const wanted = (...names: string[]) => [
    ...new Set(
      images
        .flatMap((image) => names.map((name) => image?.after[name]))
        .filter((id) => typeof id === 'string'),
    ),
  ]
  const found = await tx.db.$queryRaw<{ id: string; patient: string; study: string; code: string }[]>`
    select id, patient_id as patient, study_id as study, code from enrolment
    where id = any (${wanted('enrolment_id')}::uuid[]) or patient_id = any (${wanted('patient_id', 'id')}::uuid[])`
  return (row) => {
    if (typeof row.code === 'string' && typeof row.patient_id === 'string') return row.code
    const ofPatient = found.filter((one) => one.patient === (row.patient_id ?? row.id))
    const match =
      found.find((one) => one.id === row.enrolment_id) ??
      ofPatient.find((one) => one.study === row.study_id) ??
      ofPatient[0]
    return match?.code ?? null
  }
}
