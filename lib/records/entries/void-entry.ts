import { invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { lockEnrolment } from '../enrolments/enrolments'
import { refuseOtherVersion } from '../refuse-other-version'
import { finishVisits } from '../visits/finish-visit'
import { breakSignature, refuseLocked } from '../visits/guard-visit'
import { loadVisit } from '../visits/visits'
import { undoIfEmpty } from '../visits/void-visit'
import { followDischarge } from './follow-discharge'
import { loadEntryRow, refuseTelling } from './load-entry'
import { writeVoid } from './void-row'

/** Takes an entry out of the record; it stays in the trail. Its visit goes with its last form. */
export async function voidEntry(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'entry.void',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      await lockEnrolment(tx, (await loadEntryRow(tx, id)).enrolmentId)
      const entry = await loadEntryRow(tx, id)
      await refuseTelling(tx, entry)
      const visit = entry.visitId === null ? null : await loadVisit(tx, entry.visitId)
      await refuseLocked(tx, visit)
      refuseOtherVersion(entry.version, input.version)
      await breakSignature(tx, visit, reason)
      await writeVoid(tx, entry, reason)
      await undoIfEmpty(tx, visit, reason)
      if (entry.instrument === 'discharge') await followDischarge(tx, entry.enrolmentId)
      await applyRules(tx, entry.enrolmentId)
      await finishVisits(tx, entry.enrolmentId)
      return { id, version: entry.version + 1 }
    },
    { reason },
  )
}
