import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { transferEnrolment } from '@/lib/records/enrolments/transfer-enrolment'
import { findPatients, getPatient } from '@/lib/records/patients/patients'
import { updateStudy } from '@/lib/records/studies/manage-studies'
import { addSite } from '@/lib/records/studies/sites'
import { verifyTrail } from '@/lib/records/trail/verify'
import { makeCourseRows } from '../support/course-rows'
import { makePatient } from '../support/patient'
import { makeTarget, type Target } from '../support/probes'
import { makeQualityRows } from '../support/quality-rows'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let south: Call
let target: Target
let before: Map<string, number>

const reason = 'moved to the south'

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  south = await registry.callAs('nurse.south')
  // Alone at the site, so that every row there is the patient's.
  target = await makeTarget(nurse, registry.asSuper)
  const monitor = await registry.callAs('monitor')
  const researcher = await registry.callAs('researcher')
  await makeQualityRows({ elsewhere: registry.cli, monitor, researcher }, target, registry.asSuper)
  await makeCourseRows(nurse, clinician, target)
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  await registry.asSuper(
    `insert into visit_signature (id, site_id, study_id, enrolment_id, visit_id, meaning, visit_version, entries,
       signed_by, signed_at)
     select gen_random_uuid(), site_id, study_id, enrolment_id, id, 'reviewed', version, '[]', 'test', now()
     from visit where id = $1`,
    [target.visits.d1],
  )
  await registry.asSuper(
    `insert into adjudication_vote (id, site_id, study_id, enrolment_id, complication_id, reader, verdict,
       complication_version)
     select gen_random_uuid(), site_id, study_id, enrolment_id, id, 'test', 'confirm', version
     from complication where id = $1`,
    [target.complicationId],
  )
  before = await countRows('NORTH')
})
afterAll(() => registry.close())

/** What happened at a site stays there; drafts go. */
const STAYS = ['access_event', 'trail', 'draft', 'membership', 'study_site', 'calendar_feed', 'brake_release']

