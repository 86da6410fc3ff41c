import { Problem } from '@/lib/problem'
import { can } from '@/lib/access/actor'
import { ageInHours, findLevel, type EscalationLevel } from '@/lib/protocol/escalation'
import { isNotice } from '@/lib/protocol/rules/notices'
import type { Evidence } from '@/lib/protocol/rules/rule'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { Prisma } from '../generated/client'
import { seenSql, seenWhere } from '../scope'
import type { Tx } from '../transaction'

export interface AlertRow {
  readonly id: string
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string | null
  readonly ruleId: string
  readonly ruleVersion: number
  readonly urgent: boolean
  readonly evidence: readonly Evidence[]
  readonly raisedAt: Date
  readonly acknowledgedBy: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgementNote: string | null
  readonly version: number
  /** Since it was raised, and who is told by now; null once somebody has taken notice or where it cannot escalate. */
  readonly ageHours: number
  readonly level: EscalationLevel | null
}

export const PAGE_SIZE = 50

/** Alerts within reach: open ones first, urgent before the rest, the longest waiting on top. */
export async function listAlerts(
  call: Call,
  study: string,
  filter: {
    readonly open?: boolean | undefined
    readonly enrolmentId?: string | undefined
    readonly page: number
  },
): Promise<{ rows: AlertRow[]; total: number }> {
  return reading(call, 'alert.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<(Omit<AlertRow, 'ageHours' | 'level'> & { total: number })[]>`
      select a.id, a.enrolment_id as "enrolmentId", e.code as "patientCode", s.code as site, v.code as "visitCode",
        a.rule_id as "ruleId", a.rule_version as "ruleVersion", a.urgent, a.evidence, a.created_at as "raisedAt",
        coalesce(p.display_name, a.acknowledged_by) as "acknowledgedBy", a.acknowledged_at as "acknowledgedAt",
        a.acknowledgement_note as "acknowledgementNote", a.version, count(*) over ()::int as total
      from alert a
      join enrolment e on e.id = a.enrolment_id
      join site s on s.id = a.site_id
      left join visit v on v.id = a.visit_id
      left join person p on 'person:' || p.id = a.acknowledged_by
      where ${seenSql(tx, 'a')} and a.voided_at is null and e.voided_at is null
        ${filter.open === undefined ? Prisma.empty : filter.open ? Prisma.sql`and a.acknowledged_at is null` : Prisma.sql`and a.acknowledged_at is not null`}
        ${filter.enrolmentId ? Prisma.sql`and a.enrolment_id = ${filter.enrolmentId}::uuid` : Prisma.empty}
      order by (a.acknowledged_at is null) desc, a.urgent desc, a.created_at, a.id
      limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
    return {
      rows: rows.map(({ total: _total, ...row }) => {
        const ageHours = ageInHours(row.raisedAt, tx.now)
        return { ...row, ageHours, level: row.urgent && !row.acknowledgedAt ? findLevel(ageHours) : null }
      }),
      total: rows[0]?.total ?? 0,
    }
  })
}

/** A named person has taken notice, of what concerns a signature or judgement a clinician. Once said it stays said. */
export async function acknowledgeAlert(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly note: string | null },
): Promise<Done> {
  return change(call, 'alert.acknowledge', { study }, async (tx) => {
    await lockEnrolment(tx, (await loadAlert(tx, id)).enrolmentId)
    // Read again behind the lock: a save may have withdrawn the alert meanwhile.
    const row = await loadAlert(tx, id)
    if (isNotice(row.ruleId) && !can(call.actor, 'complication.adjudicate', study)) {
      throw new Problem('forbidden', { reason: 'clinician_takes_notice' })
    }
    const { count } = await tx.db.alert.updateMany({
      where: { id, version: input.version, acknowledgedAt: null },
      data: {
        acknowledgedBy: call.actor.id,
        acknowledgedAt: tx.now,
        acknowledgementNote: input.note,
        version: { increment: 1 },
      },
    })
    if (count === 0) throw new Problem('conflict', { extra: { current: { version: row.version } } })
    return { id, version: input.version + 1 }
  })
}

/** The alert of an id within reach; anything else does not exist. */
async function loadAlert(tx: Tx, id: string) {
  const row = await tx.db.alert.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}
