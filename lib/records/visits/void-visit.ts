import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { lockEnrolment } from '../enrolments/enrolments'
import type { Tx } from '../transaction'
import { followDischarge } from '../entries/follow-discharge'
import { writeVoid } from '../entries/void-row'
import { refuseOtherVersion } from '../refuse-other-version'
import { finishVisits } from './finish-visit'
import { breakSignature, refuseLocked } from './guard-visit'
import { loadVisit } from './visits'

/** The visit did not take place: its forms are voided, its date goes. An unscheduled visit goes altogether. */
export async function voidVisit(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'visit.void',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      await lockEnrolment(tx, (await loadVisit(tx, id)).enrolmentId)
      const visit = await loadVisit(tx, id)
      await refuseLocked(tx, visit)
      refuseOtherVersion(visit.version, input.version)
      if (!visit.doneOn) throw new Problem('not_now', { reason: 'visit_not_done' })
      await breakSignature(tx, visit, reason)
      const entries = await tx.db.entry.findMany({ where: { visitId: id, voidedAt: null } })
      for (const entry of entries) await writeVoid(tx, entry, reason)
      await undoVisit(tx, visit, reason)
      if (entries.some(({ instrument }) => instrument === 'discharge')) {
        await followDischarge(tx, visit.enrolmentId)
      }
      await applyRules(tx, visit.enrolmentId)
      await finishVisits(tx, visit.enrolmentId)
      // The day of discharge may have moved its window as well.
      return tx.db.visit.findUniqueOrThrow({ where: { id }, select: { id: true, version: true } })
    },
    { reason },
  )
}

interface Undone {
  readonly id: string
  readonly enrolmentId: string
  readonly code: string
  readonly scheduled: boolean
}

/** Nothing says any more that the visit took place. */
export async function undoVisit(tx: Tx, visit: Undone, reason: string): Promise<void> {
  const undone = { doneOn: null, doneTime: null, mode: null, complete: false, version: { increment: 1 } }
  const seq = visit.scheduled
    ? 0
    : await tx.db.visit.count({ where: { enrolmentId: visit.enrolmentId, code: visit.code } })
  await tx.db.visit.update({
    where: { id: visit.id },
    data: visit.scheduled ? undone : { ...undone, voidedAt: tx.now, voidReason: reason, voidSeq: seq },
  })
}

/** Undoes the visit when its last form has gone. @returns whether it did */
export async function undoIfEmpty(tx: Tx, visit: Undone | null, reason: string): Promise<boolean> {
  if (!visit) return false
  if ((await tx.db.entry.count({ where: { visitId: visit.id, voidedAt: null } })) > 0) return false
  await undoVisit(tx, visit, reason)
  return true
}
