import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { refuseOtherVersion } from '../refuse-other-version'
import { loadVisit } from './visits'

/** Nothing of the visit can be changed from now on. */
export async function lockVisit(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number },
): Promise<Done> {
  return change(call, 'visit.lock', { study }, async (tx) => {
    await lockEnrolment(tx, (await loadVisit(tx, id)).enrolmentId)
    const visit = await loadVisit(tx, id)
    if (visit.lockedAt) throw new Problem('not_now', { reason: 'visit_locked' })
    if (!visit.doneOn) throw new Problem('not_now', { reason: 'visit_not_done' })
    refuseOtherVersion(visit.version, input.version)
    await tx.db.visit.update({
      where: { id },
      data: { lockedAt: tx.now, lockedBy: call.actor.id, version: { increment: 1 } },
    })
    return { id, version: visit.version + 1 }
  })
}

/** Opens a locked visit again; why stands in the trail. */
export async function unlockVisit(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'visit.unlock',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      await lockEnrolment(tx, (await loadVisit(tx, id)).enrolmentId)
      const visit = await loadVisit(tx, id)
      if (!visit.lockedAt) throw new Problem('not_now', { reason: 'visit_not_locked' })
      refuseOtherVersion(visit.version, input.version)
      await tx.db.visit.update({
        where: { id },
        data: { lockedAt: null, lockedBy: null, version: { increment: 1 } },
      })
      return { id, version: visit.version + 1 }
    },
    { reason },
  )
}
