import type { Call } from '../call'
import { reading } from '../change'
import { visitsWithState } from '../visits/visit-sql'
import { FATE, type Fate } from './follow-up-page'

/** Research numbers of those who came to a visit, and of those who should have and did not. */
export interface Responders {
  readonly came: ReadonlySet<string>
  /** The window passed, lost, or withdrawn from follow-up. The dead are in neither, nor is who may still come. */
  readonly rest: ReadonlySet<string>
}

const REST: readonly Fate[] = ['missed', 'lost', 'withdrawn_follow_up']

/** Tells nothing of anybody but the research number: no date, no code, no arm. */
export async function readResponders(call: Call, study: string, visit: string): Promise<Responders> {
  return reading(call, 'follow_up.compare', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<{ key: string; fate: Fate }[]>`
      select e.research_id as key, ${FATE} as fate
      from (${visitsWithState(tx)}) w join enrolment e on e.id = w.enrolment_id
      where w.scheduled and w.code = ${visit} order by 1`
    const of = (fates: readonly Fate[]) =>
      new Set(rows.filter(({ fate }) => fates.includes(fate)).map(({ key }) => key))
    return { came: of(['done']), rest: of(REST) }
  })
}
