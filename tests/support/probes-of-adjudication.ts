import type { Call } from '@/lib/records/call'
import { getJudging } from '@/lib/records/complications/judging'
import { castVote } from '@/lib/records/complications/votes'
import type { Target } from './probes'

/** Functions about judging that take an id, asked for the target's. */
export function listAdjudicationProbes(call: Call, clinician: Call, study: string, target: Target) {
  const id = target.complicationId
  return {
    getJudging: () => getJudging(call, study, id),
    castVote: () =>
      castVote(clinician, study, id, {
        version: 1,
        verdict: 'reject',
        kind: null,
        grade: null,
        note: 'nothing seen',
      }),
  }
}
