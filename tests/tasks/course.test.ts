import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { updateOperation } from '@/lib/records/enrolments/operations'
import { viewCourse } from '@/lib/tasks/course/view-course'
import { makePatient, newOperation, saveForm } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const changeOf = async (code: string) => {
  const { view } = await viewCourse(nurse, 'live', code, { locale: 'en', say: (key) => key })
  const [change] = view.summary.changes
  return [change?.from, change?.to]
}

it('compares with the pre-operative value, not with the evening after the operation', async () => {
  const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
  const told = { ...newOperation(daysAgo(2), ['T12']), endedTime: '08:30', version: 1 }
  await updateOperation(nurse, 'live', patient.operationId ?? '', told)
  await saveForm(nurse, patient, 'pre', 'pain', { vas_back_rest: 8 }, { doneDaysAgo: 3 })
  expect(await changeOf(patient.code)).toEqual([8, null])
  const evening = { doneOn: daysAgo(2), doneTime: '20:30', mode: 'in_person' as const }
  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 2 }, { visit: evening })
  expect(await changeOf(patient.code)).toEqual([8, 2])
})

it('before there is an operation, what was measured is the baseline', async () => {
  const patient = await makePatient(nurse, { enrolledDaysAgo: 5 })
  await saveForm(nurse, patient, 'pre', 'pain', { vas_back_rest: 7 }, { doneDaysAgo: 1 })
  expect(await changeOf(patient.code)).toEqual([7, null])
})

it('tells each scale by its own day and name: a VAS of day 3, and three months later an NRS by telephone', async () => {
  const patient = await makePatient(nurse, { operatedDaysAgo: 95 })
  await saveForm(nurse, patient, 'pre', 'pain', { vas_back_rest: 4.7 }, { doneDaysAgo: 96 })
  await saveForm(nurse, patient, 'd3', 'pain', { vas_back_rest: 2.3 }, { doneDaysAgo: 92 })
  const call = { doneOn: daysAgo(4), doneTime: null, mode: 'telephone' as const }
  const told = { nrs_back: 6, nrs_leg_left: 1, nrs_leg_right: 0 }
  await saveForm(nurse, patient, 'm3', 'nrs', told, { visit: call })
  const { view } = await viewCourse(nurse, 'live', patient.code, { locale: 'en', say: (key) => key })
  expect(view.summary.day).toBe(91)
  expect(view.summary.changes).toMatchObject([
    { label: 'course.backPain', from: 4.7, to: 2.3, day: 3, responder: { met: true } },
    { label: 'course.backNrs', from: null, to: 6, day: 91 },
    { label: 'course.legNrs', from: null, to: 1, day: 91 },
  ])
  expect(view.summary.changes.map(({ responder }) => responder !== undefined)).toEqual([true, false, false])
  expect(view.course.panels.map(({ label, points }) => [label, points.map(({ value }) => value)])).toEqual([
    ['course.backPain', [4.7, 2.3]],
    ['course.backNrs', [6]],
    ['course.legNrs', [1]],
  ])
})

it('a visit that was missed can still be entered, with the day it took place', async () => {
  const patient = await makePatient(nurse, { operatedDaysAgo: 60 })
  const { view } = await viewCourse(nurse, 'live', patient.code, { locale: 'en', say: (key) => key })
  const missed = view.visits.filter(({ state }) => state === 'missed')
  expect(missed.length).toBeGreaterThan(0)
  for (const { href, note } of missed) {
    expect(href).toMatch(/^\/live\/visits\/[0-9a-f-]+\/[a-z_]+$/)
    expect(note).toBe('course.stillEntered')
  }
})

const JOA_FULL_MARKS = {
  joa_low_back: 3,
  joa_leg: 3,
  joa_gait: 3,
  ...Object.fromEntries(
    'slr sensory motor turning standing washing leaning sitting lifting walking'
      .split(' ')
      .map((part) => [`joa_${part}`, 2]),
  ),
  joa_bladder: 0,
}

