import type { StandingVisit } from '@/lib/protocol/replan'
import { toIsoDate } from '../dates'
import { seenWhere } from '../scope'
import type { Tx } from '../transaction'

export interface StoredVisit extends StandingVisit {
  readonly id: string
}

/** The visits of some enrolments as they stand, by enrolment. What was recorded at one, or is on its way, holds it. */
export async function readStanding(
  tx: Tx,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredVisit[]>> {
  const ids = [...enrolmentIds]
  const rows = await tx.db.visit.findMany({
    where: { enrolmentId: { in: ids }, voidedAt: null, ...seenWhere(tx) },
    orderBy: { ordinal: 'asc' },
  })
  const holding = await listHolding(tx, ids)
  const standing = new Map<string, StoredVisit[]>(ids.map((id) => [id, []]))
  for (const row of rows)
    standing.get(row.enrolmentId)?.push({
      id: row.id,
      code: row.code,
      scheduled: row.scheduled,
      held: row.doneOn !== null || row.lockedAt !== null || holding.has(row.id),
      target: toIsoDate(row.targetOn),
      opens: row.opens,
      closes: row.closes,
      firstDay: toIsoDate(row.firstDay),
      lastDay: toIsoDate(row.lastDay),
      graceDays: row.graceDays,
    })
  return standing
}

/** Visits with a form, a contact, an alert nobody has taken notice of, a link that is out, or what came back by one. */
async function listHolding(tx: Tx, ids: string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select v.id from visit v where v.enrolment_id = any(${ids}::uuid[]) and (
      exists (select 1 from entry n where n.visit_id = v.id and n.voided_at is null)
      or exists (select 1 from contact c where c.visit_id = v.id and c.voided_at is null)
      or exists (select 1 from alert a
        where a.visit_id = v.id and a.acknowledged_at is null and a.voided_at is null)
      or exists (select 1 from self_report_link l where l.visit_id = v.id and l.voided_at is null
        and l.used_at is null and l.revoked_at is null and l.expires_at > ${tx.now})
      or exists (select 1 from self_report r
        where r.visit_id = v.id and r.state = 'sent' and r.voided_at is null))`
  return new Set(rows.map(({ id }) => id))
}
