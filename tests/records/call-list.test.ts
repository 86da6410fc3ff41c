import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Call } from '@/lib/records/call'
import { addContact } from '@/lib/records/contacts/contacts'
import { getCourse } from '@/lib/records/enrolments/course'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { getVisitEntryPage } from '@/lib/records/entries/entry-page'
import { listWork, PAGE_SIZE } from '@/lib/records/visits/work-list'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { newContact } from '../support/probes'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
const patients: MadePatient[] = []

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  for (const operatedDaysAgo of [100, 90, 80]) patients.push(await makePatient(nurse, { operatedDaysAgo }))
})
afterAll(() => registry.close())

const m3 = async (filter: object = {}) =>
  (await listWork(nurse, 'live', { page: 1, visit: 'm3', ...filter })).rows
const codes = async (filter: object = {}) => (await m3(filter)).map(({ patientCode }) => patientCode)
const promise = (patient: MadePatient | undefined, nextOn: string | null, nextHour: number | null = null) =>
  addContact(nurse, 'live', {
    ...newContact(patient?.enrolmentId ?? '', patient?.visits.m3 ?? ''),
    happenedOn: daysAgo(3),
    nextOn,
    nextHour,
  })

describe('the call list', () => {
  it('has what closes first on top while nothing is promised', async () => {
    const rows = await m3()
    expect(rows.map(({ patientCode }) => patientCode)).toEqual(patients.map(({ code }) => code))
    expect(rows.map(({ attempts, last }) => [attempts, last])).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ])
  })

  it('puts attempts due today first, by their hour, and says what was tried', async () => {
    const [a, b, c] = patients
    await promise(c, TODAY, 18)
    await promise(b, daysAgo(1), 9)
    await promise(a, daysAgo(-1))
    expect(await codes()).toEqual([b?.code, c?.code, a?.code])
    const [first, , last] = await m3()
    expect(first).toMatchObject({ attempts: 1, last: { due: true, nextHour: 9, failure: 'no_answer' } })
    expect(last).toMatchObject({ attempts: 1, last: { due: false, nextOn: daysAgo(-1), on: daysAgo(3) } })
    expect(await codes({ state: 'due' })).toEqual([b?.code, c?.code])
    expect((await listWork(nurse, 'live', { page: 1 })).counts.due).toBe(2)
  })

  it('takes the last attempt’s word: one made since keeps the promise', async () => {
    const [, b, c] = patients
    await addContact(nurse, 'live', {
      ...newContact(b?.enrolmentId ?? '', b?.visits.m3 ?? ''),
      nextOn: null,
      nextHour: null,
    })
    expect(await codes({ state: 'due' })).toEqual([c?.code])
    expect((await m3()).find(({ patientCode }) => patientCode === b?.code)).toMatchObject({
      attempts: 2,
      last: { on: TODAY, nextOn: null, due: false },
    })
  })

  it('is no other site’s', async () => {
    const south = await registry.callAs('nurse.south')
    expect((await listWork(south, 'live', { page: 1 })).rows).toEqual([])
  })

  it('is a page long and takes as many queries for many patients and attempts as for few', async () => {
    const few = await countQueries(() => listWork(nurse, 'live', { page: 1 }))
    expect(few).toBeGreaterThan(5)
    const template = patients[0]?.enrolmentId ?? ''
    await copyPatients(template, 120)
    const work = await listWork(nurse, 'live', { page: 1 })
    expect(work.rows).toHaveLength(PAGE_SIZE)
    expect(work.total).toBeGreaterThan(120)
    expect(work.rows.filter(({ attempts }) => attempts === 3).length).toBeGreaterThan(30)
    expect(await countQueries(() => listWork(nurse, 'live', { page: 1 }))).toBe(few)
    const second = await listWork(nurse, 'live', { page: 2 })
    const seen = new Set(work.rows.map(({ visitId }) => visitId))
    expect(second.rows.some(({ visitId }) => seen.has(visitId))).toBe(false)
  })
})

/** Statements the application sends meanwhile. */
async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  await work()
  const count = sent.mock.calls.length
  sent.mockRestore()
  return count
}

