import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'

/**
 * `waiting`: nobody has begun. `open`: begun, not sent. `sent`: waits for the ward. The others are over: taken into the
 * record, refused, taken back, or never answered in time.
 */
export const REPORT_STATES = [
  'waiting',
  'open',
  'sent',
  'accepted',
  'rejected',
  'revoked',
  'expired',
] as const
export type ReportState = (typeof REPORT_STATES)[number]

export interface ReportRow {
  /** Of the link: the name of a self-report from the invitation on. */
  readonly id: string
  readonly state: ReportState
  readonly patientCode: string
  readonly site: string
  readonly visitId: string
  readonly visitCode: string
  readonly madeByName: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | null
  readonly mode: 'self' | 'proxy' | null
  readonly urgent: boolean
  readonly judgedByName: string | null
  readonly reason: string | null
}

export const PAGE_SIZE = 50

/** State of a link `l` with its report `r`, if there is one. */
const STATE = Prisma.sql`coalesce(r.state, case when l.revoked_at is not null then 'revoked'
  when l.expires_at <= now() then 'expired' when l.opened_at is not null then 'open' else 'waiting' end)`

export interface ReportFilter {
  readonly state?: ReportState | undefined
  readonly enrolmentId?: string | undefined
  readonly page: number
}

/** Self-reports within reach: those that wait for the ward first, urgent ones on top; then the latest. */
export async function listSelfReports(
  call: Call,
  study: string,
  filter: ReportFilter,
): Promise<{ rows: ReportRow[]; total: number }> {
  return reading(call, 'self_report.list', { study }, (tx) => readReports(tx, filter))
}

async function readReports(tx: Tx, filter: ReportFilter): Promise<{ rows: ReportRow[]; total: number }> {
  const rows = await tx.db.$queryRaw<(ReportRow & { total: number })[]>`
    select l.id, ${STATE} as state, e.code as "patientCode", s.code as site, v.id as "visitId",
      v.code as "visitCode", coalesce(m.display_name, l.made_by) as "madeByName", l.created_at as "createdAt",
      l.expires_at as "expiresAt", r.finished_at as "finishedAt", r.mode, coalesce(r.urgent, false) as urgent,
      coalesce(j.display_name, r.judged_by) as "judgedByName", r.reason, count(*) over ()::int as total
    from self_report_link l
    join enrolment e on e.id = l.enrolment_id
    join visit v on v.id = l.visit_id
    join site s on s.id = l.site_id
    left join self_report r on r.link_id = l.id and r.voided_at is null
    left join person m on 'person:' || m.id = l.made_by
    left join person j on 'person:' || j.id = r.judged_by
    where ${seenSql(tx, 'l')} and l.voided_at is null and e.voided_at is null
      ${filter.state ? Prisma.sql`and ${STATE} = ${filter.state}` : Prisma.empty}
      ${filter.enrolmentId ? Prisma.sql`and l.enrolment_id = ${filter.enrolmentId}::uuid` : Prisma.empty}
    order by (r.state is not distinct from 'sent') desc, (r.state = 'sent' and r.urgent) desc nulls last,
      case when r.state = 'sent' then r.finished_at end, l.created_at desc, l.id desc
    limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
  return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
}

/** How many wait to be taken into the record. */
export async function countSelfReports(call: Call, study: string): Promise<number> {
  return reading(call, 'self_report.list', { study }, async (tx) => {
    const [row] = await tx.db.$queryRaw<[{ n: number }]>`
      select count(*)::int as n from self_report r join enrolment e on e.id = r.enrolment_id
      where ${seenSql(tx, 'r')} and r.state = 'sent' and r.voided_at is null and e.voided_at is null`
    return row.n
  })
}
