import type { VisitState } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import { armColumn } from '../allocations/sight'
import { toldFormsSql } from '../allocations/told-forms'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'
import { readForms, type VisitForms } from '../visits/forms'
import { visitsWithState } from '../visits/visit-sql'

export interface MatrixCell {
  readonly visitId: string
  readonly code: string
  readonly state: VisitState
  readonly targetOn: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly doneOn: string | null
  readonly endReason: string | null
  readonly forms: VisitForms
  /** Unconfirmed flags and open alerts that hang on this visit. */
  readonly flags: number
  readonly signed: boolean
  readonly locked: boolean
  /** Data queries on its forms and its date that are not closed. */
  readonly queries: number
  /** Forms that agree with the source as they stand. */
  readonly verified: number
}

export interface MatrixRow {
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  /** Null before there is one, and where it is hidden. */
  readonly arm: string | null
  readonly operatedOn: string | null
  readonly endedOn: string | null
  readonly endReason: string | null
  readonly cells: readonly MatrixCell[]
}

export interface MatrixFilter {
  readonly page: number
  readonly arm?: string | undefined
  readonly site?: string | undefined
  /** Patients with at least one visit in this state. */
  readonly state?: VisitState | undefined
  readonly visit?: string | undefined
  readonly descending?: boolean | undefined
}

export const MATRIX_PAGE = 50

interface PageRow {
  id: string
  code: string
  site: string
  arm: string | null
  operated_on: string | null
  ended_on: string | null
  end_reason: string | null
  total: number
}

/** Patients × visits, a page at a time; every page takes the same five queries. */
export async function listMatrix(
  call: Call,
  study: string,
  filter: MatrixFilter,
): Promise<{ rows: MatrixRow[]; total: number }> {
  return reading(call, 'enrolment.list', { study }, async (tx) => {
    const page = await readPage(tx, filter)
    const cells = await readCells(
      tx,
      page.map((row) => row.id),
    )
    return {
      total: page[0]?.total ?? 0,
      rows: page.map((row) => ({
        enrolmentId: row.id,
        patientCode: row.code,
        site: row.site,
        arm: row.arm,
        operatedOn: row.operated_on,
        endedOn: row.ended_on,
        endReason: row.end_reason,
        cells: cells.get(row.id) ?? [],
      })),
    }
  })
}

async function readPage(tx: Tx, filter: MatrixFilter): Promise<PageRow[]> {
  const { arm, site, state, visit } = filter
  const column = await armColumn(tx, 'e')
  const wanted =
    state || visit
      ? Prisma.sql`and e.id in (select w.enrolment_id from (${visitsWithState(tx)}) w where true
          ${state ? Prisma.sql`and w.state = ${state}` : Prisma.empty}
          ${visit ? Prisma.sql`and w.code = ${visit}` : Prisma.empty})`
      : Prisma.empty
  return tx.db.$queryRaw<PageRow[]>`
    select e.id, e.code, s.code as site, ${column} as arm,
      e.index_operation_on::text as operated_on, e.ended_on::text, e.end_reason, count(*) over ()::int as total
    from enrolment e join site s on s.id = e.site_id
    where ${seenSql(tx, 'e')} and e.voided_at is null
      ${arm ? Prisma.sql`and ${column} = ${arm}` : Prisma.empty}
      ${site ? Prisma.sql`and s.code = ${site}` : Prisma.empty}
      ${wanted}
    order by e.ordinal ${Prisma.raw(filter.descending ? 'desc' : 'asc')}
    limit ${MATRIX_PAGE} offset ${(filter.page - 1) * MATRIX_PAGE}`
}

interface CellRow {
  id: string
  enrolment_id: string
  code: string
  arm: string | null
  protocol_version: number
  state: VisitState
  target_on: string | null
  first_day: string | null
  last_day: string | null
  done_on: string | null
  end_reason: string | null
  flags: number
  signed: boolean
  locked: boolean
  queries: number
  verified: number
}

async function readCells(tx: Tx, enrolmentIds: string[]): Promise<Map<string, MatrixCell[]>> {
  const cells = new Map<string, MatrixCell[]>(enrolmentIds.map((id) => [id, []]))
  if (enrolmentIds.length === 0) return cells
  const told = await toldFormsSql(tx)
  const rows = await tx.db.$queryRaw<CellRow[]>`
    select w.id, w.enrolment_id, w.code, ${await armColumn(tx, 'w')} as arm, w.protocol_version, w.state,
      w.target_on::text, w.first_day::text, w.last_day::text, w.done_on::text, w.end_reason,
      (select count(*)::int from complication c
        where c.visit_id = w.id and c.status = 'proposed' and c.voided_at is null)
      + (select count(*)::int from alert a
        where a.visit_id = w.id and a.acknowledged_at is null and a.voided_at is null) as flags,
      exists (select 1 from visit_signature g where g.visit_id = w.id and g.voided_at is null) as signed,
      w.locked_at is not null as locked,
      (select count(*)::int from data_query q join entry n on n.id = q.entry_id
        join enrolment e on e.id = n.enrolment_id
        where n.visit_id = w.id and n.voided_at is null and ${told} and q.state <> 'closed' and q.voided_at is null)
      + (select count(*)::int from data_query q
        where q.enrolment_id = w.enrolment_id and q.entry_id is null and q.visit_id = w.id and q.state <> 'closed'
          and q.voided_at is null) as queries,
      (select count(distinct n.id)::int from entry n join source_verification t on t.entry_id = n.id
        join enrolment e on e.id = n.enrolment_id
        where ${told} and n.visit_id = w.id and n.voided_at is null and t.voided_at is null and t.items is null
          and t."values" = n."values") as verified
    from (${visitsWithState(tx)}) w
    where w.enrolment_id = any (${enrolmentIds}::uuid[])
    order by w.ordinal`
  const forms = await readForms(tx, rows)
  for (const row of rows) {
    cells.get(row.enrolment_id)?.push({
      visitId: row.id,
      code: row.code,
      state: row.state,
      targetOn: row.target_on,
      firstDay: row.first_day,
      lastDay: row.last_day,
      doneOn: row.done_on,
      endReason: row.end_reason,
      forms: forms.get(row.id) ?? { required: 0, complete: 0, lacking: [], next: null },
      flags: row.flags,
      signed: row.signed,
      locked: row.locked,
      queries: row.queries,
      verified: row.verified,
    })
  }
  return cells
}
