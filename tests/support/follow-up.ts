import type { Call } from '@/lib/records/call'
import { createFeed } from '@/lib/records/follow-up/feeds'
import { handOver } from '@/lib/records/follow-up/owners'
import { newId } from '@/lib/records/ids'
import type { MadePatient } from './patient'

type Ask = <T>(sql: string, values: unknown[]) => Promise<T[]>

/** A patient whom somebody chases who chases nobody else; a calendar and a release of the brake at the same site. */
export interface MadeFollowUp {
  readonly chaserId: string
  readonly feedId: string
  readonly releaseId: string
}

export async function makeFollowUp(
  call: Call,
  asSuper: Ask,
  { enrolmentId }: MadePatient,
): Promise<MadeFollowUp> {
  const [chaserId, releaseId] = [newId(), newId()]
  await asSuper(`select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`, [])
  await asSuper(
    `insert into person (id, username, display_name, password_hash) values ($1, $2, 'Chaser', 'x')`,
    [chaserId, `chaser.${chaserId.slice(-12)}`],
  )
  await asSuper(
    `insert into membership (id, person_id, role, study_id, site_id)
     select gen_random_uuid(), $1, 'nurse', study_id, site_id from enrolment where id = $2`,
    [chaserId, enrolmentId],
  )
  await asSuper(
    `insert into brake_release (id, site_id, study_id, until_on, reason, released_by)
     select $1, site_id, study_id, current_date + 7, 'a nurse is coming', 'test' from enrolment where id = $2`,
    [releaseId, enrolmentId],
  )
  await handOver(call, 'live', enrolmentId, { version: 0, personId: chaserId, note: null })
  const [site] = await asSuper<{ code: string }>(
    'select s.code from site s join enrolment e on e.site_id = s.id where e.id = $1',
    [enrolmentId],
  )
  // A site has a few calendars at most, and every test asks for its own.
  await asSuper(
    `update calendar_feed set voided_at = now(), void_reason = 'test' where voided_at is null`,
    [],
  )
  const { id: feedId } = await createFeed(call, 'live', {
    site: site?.code ?? '',
    label: 'Ward',
    locale: 'en',
  })
  return { chaserId, feedId, releaseId }
}
