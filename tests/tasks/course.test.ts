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