it('tells the recovery rate of the JOA, its formula, inputs, source and grades by either scheme', async () => {
  const patient = await makePatient(nurse, { arm: 'peld', operatedDaysAgo: 95 })
  const pre = { ...JOA_FULL_MARKS, joa_low_back: 0, joa_leg: 0, joa_gait: 0, joa_walking: 0, joa_lifting: 0 }
  await saveForm(nurse, patient, 'pre', 'joa', { ...pre, joa_sitting: 1, joa_motor: 0 }, { doneDaysAgo: 96 })
  await saveForm(
    nurse,
    patient,
    'm3',
    'joa',
    { ...JOA_FULL_MARKS, joa_leg: 1, joa_gait: 2, joa_motor: 1 },
    { doneDaysAgo: 4 },
  )
  const said: Record<string, unknown>[] = []
  const say = (key: string, params = {}) => {
    said.push({ key, ...params })
    return key
  }
  const { view } = await viewCourse(nurse, 'live', patient.code, { locale: 'en', say })
  const joa = view.summary.changes.find(({ label }) => label === 'JOA')
  // 13 of 29 before, 25 after.
  expect(joa).toMatchObject({ from: 13, to: 25, recovery: 75 })
  expect(view.course.panels.find(({ label }) => label === 'JOA')).toMatchObject({
    better: 'higher',
    range: { min: -6, max: 29 },
  })
  expect(joa?.about).toEqual([
    'entry.formulaIs',
    'entry.inputs',
    'entry.sourceIs',
    'course.aboutRecovery',
    'course.aboutGrade',
    'course.aboutGrade',
    'entry.sourceIs',
  ])
  const told = (key: string) => said.filter((one) => one['key'] === key)
  expect(told('course.aboutRecovery')).toEqual([
    { key: 'course.aboutRecovery', before: '13', now: '25', full: 29, rate: '75.0' },
  ])
  expect(told('course.aboutGrade').map(({ grade, verified }) => [grade, verified])).toEqual([
    ['Excellent', 'false'],
    ['Marked', 'true'],
  ])
  expect(String(told('entry.inputs').at(-1)?.['inputs'])).toContain('Gait 2')
})

it('says that a rate or a percentage is undefined instead of making one up', async () => {
  const patient = await makePatient(nurse, { arm: 'peld', operatedDaysAgo: 95 })
  await saveForm(nurse, patient, 'pre', 'joa', JOA_FULL_MARKS, { doneDaysAgo: 96 })
  await saveForm(nurse, patient, 'm3', 'joa', { ...JOA_FULL_MARKS, joa_leg: 2 }, { doneDaysAgo: 4 })
  await saveForm(nurse, patient, 'pre', 'pain', { vas_leg_left: 0 }, {})
  await saveForm(nurse, patient, 'm3', 'pain', { vas_leg_left: 1 }, {})
  const { view } = await viewCourse(nurse, 'live', patient.code, { locale: 'en', say: (key) => key })
  const of = (label: string) => view.summary.changes.find((change) => change.label === label)
  expect(of('JOA')).toMatchObject({ from: 29, to: 28 })
  expect(of('JOA')).not.toHaveProperty('recovery')
  expect(of('JOA')?.about).toContain('course.aboutNoRecovery')
  expect(of('course.legPain')?.about?.at(-1)).toBe('course.aboutChangeOnly')
})

it('tells how much height a vertebra regained, from the film before to the first after, by four names', async () => {
  const patient = await makePatient(nurse, { operatedDaysAgo: 95 })
  const film = (index_ant: number) => ({
    ...{ film_modality: 1, film_position: 1, film_calibration: 1, wall_intact: 1 },
    ...{ index_ant, index_mid: 20, index_post: 25 },
    ...{
      up1_state: 1,
      up_ant: 24,
      up_mid: 24,
      up_post: 25,
      low1_state: 1,
      low_ant: 26,
      low_mid: 26,
      low_post: 26,
    },
  })
  const at = { repeatKey: 'T12' }
  await saveForm(nurse, patient, 'pre', 'radiographs', film(15), { ...at, doneDaysAgo: 96 })
  const group = async () => {
    const said: Record<string, unknown>[] = []
    const say = (key: string, params = {}) => {
      said.push({ key, ...params })
      return key
    }
    const { view } = await viewCourse(nurse, 'live', patient.code, { locale: 'en', say })
    return { facts: view.facts.find(({ title }) => title === 'course.heights')?.facts ?? [], said }
  }
  expect((await group()).facts).toEqual([])
  await saveForm(nurse, patient, 'm3', 'radiographs', film(18), { ...at, doneDaysAgo: 4 })
  await saveForm(nurse, patient, 'd1', 'radiographs', film(20), { ...at, doneDaysAgo: 94 })
  const { facts, said } = await group()
  expect(facts.map(({ label }) => label)).toEqual(['T12', 'course.aboutRestoration'])
  expect(said.filter(({ key }) => String(key).startsWith('course.height'))).toEqual([
    { key: 'course.heightOf', before: '60', after: '80' },
    { key: 'course.heightMm', n: '5.0' },
    { key: 'course.heightOfBefore', n: '33.3' },
    { key: 'course.heightOfLost', n: '50.0' },
    { key: 'course.heightOfReference', n: '20.0' },
    { key: 'course.heights' },
  ])
})
