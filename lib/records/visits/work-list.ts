import type { VisitState } from '@/lib/protocol/protocol'
import { armColumn } from '../allocations/sight'
import type { Call } from '../call'
import { reading } from '../change'
import { ownerFilterSql, ownerSql, type OwnerChoice } from '../follow-up/owners'
import { readSuggestions, type NextCall } from '../follow-up/suggestions'
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
  /** Null before there is one, and where it is hidden. */
  readonly arm: string | null
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
  /** Who chases this patient. */
  readonly owner: Owner
  /** When to call next, and whom; null while an hour is promised, or nothing tells. */
  readonly suggestion: NextCall | null
}

export interface Owner {
  /** Null: nobody, or somebody who may not chase here any more. */
  readonly personId: string | null
  readonly name: string | null
  /** The last word that went with a handover. */
  readonly note: string | null
  /** 0 while nobody has taken the patient. */
  readonly version: number
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
  readonly owner?: OwnerChoice | undefined
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
  arm: string | null
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
  owner_id: string | null
  owner_name: string | null
  owner_note: string | null
  owner_version: number
}

/**
 * Waits for somebody: open, late, or done with forms missing while the patient is followed. The first lines follow from
 * the rest and are cheap: most visits of a study are over or to come, and their state need not be worked out.
 */
const TO_DO = Prisma.sql`(w.ended_on is null and (w.done_on is null or not w.complete)
  and (w.done_on is not null or (w.opens <= w.now
    and (w.last_day is null or w.closes > w.now or w.last_day + w.grace_days >= w.now::date - 2)))
  and (w.done_on is not null or w.state in ('open', 'late')))`

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
    const skip = (filter.page - 1) * PAGE_SIZE
    return { ...(await readWork(tx, filter, PAGE_SIZE, skip)), counts: await countWork(tx) }
  })
}

/** Before the operation, and on the ward after it, nobody is called. */
export const FIRST_DAY_AT_HOME = 7

/** One page of the list inside an open transaction; `callable` leaves only visits for which somebody is telephoned. */
export async function readWork(
  tx: Tx,
  filter: Omit<WorkFilter, 'page'> & { readonly callable?: boolean },
  take: number,
  skip = 0,
): Promise<{ rows: WorkRow[]; total: number }> {
  const callable = filter.callable
    ? Prisma.sql`and w.done_on is null and (w.now at time zone w.zone)::date - w.index_operation_on >= ${FIRST_DAY_AT_HOME}`
    : Prisma.empty
  const arm = await armColumn(tx, 'w')
  const rows = await tx.db.$queryRaw<Row[]>`
      select w.id, w.enrolment_id, w.patient_code, w.site_code, w.code, w.protocol_version, w.state, w.days_to_close,
        ${arm} as arm, w.target_on::text, w.first_day::text, w.last_day::text,
        w.done_on is not null as incomplete, (w.now at time zone w.zone)::date - w.index_operation_on as day, count(*) over ()::int as total, coalesce(tried.attempts, 0) as attempts,
        case when l.id is not null then jsonb_build_object('on', l.happened_on, 'time', l.happened_time,
          'reached', l.reached, 'failure', l.failure, 'outcome', l.outcome, 'nextOn', l.next_on,
          'nextHour', l.next_hour, 'due', ${DUE}) end as last,
        k.person_id as owner_id, k.display_name as owner_name, o.note as owner_note, coalesce(o.version, 0) as owner_version
      from (${visitsWithState(tx)}) w ${TRIED} ${ownerSql(tx)}
      where w.scheduled and ${TO_DO} ${callable} ${filterSql(filter)} ${ownerFilterSql(tx, filter.owner)}
      order by ${DUE} desc, case when ${DUE} then l.next_hour end nulls last, w.done_on is not null, w.days_to_close nulls last, w.patient_ordinal, w.ordinal
      limit ${take} offset ${skip}`
  const forms = await readForms(tx, rows)
  const suggestions = await readSuggestions(
    tx,
    rows.map((row) => row.enrolment_id),
  )
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
      owner: {
        personId: row.owner_id,
        name: row.owner_name,
        note: row.owner_note,
        version: row.owner_version,
      },
      suggestion: row.last?.nextHour == null ? (suggestions.get(row.enrolment_id) ?? null) : null,
    })),
    total: rows[0]?.total ?? 0,
  }
}

function filterSql(filter: Omit<WorkFilter, 'page'>): Prisma.Sql {
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
      count(*) filter (where w.done_on is not null)::int as incomplete,
      count(*) filter (where w.state = 'open' and w.days_to_close <= ${SOON_DAYS})::int as "closingSoon",
      count(*) filter (where ${DUE})::int as due
    from (${visitsWithState(tx)}) w ${TRIED} where w.scheduled and ${TO_DO}`
  return row
}
