import { Problem, invalidField } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import { findVisit } from '@/lib/protocol/protocol-read'
import { fromIsoDate } from '../dates'
import type { Tx } from '../transaction'
import { refuseLocked } from '../visits/guard-visit'
import { readLevels } from '../visits/forms'

/* What was recorded holds what it hangs on: it is moved or voided first. */

/** Forms that were filled in for a level which no operation would have any more. */
export async function refuseHeldLevels(
  tx: Tx,
  enrolmentId: string,
  before: unknown,
  after: readonly unknown[],
): Promise<void> {
  const kept = new Set(after.flatMap(readLevels))
  const gone = readLevels(before).filter((level) => !kept.has(level))
  if (gone.length === 0) return
  const held = await tx.db.entry.count({
    where: { enrolmentId, voidedAt: null, repeatKey: { in: gone } },
  })
  if (held > 0) throw new Problem('not_now', { reason: 'level_holds_records' })
}

/** A visit that follows the index operation took place before this day. */
export async function refuseEarlierVisits(
  tx: Tx,
  enrolmentId: string,
  protocol: Protocol,
  performedOn: string,
): Promise<void> {
  const earlier = await tx.db.visit.findMany({
    where: { enrolmentId, voidedAt: null, doneOn: { lt: fromIsoDate(performedOn) } },
    select: { code: true },
  })
  const follows = ({ code }: { readonly code: string }) => {
    const plan = findVisit(protocol, code)
    return plan?.anchor === 'index_operation' && plan.window.from > 0
  }
  if (earlier.some(follows)) throw invalidField('performedOn', 'after_visit')
}

/** A visit that was locked stays where it counts. */
export async function refuseLockedVisits(tx: Tx, enrolmentId: string): Promise<void> {
  const locked = await tx.db.visit.findFirst({
    where: { enrolmentId, voidedAt: null, lockedAt: { not: null } },
  })
  await refuseLocked(tx, locked)
}
