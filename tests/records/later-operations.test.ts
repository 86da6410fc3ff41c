import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { addOperation, updateOperation, type OperationInput } from '@/lib/records/enrolments/operations'
import { voidOperation } from '@/lib/records/enrolments/void-operation'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const SIDE = (level: string, side: 'left' | 'right' | 'both') => ({ level, side })

function later(relation: OperationInput['relation'], levels: OperationInput['levels'], day = 5) {
  return { ...newOperation(daysAgo(day), []), relation, levels, cause: 'pain came back' }
}

async function makeLeft(): Promise<MadePatient> {
  const patient = await makePatient(nurse, { arm: 'peld', enrolledDaysAgo: 60 })
  const index = { ...newOperation(daysAgo(50), [], 'PELD'), levels: [SIDE('L4-5', 'left')] }
  await addOperation(nurse, 'live', patient.enrolmentId, index)
  return patient
}

const add = (patient: MadePatient, input: OperationInput) =>
  addOperation(nurse, 'live', patient.enrolmentId, input)
const levelsIssue = (code: string) => ({ code: 'invalid', fields: [{ field: 'levels', code }] })

describe('a later operation', () => {
  it('is on the other side, at the same or at another level, as it says', async () => {
    const patient = await makeLeft()
    const wrong = [
      ['contralateral', [SIDE('L4-5', 'left')]],
      ['contralateral', [SIDE('L4-5', 'both')]],
      ['same_level', [SIDE('L3-4', 'left')]],
      ['other_level', [SIDE('L4-5', 'right')]],
    ] as const
    for (const [relation, levels] of wrong)
      await expect(add(patient, later(relation, levels))).rejects.toMatchObject(
        levelsIssue(`not_${relation}`),
      )
    await add(patient, later('contralateral', [SIDE('L4-5', 'right')], 20))
    await add(patient, later('same_level', [SIDE('L4-5', 'left')], 15))
    await add(patient, later('other_level', [SIDE('L3-4', 'left')], 10))
    await add(patient, later('conversion', [SIDE('L4-5', 'both')], 5))
    const { operations, patient: head } = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(operations.map(({ ordinal, relation }) => [ordinal, relation])).toEqual([
      [1, 'index'],
      [2, 'contralateral'],
      [3, 'same_level'],
      [4, 'other_level'],
      [5, 'conversion'],
    ])
    // The visits stay anchored at the first.
    expect(head.operatedOn).toBe(daysAgo(50))
  })

  it('does not ask its level of a visit that took place before it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 40 })
    const none = { leak_detection: 1, leak: 0 }
    await saveForm(nurse, patient, 'd1', 'leakage', none, { repeatKey: 'T12', doneDaysAgo: 39 })
    const lacking = async () => {
      const { visits } = await getCourse(nurse, 'live', patient.enrolmentId)
      return visits.find(({ code }) => code === 'd1')?.forms.lacking
    }
    expect(await lacking()).not.toContain('leakage')
    await add(patient, later('other_level', [SIDE('L2', 'both')]))
    expect(await lacking()).not.toContain('leakage')
  })
})

describe('voiding an operation', () => {
  const reason = 'entered for the wrong patient'

  it('takes a later one away with its own forms, keeps both in the record, and gives its number to no other', async () => {
    const patient = await makeLeft()
    const { id } = await add(patient, later('contralateral', [SIDE('L4-5', 'right')]))
    const form = { visit: null, repeatKey: '2' }
    await saveForm(nurse, patient, '', 'operation', { puncture_min: 12 }, form)
    await voidOperation(clinician, 'live', id, { version: 1, reason })
    const course = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(course.operations.map(({ ordinal }) => ordinal)).toEqual([1])
    expect(course.entries).toEqual([])
    const rows = await registry.asSuper(
      `select o.void_reason as operation, n.void_reason as form, t.verb, t.reason
       from operation o join entry n on n.enrolment_id = o.enrolment_id and n.repeat_key = o.ordinal::text
       join trail t on t.row_id = o.id and t.verb = 'operation.void' where o.id = $1`,
      [id],
    )
    expect(rows).toEqual([{ operation: reason, form: reason, verb: 'operation.void', reason }])
    await add(patient, later('same_level', [SIDE('L4-5', 'left')]))
    const after = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(after.operations.map(({ ordinal }) => ordinal)).toEqual([1, 3])
    expect(after.entries).toEqual([])
  })

  it('of the index operation leaves the visits unscheduled, and another may be recorded', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 3 })
    await voidOperation(clinician, 'live', patient.operationId ?? '', { version: 1, reason })
    const course = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(course.patient).toMatchObject({ operatedOn: null, receivedArm: null })
    expect(course.visits.filter(({ targetOn }) => targetOn !== null).map(({ code }) => code)).toEqual([])
    await add(patient, newOperation(daysAgo(2), ['L1']))
    const again = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(again.patient.operatedOn).toBe(daysAgo(2))
    expect(again.operations.map(({ ordinal }) => ordinal)).toEqual([1])
  })

  it('of the index operation is refused while visits after it or later operations hang on it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 3 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 2 })
    const id = patient.operationId ?? ''
    const refused = (why: string) =>
      expect(voidOperation(clinician, 'live', id, { version: 1, reason })).rejects.toMatchObject({
        code: 'not_now',
        reason: why,
      })
    await refused('index_holds_records')
    await add(patient, later('other_level', [SIDE('L2', 'both')], 1))
    await refused('later_operations')
  })

  it('is refused while a form was filled in for a level that only it has', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 3 })
    const { id } = await add(patient, later('other_level', [SIDE('L2', 'both')], 2))
    const values = { leak_detection: 1, leak: 0 }
    await saveForm(nurse, patient, 'd1', 'leakage', values, { repeatKey: 'L2', doneDaysAgo: 1 })
    await expect(voidOperation(clinician, 'live', id, { version: 1, reason })).rejects.toMatchObject({
      reason: 'level_holds_records',
    })
  })

  it('is the clinician’s, of the current version', async () => {
    const patient = await makeLeft()
    const { id } = await add(patient, later('contralateral', [SIDE('L4-5', 'right')]))
    await expect(voidOperation(nurse, 'live', id, { version: 1, reason })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const input = later('contralateral', [SIDE('L4-5', 'right')], 4)
    await updateOperation(nurse, 'live', id, { ...input, version: 1 })
    await expect(voidOperation(clinician, 'live', id, { version: 1, reason })).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 2 } },
    })
  })
})
