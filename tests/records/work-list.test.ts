import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { VISIT_STATE_SQL } from '@/lib/protocol/visit-state-sql'
import { listWork, PAGE_SIZE } from '@/lib/records/visits/work-list'
import { makePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

/** Copies of one patient's visits, windows, dates and ends all over the place. */
async function scatter(enrolmentId: string, count: number): Promise<void> {
  await registry.asSuper(`set session_replication_role = 'replica'`)
  await registry.asSuper(
    `with more as (
       insert into enrolment select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(),
         'patient_id', gen_random_uuid(), 'ordinal', 1000 + n, 'code', 'LV-' || (1000 + n), 'research_id', 'R' || n,
         'ended_on', case when n % 7 = 0 then current_date - n % 200 end,
         'end_reason', case when n % 7 = 0 then 'lost' end))).*
       from enrolment e, generate_series(1, ${count}) n where e.id = $1 returning *)
     insert into visit select (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(),
       'enrolment_id', m.id, 'opens', v.opens + x.by, 'closes', v.closes + x.by + x.odd,
       'first_day', v.first_day + x.days, 'last_day', v.last_day + x.days,
       'done_on', case when random() < 0.4 then current_date - (random() * 200)::int end,
       'complete', random() < 0.5))).*
     from more m join visit v on v.enrolment_id = $1, lateral (
       select d.days, make_interval(days => d.days) as by, make_interval(hours => d.hash % 48) as odd
       from (select hash, hash % 500 - 300 as days from abs(hashtext(v.code || m.id::text)) hash) d) x`,
    [enrolmentId],
  )
  await registry.asSuper(`set session_replication_role = 'origin'`)
}

describe('the work list', () => {
  it('holds every visit whose state says so and no other, whatever it does not look at', async () => {
    const nurse = await registry.callAs('nurse')
    const { enrolmentId } = await makePatient(nurse, { operatedDaysAgo: 90 })
    await scatter(enrolmentId, 400)
    const expected = await registry.asSuper<{ id: string; state: string; incomplete: boolean }>(
      `select id, state, done_on is not null as incomplete from (
         select q.*, ${VISIT_STATE_SQL} as state from (
           select v.id, v.opens, v.closes, v.first_day, v.last_day, v.grace_days, v.done_on,
             v.done_time::time as done_time, v.complete, e.ended_on, s.time_zone as zone, now() as now
           from visit v join enrolment e on e.id = v.enrolment_id join site s on s.id = v.site_id
           where v.scheduled and v.study_id = $1) q) w
       where state in ('open', 'late') or (done_on is not null and not complete and ended_on is null)`,
      [registry.studies.live],
    )
    const seen: { visitId: string }[] = []
    const first = await listWork(nurse, 'live', { page: 1 })
    for (let page = 1; page <= Math.ceil(first.total / PAGE_SIZE); page += 1)
      seen.push(...(await listWork(nurse, 'live', { page })).rows)
    expect(seen.map(({ visitId }) => visitId).sort()).toEqual(expected.map(({ id }) => id).sort())
    const count = (wanted: (row: (typeof expected)[number]) => boolean) => expected.filter(wanted).length
    expect(first.counts).toMatchObject({
      open: count(({ state }) => state === 'open'),
      late: count(({ state }) => state === 'late'),
      incomplete: count(({ incomplete }) => incomplete),
    })
    expect(Math.min(first.counts.open, first.counts.late, first.counts.incomplete)).toBeGreaterThan(4)
  })
})
