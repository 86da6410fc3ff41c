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
  /** Attempts to reach the patient for this visit, and the last of them. */
  readonly attempts: number
  readonly last: LastAttempt | null
}

export interface LastAttempt {
  readonly on: string
  readonly time: string | null
  /** In the words of the contact form. */
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
  readonly nextOn: string | null
  readonly nextHour: number | null
  /** The next attempt is due today or was before. */
  readonly due: boolean
}

/** `incomplete`: took place, with required forms missing. `due`: an attempt was promised for today or before. */
export const WORK_STATES = ['open', 'late', 'incomplete', 'due'] as const
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
    /** An attempt was promised for today or before. */
    readonly due: number
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
  attempts: number
  last: LastAttempt | null
}

/** Waits for somebody: open, late, or done with forms missing while the patient is followed. */
const TO_DO = Prisma.sql`(w.state in ('open', 'late')
  or (w.done_on is not null and not w.complete and w.ended_on is null))`

/**
 * What has been tried for each visit, found by its index: how often, and the last attempt. Whoever tried again after
 * a promise has kept it, so only the last one's next attempt counts.
 */
const TRIED = Prisma.sql`left join lateral (
    select count(*)::int as attempts,
      (array_agg(c.id order by c.happened_on desc, c.happened_time desc nulls last, c.id desc))[1] as last_id
    from contact c where c.visit_id = w.id and c.voided_at is null
  ) tried on true
  left join contact l on l.id = tried.last_id`

const DUE = Prisma.sql`coalesce(l.next_on <= (w.now at time zone w.zone)::date, false)`

/**
 * What waits in a study: attempts promised for today first, by their hour; then what closes first; visits that lack
 * forms come last. Closed cohorts have none.
 */
export async function listWork(call: Call, study: string, filter: WorkFilter): Promise<WorkList> {
  return reading(call, 'visit.list', { study }, async (tx) => {
    if (studyOf(tx).followUpClosed) {
      return { rows: [], total: 0, counts: { open: 0, late: 0, closingSoon: 0, incomplete: 0, due: 0 } }
    }
    const rows = await tx.db.$queryRaw<Row[]>`
      select w.id, w.enrolment_id, w.patient_code, w.site_code, w.code, w.protocol_version, w.state, w.days_to_close,
        coalesce(w.received_arm, w.planned_arm) as arm, w.target_on::text, w.first_day::text, w.last_day::text,
        w.done_on is not null as incomplete, (w.now at time zone w.zone)::date - w.index_operation_on as day, count(*) over ()::int as total, coalesce(tried.attempts, 0) as attempts,
        case when l.id is not null then jsonb_build_object('on', l.happened_on, 'time', l.happened_time,
          'reached', l.reached, 'failure', l.failure, 'outcome', l.outcome, 'nextOn', l.next_on,
          'nextHour', l.next_hour, 'due', ${DUE}) end as last
      from (${visitsWithState(tx)}) w ${TRIED}
      where w.scheduled and ${TO_DO} ${filterSql(filter)}
      order by ${DUE} desc, case when ${DUE} then l.next_hour end nulls last, w.done_on is not null, w.days_to_close nulls last, w.patient_ordinal, w.ordinal
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
        attempts: row.attempts,
        last: row.last,
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
  if (state === 'due') return Prisma.sql`and ${DUE}`
  return state === 'incomplete' ? Prisma.sql`and w.done_on is not null` : Prisma.sql`and w.state = ${state}`
}

async function countWork(tx: Tx): Promise<WorkList['counts']> {
  const [row] = await tx.db.$queryRaw<[WorkList['counts']]>`
    select count(*) filter (where w.state = 'open')::int as open,
      count(*) filter (where w.state = 'late')::int as late,
      count(*) filter (where ${TO_DO} and w.done_on is not null)::int as incomplete,
      count(*) filter (where w.state = 'open' and w.days_to_close <= ${SOON_DAYS})::int as "closingSoon",
      count(*) filter (where ${TO_DO} and ${DUE})::int as due
    from (${visitsWithState(tx)}) w ${TRIED} where w.scheduled`
  return row
}
