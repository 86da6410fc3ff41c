import type { StandingVisit } from '@/lib/protocol/replan'
import { toIsoDate } from '../dates'
import { seenWhere } from '../scope'
import type { Tx } from '../transaction'

export interface StoredVisit extends StandingVisit {
  readonly id: string
}

/** The visits of some enrolments as they stand, by enrolment. What was recorded at one holds it. */
export async function readStanding(
  tx: Tx,
  enrolmentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredVisit[]>> {
  const ids = [...enrolmentIds]
  const rows = await tx.db.visit.findMany({
    where: { enrolmentId: { in: ids }, voidedAt: null, ...seenWhere(tx) },
    orderBy: { ordinal: 'asc' },
  })
  const entries = await tx.db.entry.findMany({
    where: { enrolmentId: { in: ids }, voidedAt: null, visitId: { not: null } },
    select: { visitId: true },
    distinct: ['visitId'],
  })
  const entered = new Set(entries.map(({ visitId }) => visitId))
  const standing = new Map<string, StoredVisit[]>(ids.map((id) => [id, []]))
  for (const row of rows)
    standing.get(row.enrolmentId)?.push({
      id: row.id,
      code: row.code,
      scheduled: row.scheduled,
      held: row.doneOn !== null || row.lockedAt !== null || entered.has(row.id),
      target: toIsoDate(row.targetOn),
      opens: row.opens,
      closes: row.closes,
      firstDay: toIsoDate(row.firstDay),
      lastDay: toIsoDate(row.lastDay),
      graceDays: row.graceDays,
    })
  return standing
}
