import type { MEANINGS } from '@/lib/contracts/corrections'
import { readShown } from '../allocations/sight'
import { readActorName } from '../people/actor-name'
import type { Tx } from '../transaction'

export type Meaning = (typeof MEANINGS)[number]

/** One entry as it was signed. */
export interface SignedEntry {
  readonly id: string
  readonly instrument: string
  readonly repeatKey: string
  readonly version: number
}

export interface Signature {
  readonly id: string
  readonly meaning: Meaning
  readonly entries: readonly SignedEntry[]
  readonly signedBy: string
  readonly signedByName: string
  readonly signedAt: Date
}

/** The signature that stands on a visit. */
export async function findSignature(tx: Tx, visitId: string): Promise<Signature | null> {
  const row = await tx.db.visitSignature.findFirst({ where: { visitId, voidedAt: null } })
  return row && { ...toSignature(row), signedByName: await readActorName(tx, row.signedBy) }
}

/** A signature that fell, with why: the page says so until the visit is signed again. */
export interface FallenSignature {
  readonly signedByName: string
  readonly signedAt: Date
  readonly voidedAt: Date
  readonly reason: string
}

export async function findFallenSignature(tx: Tx, visitId: string): Promise<FallenSignature | null> {
  const row = await tx.db.visitSignature.findFirst({
    where: { visitId, voidedAt: { not: null } },
    orderBy: { voidSeq: 'desc' },
  })
  if (!row?.voidedAt) return null
  return {
    signedByName: await readActorName(tx, row.signedBy),
    signedAt: row.signedAt,
    voidedAt: row.voidedAt,
    reason: row.voidReason ?? '',
  }
}

/** What a signature of the visit would bind now, in a fixed order: what who signs may know of. */
export async function listSignable(tx: Tx, visitId: string): Promise<SignedEntry[]> {
  const { enrolmentId } = await tx.db.visit.findUniqueOrThrow({
    where: { id: visitId },
    select: { enrolmentId: true },
  })
  const isShown = await readShown(tx, enrolmentId)
  const entries = await tx.db.entry.findMany({
    where: { visitId, voidedAt: null },
    orderBy: [{ instrument: 'asc' }, { repeatKey: 'asc' }],
    select: { id: true, instrument: true, repeatKey: true, version: true },
  })
  return entries.filter(({ instrument }) => isShown({ instrument, visitId }))
}

function toSignature(row: NonNullable<Awaited<ReturnType<Tx['db']['visitSignature']['findFirst']>>>) {
  return {
    id: row.id,
    meaning: row.meaning as Meaning,
    entries: row.entries as unknown as SignedEntry[],
    signedBy: row.signedBy,
    signedAt: row.signedAt,
  }
}
