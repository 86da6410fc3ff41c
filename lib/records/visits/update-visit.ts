import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { toIsoDate } from '../dates'
import { lockEnrolment } from '../enrolments/enrolments'
import { finishVisits } from './finish-visit'
import { breakSignature, refuseLocked } from './guard-visit'
import { loadVisit, markDone, type VisitDone } from './visits'

/** Says when and how the visit took place; of a signed visit only with a reason. */
export async function updateVisit(
  call: Call,
  study: string,
  id: string,
  input: VisitDone & { readonly version: number; readonly correction?: string | null },
): Promise<Done> {
  return change(
    call,
    'visit.update',
    { study },
    async (tx) => {
      await lockEnrolment(tx, (await loadVisit(tx, id)).enrolmentId)
      const row = await loadVisit(tx, id)
      await refuseLocked(tx, row)
      if (row.version !== input.version) {
        throw new Problem('conflict', {
          extra: {
            current: {
              version: row.version,
              doneOn: toIsoDate(row.doneOn),
              doneTime: row.doneTime,
              mode: row.mode,
            },
          },
        })
      }
      await breakSignature(tx, row, input.correction ?? null)
      await markDone(tx, row, input)
      // What the rules say of a form depends on the day of its visit; so do the levels that the visit asks about.
      await applyRules(tx, row.enrolmentId)
      await finishVisits(tx, row.enrolmentId)
      return { id, version: row.version + 1 }
    },
    { reason: input.correction?.trim() || undefined },
  )
}
