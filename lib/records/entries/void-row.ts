import type { Tx } from '../transaction'

interface Voided {
  readonly id: string
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly instrument: string
  readonly repeatKey: string
}

/** Voids one entry; the place is free for another. */
export async function writeVoid(tx: Tx, entry: Voided, reason: string): Promise<void> {
  const { enrolmentId, visitId, instrument, repeatKey } = entry
  const seq = await tx.db.entry.count({ where: { enrolmentId, visitId, instrument, repeatKey } })
  await tx.db.entry.update({
    where: { id: entry.id },
    data: { voidedAt: tx.now, voidReason: reason, voidSeq: seq, version: { increment: 1 } },
  })
}
