import { completeness, type Completeness, type CompletenessRow } from '@/lib/protocol/completeness'
import type { Call } from '../call'
import { reading } from '../change'
import { visitsWithState } from './visit-sql'

/** Completeness of follow-up by visit and arm, of the patients within reach. */
export async function readCompleteness(call: Call, study: string): Promise<Completeness[]> {
  return reading(call, 'visit.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<CompletenessRow[]>`
      select w.code as visit, coalesce(w.received_arm, w.planned_arm) as arm, w.state,
        coalesce(w.closes <= w.now, false) as "windowClosed",
        w.end_reason is distinct from 'died' as alive,
        coalesce(w.end_reason in ('died', 'withdrawn_follow_up', 'withdrawn_data')
          and (w.last_day is null or w.ended_on <= w.last_day), false) as "leftBefore",
        count(*)::int as count
      from (${visitsWithState(tx)}) w
      where w.scheduled
      group by 1, 2, 3, 4, 5, 6
      order by min(w.ordinal), 2`
    return completeness(rows)
  })
}
