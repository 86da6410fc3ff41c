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
