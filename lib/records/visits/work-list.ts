import type { VisitState } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { studyOf, type Tx } from '../transaction'
import { readForms, type VisitForms } from './forms'
import { visitsWithState } from './visit-sql'

export interface WorkRow {
  readonly visitId: string
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string
  readonly arm: string
  readonly state: VisitState
  /** It took place, and required forms are missing. */
  readonly incomplete: boolean
  /** Null while no operation date is known: the visit has no end yet. */
  readonly daysToClose: number | null
  readonly targetOn: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  /** Days since the index operation. */
  readonly day: number | null
  readonly forms: VisitForms
}

/** `incomplete`: took place, with required forms missing. */
export const WORK_STATES = ['open', 'late', 'incomplete'] as const
export type WorkState = (typeof WORK_STATES)[number]

export interface WorkFilter {
  readonly visit?: string | undefined
  readonly state?: WorkState | undefined
  readonly site?: string | undefined
  readonly page: number
}

export interface WorkList {
  readonly rows: readonly WorkRow[]
  readonly total: number
  readonly counts: {
    readonly open: number
    readonly late: number
    readonly closingSoon: number
    /** Took place, with required forms missing. */
    readonly incomplete: number
  }
}

export const PAGE_SIZE = 50
const SOON_DAYS = 7

interface Row {
  id: string
  enrolment_id: string
  patient_code: string
  site_code: string
  code: string
  arm: string
  protocol_version: number
  state: VisitState
  incomplete: boolean
  days_to_close: number | null
  target_on: string | null
  first_day: string | null
  last_day: string | null
  day: number | null
  total: number
}

/** Waits for somebody: open, late, or done with forms missing while the patient is followed. */
const TO_DO = Prisma.sql`(w.state in ('open', 'late')
  or (w.done_on is not null and not w.complete and w.ended_on is null))`

/** What waits in a study, what closes first on top; visits that lack forms come last. Closed cohorts have none. */
export async function listWork(call: Call, study: string, filter: WorkFilter): Promise<WorkList> {
  return reading(call, 'visit.list', { study }, async (tx) => {
    if (studyOf(tx).followUpClosed) {
      return { rows: [], total: 0, counts: { open: 0, late: 0, closingSoon: 0, incomplete: 0 } }
    }
    const rows = await tx.db.$queryRaw<Row[]>`
      select w.id, w.enrolment_id, w.patient_code, w.site_code, w.code, w.protocol_version, w.state, w.days_to_close,
        coalesce(w.received_arm, w.planned_arm) as arm, w.target_on::text, w.first_day::text, w.last_day::text,
        w.done_on is not null as incomplete, (w.now at time zone w.zone)::date - w.index_operation_on as day, count(*) over ()::int as total
      from (${visitsWithState(tx)}) w
      where w.scheduled and ${TO_DO} ${filterSql(filter)}
      order by w.done_on is not null, w.days_to_close nulls last, w.patient_ordinal, w.ordinal
      limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
    const forms = await readForms(tx, rows)
    return {
      rows: rows.map((row) => ({
        visitId: row.id,
        enrolmentId: row.enrolment_id,
        patientCode: row.patient_code,
        site: row.site_code,
        visitCode: row.code,
        arm: row.arm,
        state: row.state,
        incomplete: row.incomplete,
        daysToClose: row.days_to_close,
        targetOn: row.target_on,
        firstDay: row.first_day,
        lastDay: row.last_day,
        day: row.day,
        forms: forms.get(row.id) ?? { required: 0, complete: 0, lacking: [], next: null },
      })),
      total: rows[0]?.total ?? 0,
      counts: await countWork(tx),
    }
  })
}

function filterSql(filter: WorkFilter): Prisma.Sql {
  const parts = [
    filter.visit ? Prisma.sql`and w.code = ${filter.visit}` : Prisma.empty,
    filter.state ? stateSql(filter.state) : Prisma.empty,
    filter.site ? Prisma.sql`and w.site_code = ${filter.site}` : Prisma.empty,
  ]
  return Prisma.join(parts, ' ')
}

function stateSql(state: WorkState): Prisma.Sql {
  return state === 'incomplete' ? Prisma.sql`and w.done_on is not null` : Prisma.sql`and w.state = ${state}`
}

async function countWork(tx: Tx): Promise<WorkList['counts']> {
  const [row] = await tx.db.$queryRaw<[WorkList['counts']]>`
    select count(*) filter (where w.state = 'open')::int as open,
      count(*) filter (where w.state = 'late')::int as late,
      count(*) filter (where ${TO_DO} and w.done_on is not null)::int as incomplete,
      count(*) filter (where w.state = 'open' and w.days_to_close <= ${SOON_DAYS})::int as "closingSoon"
    from (${visitsWithState(tx)}) w where w.scheduled`
  return row
}
