import { readActorName } from '../people/actor-name'
import type { Tx } from '../transaction'
import {
  findFallenSignature,
  findSignature,
  listSignable,
  type FallenSignature,
  type Meaning,
  type SignedEntry,
} from './signatures'

/** Whether the record of a visit is signed, was signed, or is locked; and what a signature would bind now. */
export interface VisitRecord {
  readonly signature: {
    readonly meaning: Meaning
    readonly signedByName: string
    readonly signedAt: Date
  } | null
  /** The last signature that fell, while no other stands. */
  readonly fallen: FallenSignature | null
  readonly lock: { readonly byName: string; readonly at: Date } | null
  readonly entries: readonly SignedEntry[]
}

interface Locked {
  readonly id: string
  readonly lockedAt: Date | null
  readonly lockedBy: string | null
}

export async function readVisitRecord(tx: Tx, visit: Locked): Promise<VisitRecord> {
  const signature = await findSignature(tx, visit.id)
  return {
    signature: signature && {
      meaning: signature.meaning,
      signedByName: signature.signedByName,
      signedAt: signature.signedAt,
    },
    fallen: signature ? null : await findFallenSignature(tx, visit.id),
    lock: visit.lockedAt && {
      byName: await readActorName(tx, visit.lockedBy ?? ''),
      at: visit.lockedAt,
    },
    entries: await listSignable(tx, visit.id),
  }
}
