import { randomUUID } from 'node:crypto'
import type { Call } from '@/lib/records/call'
import { createFreeze } from '@/lib/records/freezes/freezes'
import { addVerification } from '@/lib/records/quality/verifications'
import { saveForm } from './patient'
import type { Ask, Target } from './probes'

/** Somebody with the same reach who verifies. */
export function asMonitor(call: Call): Call {
  const memberships = call.actor.memberships.map((one) => ({ ...one, role: 'monitor' as const }))
  return { ...call, actor: { ...call.actor, memberships } }
}

/** Of a patient and of the study: a tick, a form to be typed again, one whose typings differ, a frozen data set. */
export interface QualityRows {
  readonly verification: string
  readonly wanted: string
  readonly differing: string
  readonly freeze: string
}

/** @param elsewhere who has a part in the site and is none of those who ask: types the forms first */
export async function makeQualityRows(
  calls: { readonly elsewhere: Call; readonly monitor: Call; readonly researcher: Call },
  target: Target,
  asSuper: Ask,
): Promise<QualityRows> {
  const { elsewhere, monitor, researcher } = calls
  const before = { doneDaysAgo: 3 }
  const { id: first } = await saveForm(elsewhere, target, 'pre', 'pain', { vas_back_rest: 7 }, before)
  const { id: other } = await saveForm(elsewhere, target, 'pre', 'demographics', { sex: 2 }, before)
  const tick = { entryId: first, version: 1, items: null }
  const { id: verification } = await addVerification(monitor, 'live', tick)
  const purpose = 'a paper'
  const { id: freeze } = await createFreeze(researcher, 'live', {
    ...{ name: `first ${randomUUID()}`, purpose, grain: 'visit', dates: 'days' },
  })
  return {
    verification,
    freeze,
    wanted: await want(asSuper, first, 'wanted'),
    differing: await want(asSuper, other, 'differs'),
  }
}

/** Whichever were drawn: of this entry one is asked for, typed first by somebody who is nobody here. */
async function want(asSuper: Ask, entryId: string, state: 'wanted' | 'differs'): Promise<string> {
  await asSuper(`select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`, [])
  const typed = state === 'wanted' ? 'null, null, null, null' : `1, '{}', 1, 1`
  const [row] = await asSuper<{ id: string }>(
    `insert into second_entry (id, site_id, study_id, enrolment_id, entry_id, state, entry_version, "values", compared,
       differing)
     select gen_random_uuid(), site_id, study_id, enrolment_id, id, '${state}', ${typed} from entry where id = $1
     on conflict (entry_id, void_seq) do update set state = excluded.state, entry_version = excluded.entry_version,
       "values" = excluded."values", compared = excluded.compared, differing = excluded.differing
     returning id`,
    [entryId],
  )
  if (!row) throw new Error('the entry is not there')
  return row.id
}
