import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { refuseOtherVersion } from '../refuse-other-version'
import { loadEnrolment, lockEnrolment } from './enrolments'
import { refuseLockedVisits } from './held-records'

/**
 * An enrolment made by mistake: out of every list and count, its records kept as they are. A locked visit is unlocked
 * first. The code and the research number are not given again; the patient stays registered and may be enrolled anew.
 * Who was randomised stays in the trial: enrolled anew they would draw a second arm.
 */
export async function voidEnrolment(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'enrolment.void',
    { study },
    async (tx) => {
      await lockEnrolment(tx, id)
      const row = await loadEnrolment(tx, id)
      refuseOtherVersion(row.version, input.version)
      if ((await tx.db.allocation.count({ where: { usedBy: id } })) > 0)
        throw new Problem('not_now', { reason: 'randomised_stays' })
      await refuseLockedVisits(tx, id)
      await tx.db.enrolment.update({
        where: { id },
        data: {
          voidedAt: tx.now,
          voidReason: input.reason,
          // Of its own in the study, so that it never meets another voided one of the patient.
          voidSeq: row.ordinal,
          version: { increment: 1 },
        },
      })
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}
