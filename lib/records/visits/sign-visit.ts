import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { refuseFindings } from '../quality/refuse-findings'
import { confirmPassword } from '../people/confirm-password'
import { findSignature, listSignable, type Meaning, type SignedEntry } from './signatures'
import { loadVisit } from './visits'

export interface Signing {
  /** The visit and its entries as the person who signs sees them. */
  readonly version: number
  readonly entries: readonly { readonly id: string; readonly version: number }[]
  readonly meaning: Meaning
  readonly password: string
}

/**
 * Signs what was entered at a visit. The password is asked again; the signature binds the entries by their versions,
 * so what was changed since the page was opened is a conflict and nothing is signed.
 */
export async function signVisit(call: Call, study: string, id: string, input: Signing): Promise<Done> {
  await confirmPassword(call, input.password)
  return change(call, 'visit.sign', { study }, async (tx) => {
    await lockEnrolment(tx, (await loadVisit(tx, id)).enrolmentId)
    const visit = await loadVisit(tx, id)
    if (!visit.doneOn) throw invalidField('doneOn', 'required')
    const entries = await listSignable(tx, id)
    if (entries.length === 0) throw new Problem('not_now', { reason: 'nothing_to_sign' })
    if (visit.version !== input.version || !isSame(entries, input.entries)) {
      throw new Problem('conflict', { extra: { current: { version: visit.version, entries } } })
    }
    if (await findSignature(tx, id)) throw new Problem('not_now', { reason: 'already_signed' })
    await refuseFindings(tx, visit)
    const signature = newId()
    await tx.db.visitSignature.create({
      data: {
        id: signature,
        siteId: visit.siteId,
        studyId: visit.studyId,
        enrolmentId: visit.enrolmentId,
        visitId: id,
        meaning: input.meaning,
        visitVersion: visit.version,
        entries: entries as unknown as Prisma.InputJsonArray,
        signedBy: call.actor.id,
        signedAt: tx.now,
      },
    })
    return { id: signature, version: 1 }
  })
}

function isSame(entries: readonly SignedEntry[], seen: Signing['entries']): boolean {
  const versions = new Map(seen.map(({ id, version }) => [id, version]))
  return versions.size === entries.length && entries.every(({ id, version }) => versions.get(id) === version)
}