/** More patients of the same kind, with three attempts each at their visit of three months. */
async function copyPatients(enrolmentId: string, count: number): Promise<void> {
  await registry.asSuper(`set session_replication_role = 'replica'`)
  await registry.asSuper(
    `with more as (
       insert into enrolment (id, site_id, study_id, patient_id, ordinal, code, research_id, protocol_version,
         planned_arm, received_arm, eligibility, consent_by, enrolled_on, index_operation_on)
       select gen_random_uuid(), site_id, study_id, gen_random_uuid(), 1000 + n, 'LV-' || (1000 + n), 'R' || n,
         protocol_version, planned_arm, received_arm, eligibility, consent_by, enrolled_on, index_operation_on
       from enrolment, generate_series(1, ${count}) n where id = $1 returning *),
     visits as (
       insert into visit (id, site_id, study_id, enrolment_id, code, ordinal, scheduled, target_on, opens, closes,
         first_day, last_day, grace_days)
       select gen_random_uuid(), v.site_id, v.study_id, m.id, v.code, v.ordinal, true, v.target_on, v.opens, v.closes,
         v.first_day, v.last_day, v.grace_days
       from more m, visit v where v.enrolment_id = $1 and v.code = 'm3' returning *)
     insert into contact (id, site_id, study_id, enrolment_id, visit_id, happened_on, channel, reached, failure, made_by)
     select gen_random_uuid(), site_id, study_id, enrolment_id, id, current_date - n, 'phone', 'nobody', 'no_answer', 'x'
     from visits, generate_series(1, 3) n`,
    [enrolmentId],
  )
  await registry.asSuper(`set session_replication_role = 'origin'`)
}

describe('a visit by telephone', () => {
  const told = { doneOn: TODAY, doneTime: null, mode: 'telephone' } as const

  it('takes the NRS in place of the VAS, stored under its own name, and is complete with it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    const place = { enrolmentId: patient.enrolmentId, visitId: patient.visits.m3 ?? '', repeatKey: '' }
    const save = (instrument: string, values: unknown) =>
      saveEntry(nurse, 'live', { ...place, instrument, version: 0, values, reasons: {}, visit: told })
    await save('nrs', { nrs_back: 5, nrs_leg_left: 0, nrs_leg_right: 1 })
    const odi = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`odi_${i + 1}`, 1]))
    await save('odi', odi)
    await save('residual_pain', { residual_pain: 0 })
    await save('recurrent_pain', { pain_relieved: 0 })
    const signs = ['bladder', 'bowel', 'saddle', 'weakness', 'fever'].map((sign) => [`urgent_${sign}`, 0])
    await save('urgent_signs', Object.fromEntries(signs))
    const course = await getCourse(nurse, 'live', patient.code)
    const visit = course.visits.find(({ code }) => code === 'm3')
    expect(visit).toMatchObject({ mode: 'telephone', forms: { required: 5, complete: 5 } })
    const stored = course.entries.filter(({ visitCode }) => visitCode === 'm3').map((one) => one.instrument)
    expect(stored).toContain('nrs')
    expect(stored).not.toContain('pain')
    const [proposed] = await registry.asSuper<{ rule: string }>(
      `select rule_id || '@' || rule_version as rule from complication where enrolment_id = $1`,
      [patient.enrolmentId],
    )
    expect(proposed?.rule).toBe('rbp-ovcf@3')
    const page = await getVisitEntryPage(nurse, 'live', place.visitId, 'odi', null)
    expect(page.form.asked.map(({ id, required }) => [id, required]).slice(0, 3)).toEqual([
      ['pain', false],
      ['nrs', true],
      ['odi', true],
    ])
  })

  it('is the only one that shows the form that stands in', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    await saveForm(nurse, patient, 'm3', 'residual_pain', { residual_pain: 0 })
    const page = await getVisitEntryPage(nurse, 'live', patient.visits.m3 ?? '', 'odi', null)
    expect(page.form.asked.map(({ id }) => id)).not.toContain('nrs')
    const refused = await getVisitEntryPage(nurse, 'live', patient.visits.d1 ?? '', 'nrs', null).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ code: 'not_found' })
  })
})
