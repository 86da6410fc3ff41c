import { Problem } from '@/lib/problem'
import { raiseNotice } from '../complications/notices'
import { readActorName } from '../people/actor-name'
import type { Tx } from '../transaction'
import { findSignature } from './signatures'

/*
 * What stands in the way of a change to the record of a visit: a lock refuses it; a signature wants a reason for the
 * correction, and is void afterwards. Asked behind the lock of the enrolment.
 */

interface Guarded {
  readonly id: string
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
  readonly lockedAt: Date | null
  readonly lockedBy: string | null
}

/** Nothing of a locked visit changes before a clinician unlocks it. */
export async function refuseLocked(tx: Tx, visit: Guarded | null): Promise<void> {
  if (!visit?.lockedAt) return
  throw new Problem('not_now', {
    reason: 'visit_locked',
    extra: {
      lockedBy: await readActorName(tx, visit.lockedBy ?? ''),
      lockedAt: visit.lockedAt.toISOString(),
    },
  })
}

/** The signature of a visit falls with the first change after it; who signed is told. */
export async function breakSignature(tx: Tx, visit: Guarded | null, correction: string | null) {
  const signature = visit && (await findSignature(tx, visit.id))
  if (!signature) return
  const reason = correction?.trim() ?? ''
  const signer = signature.signedByName
  if (reason === '') {
    throw new Problem('invalid', {
      reason: 'needs_correction',
      fields: [{ field: 'correction', code: 'required' }],
      extra: { signature: { signedByName: signer, signedAt: signature.signedAt.toISOString() } },
    })
  }
  const fallen = await tx.db.visitSignature.count({ where: { visitId: visit.id } })
  await tx.db.visitSignature.update({
    where: { id: signature.id },
    data: { voidedAt: tx.now, voidReason: reason, voidSeq: fallen, version: { increment: 1 } },
  })
  await raiseNotice(tx, {
    siteId: visit.siteId,
    studyId: visit.studyId,
    enrolmentId: visit.enrolmentId,
    visitId: visit.id,
    entryId: null,
    notice: 'signature-void',
    about: signature.id,
    evidence: {
      key: 'signature_void',
      params: { signer, by: await readActorName(tx, tx.call.actor.id), reason },
      source: '',
    },
  })
}
