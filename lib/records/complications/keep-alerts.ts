import { NOTICES } from '@/lib/protocol/rules/notices'
import { dropRaisedAgain, reconcile } from '@/lib/protocol/rules/reconcile'
import type { AlertSignal, Evidence } from '@/lib/protocol/rules/rule'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import type { Owner } from './apply-rules'

/**
 * Signals become alerts; one that nobody has taken notice of follows the data, and keeps the moment it was raised
 * whatever version of its rule finds it. One that is acknowledged stays.
 */
export async function keepAlerts(
  tx: Tx,
  owner: Owner,
  alerts: readonly AlertSignal[],
  visitIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = await tx.db.alert.findMany({
    where: { enrolmentId: owner.enrolmentId, voidedAt: null, ruleId: { notIn: [...NOTICES] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const standing = rows.map((row) => ({
    id: row.id,
    ruleId: row.ruleId,
    ruleVersion: row.ruleVersion,
    dedupeKey: row.dedupeKey,
    detectedOn: null,
    evidence: row.evidence as unknown as readonly Evidence[],
    status: row.acknowledgedAt === null ? ('proposed' as const) : ('confirmed' as const),
    enrolmentId: row.enrolmentId,
    entryId: row.entryId,
  }))
  const { appear, update, withdraw } = reconcile(dropRaisedAgain(standing), alerts)
  const dataOf = (alert: AlertSignal) => ({
    visitId: alert.visit === null ? null : (visitIds.get(alert.visit) ?? null),
    entryId: alert.entryId,
    ruleVersion: alert.ruleVersion,
    dedupeKey: alert.dedupeKey,
    evidence: alert.evidence as unknown as Prisma.InputJsonArray,
  })
  for (const { id, enrolmentId, dedupeKey, entryId } of withdraw) {
    // What a patient has sent and nobody has taken into the record yet rests on no entry.
    if (entryId === null) continue
    const voidSeq = await tx.db.alert.count({ where: { enrolmentId, dedupeKey } })
    await tx.db.alert.update({
      where: { id },
      data: {
        voidedAt: tx.now,
        voidReason: 'the entry no longer supports it',
        voidSeq,
        version: { increment: 1 },
      },
    })
  }
  for (const { row, proposal } of update)
    await tx.db.alert.update({
      where: { id: row.id },
      data: { ...dataOf(proposal), version: { increment: 1 } },
    })
  for (const alert of appear)
    await tx.db.alert.create({
      data: { id: newId(), ...owner, ...dataOf(alert), ruleId: alert.rule, urgent: alert.type === 'urgent' },
    })
}
