import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listWork } from '@/lib/records/visits/work-list'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const SIGNS = { urgent_bladder: 0, urgent_bowel: 0, urgent_saddle: 0, urgent_weakness: 0, urgent_fever: 0 }
const PAIN = { vas_back_rest: 2, vas_back_activity: 3, vas_leg_left: 0, vas_leg_right: 0 }

it('one saved form does not take a visit off the list: leakage and red flags were never asked', async () => {
  const patient = await makePatient(nurse, { operatedDaysAgo: 1, levels: ['T12'] })
  const rowsOf = async () => {
    const { rows, counts } = await listWork(nurse, 'live', { page: 1 })
    const row = rows.find((one) => one.visitId === patient.visits.d1)
    return { incomplete: row?.incomplete ?? null, count: counts.incomplete }
  }
  expect(await rowsOf()).toEqual({ incomplete: false, count: 0 })
  await saveForm(nurse, patient, 'd1', 'pain', PAIN)
  expect(await rowsOf()).toEqual({ incomplete: true, count: 1 })
  const { rows } = await listWork(nurse, 'live', { page: 1, state: 'incomplete' })
  expect(rows.map(({ visitId }) => visitId)).toEqual([patient.visits.d1])
  await saveForm(nurse, patient, 'd1', 'urgent_signs', SIGNS)
  await saveForm(nurse, patient, 'd1', 'leakage', { leak: 0, leak_detection: 1 }, { repeatKey: 'T12' })
  expect(await rowsOf()).toEqual({ incomplete: null, count: 0 })
})