/** Rows by table, of every table that has a site. */
async function countRows(site: 'NORTH' | 'SOUTH'): Promise<Map<string, number>> {
  const tables = await registry.asSuper<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'site_id' order by 1`,
  )
  const counts = new Map<string, number>()
  for (const { name } of tables.filter((table) => !STAYS.includes(table.name))) {
    const [row] = await registry.asSuper<{ n: number }>(
      `select count(*)::int as n from ${name} where site_id = $1`,
      [registry.sites[site]],
    )
    counts.set(name, row?.n ?? 0)
  }
  return counts
}

describe('a patient who moves to another site', () => {
  it('has something in every table that belongs to patients', () => {
    const empty = [...before].filter(([, count]) => count === 0).map(([name]) => name)
    expect(empty).toEqual([])
  })

  it('is refused where the site has no part, is the same, or is unknown, and of an older version', async () => {
    const send = (site: string, version = 3) =>
      transferEnrolment(clinician, 'live', target.enrolmentId, { version, site, reason })
    for (const [site, code] of [
      ['NORTH', 'same_site'],
      ['NOWHERE', 'unknown'],
    ] as const)
      await expect(send(site)).rejects.toMatchObject({ fields: [{ field: 'site', code }] })
    await expect(send('SOUTH', 1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      transferEnrolment(nurse, 'live', target.enrolmentId, { version: 3, site: 'SOUTH', reason }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await countRows('NORTH')).toEqual(before)
  })

  it('takes every row along and nothing else', async () => {
    const [{ id: research } = { id: '' }] = await registry.asSuper<{ id: string }>(
      'select research_id as id from enrolment where id = $1',
      [target.enrolmentId],
    )
    const stays = await makePatient(nurse, { identity: { name: '例留守' }, operatedDaysAgo: 2 })
    const others = await countRows('NORTH')
    await transferEnrolment(clinician, 'live', target.enrolmentId, { version: 3, site: 'SOUTH', reason })
    expect(await countRows('SOUTH')).toEqual(before)
    const left = new Map([...others].map(([name, count]) => [name, count - (before.get(name) ?? 0)]))
    expect(await countRows('NORTH')).toEqual(left)
    await getCourse(nurse, 'live', stays.enrolmentId)
    const [after] = await registry.asSuper('select research_id as id from enrolment where id = $1', [
      target.enrolmentId,
    ])
    expect(after).toEqual({ id: research })
  })

  it('is the new site’s alone: seen, opened and found there, no more at the old one', async () => {
    for (const call of [nurse, clinician]) {
      await expect(getCourse(call, 'live', target.code)).rejects.toMatchObject({ code: 'not_found' })
      expect(await findPatients(call, 'live', '13911112222')).toEqual([])
    }
    const course = await getCourse(south, 'live', target.code)
    expect(course.entries.length).toBeGreaterThan(0)
    const { identity } = await getPatient(south, 'live', target.patientId)
    expect(identity).toMatchObject({ phone: '13911112222', name: expect.stringContaining('目标例') })
    const found = await findPatients(south, 'live', '13911112222')
    expect(found.map(({ patientId }) => patientId)).toEqual([target.patientId])
    const drafts = await registry.asSuper('select id from draft where enrolment_id = $1', [
      target.enrolmentId,
    ])
    expect(drafts).toEqual([])
  })

  it('stands in the trail of both sites, whose chains hold', async () => {
    const rows = await registry.asSuper<{ chain: string; reason: string; n: number }>(
      `select chain, reason, count(distinct row_id)::int as n from trail
       where verb = 'enrolment.transfer' and table_name = 'visit' group by 1, 2 order by 1`,
    )
    const chains = [registry.sites.NORTH, registry.sites.SOUTH].sort()
    const visits = before.get('visit')
    expect(rows).toEqual(chains.map((chain) => ({ chain, reason, n: visits })))
    for (const report of await verifyTrail(registry.cli)) expect(report.faults).toEqual([])
  })

  it('who is also in a study where the caller has no such right does not move at all', async () => {
    const patient = await makePatient(nurse, { identity: { name: '例双研' }, operatedDaysAgo: 2 })
    await registry.asSuper(
      `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
    )
    await registry.asSuper(
      `insert into study select (jsonb_populate_record(s, '{"slug": "closed-to-her"}')).* from study s where false`,
    )
    const [other] = await registry.asSuper<{ id: string }>(
      `insert into study (id, slug, title_zh, title_en, protocol_version)
       values (gen_random_uuid(), 'elsewhere', '别处', 'Elsewhere', 1) returning id`,
    )
    await registry.asSuper('update patient set study_id = $2 where id = $1', [patient.patientId, other?.id])
    const send = transferEnrolment(clinician, 'live', patient.enrolmentId, {
      version: 2,
      site: 'SOUTH',
      reason,
    })
    await expect(send).rejects.toMatchObject({
      code: 'not_now',
      reason: 'other_study',
      extra: { studies: ['elsewhere'] },
    })
  })

  it('has visits whose windows follow the clock of the new site', async () => {
    await addSite(registry.cli, { code: 'EAST', nameZh: '东院', nameEn: 'East', timeZone: 'Asia/Tokyo' })
    const [study] = await registry.asSuper<{ version: number; zh: string; en: string }>(
      `select version, title_zh as zh, title_en as en from study where slug = 'live'`,
    )
    const titles = { titleZh: study?.zh ?? '', titleEn: study?.en ?? '', followUpClosed: false }
    await updateStudy(registry.cli, 'live', { version: study?.version ?? 0, ...titles, addSites: ['EAST'] })
    const patient = await makePatient(nurse, { identity: { name: '例东去' }, operatedDaysAgo: 2 })
    const readHours = () =>
      registry.asSuper<{ from: string; to: string }>(
        `select to_char(v.opens at time zone s.time_zone, 'HH24:MI') as from,
           to_char(v.closes at time zone s.time_zone, 'HH24:MI') as to
         from visit v join site s on s.id = v.site_id where v.enrolment_id = $1 order by v.ordinal`,
        [patient.enrolmentId],
      )
    const hours = await readHours()
    await transferEnrolment(clinician, 'live', patient.enrolmentId, { version: 2, site: 'EAST', reason })
    expect(await readHours()).toEqual(hours)
  })
})
