import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { addOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import { unlockVisit } from '@/lib/records/visits/lock-visit'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { voidVisit } from '@/lib/records/visits/void-visit'
import { openCorrections, PAIN, URGENT, type Corrections } from '../support/corrections'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let lock: Corrections['lock']
let sign: Corrections['sign']

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  ;({ lock, sign } = openCorrections(nurse, clinician))
})
afterAll(() => registry.close())

const NO_LEAK = { leak_detection: 1, leak: 0 }
const visitOf = async (patient: MadePatient, code: string) => {
  const { visits } = await getCourse(nurse, 'live', patient.enrolmentId)
  const visit = visits.find((one) => one.code === code)
  if (!visit) throw new Error(`no visit ${code}`)
  return visit
}

describe('an operation that is corrected', () => {
  it('keeps a level for which a form was filled in', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 5, levels: ['T12'] })
    await saveForm(nurse, patient, 'd1', 'leakage', NO_LEAK, { repeatKey: 'T12', doneDaysAgo: 4 })
    const correct = (levels: readonly string[]) =>
      updateOperation(nurse, 'live', patient.operationId ?? '', {
        ...newOperation(daysAgo(5), levels),
        version: 1,
      })
    await expect(correct(['L1'])).rejects.toMatchObject({ code: 'not_now', reason: 'level_holds_records' })
    await correct(['L1', 'T12'])
  })

  it('is not dated after a visit that followed it; nor is one that is told late', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 9 })
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 8 })
    const issue = { code: 'invalid', fields: [{ field: 'performedOn', code: 'after_visit' }] }
    const operation = newOperation(daysAgo(7), ['T12'])
    await expect(
      updateOperation(nurse, 'live', patient.operationId ?? '', { ...operation, version: 1 }),
    ).rejects.toMatchObject(issue)
    const late = await makePatient(nurse, { enrolledDaysAgo: 9 })
    await saveForm(nurse, late, 'd1', 'pain', PAIN, { doneDaysAgo: 8 })
    await expect(addOperation(nurse, 'live', late.enrolmentId, operation)).rejects.toMatchObject(issue)
    await addOperation(nurse, 'live', late.enrolmentId, newOperation(daysAgo(9), ['T12']))
  })
})

describe('a visit whose day is corrected', () => {
  it('asks what was operated on before its new day', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 10, levels: ['T12'] })
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 9 })
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...URGENT, urgent_bladder: 0 })
    await saveForm(nurse, patient, 'd1', 'leakage', NO_LEAK, { repeatKey: 'T12' })
    await addOperation(nurse, 'live', patient.enrolmentId, {
      ...newOperation(daysAgo(8), ['L2']),
      relation: 'other_level',
      cause: 'new fracture',
    })
    const isComplete = async () => {
      const [row] = await registry.asSuper<{ complete: boolean }>(
        'select complete from visit where id = $1',
        [patient.visits.d1],
      )
      return row?.complete
    }
    expect(await isComplete()).toBe(true)
    const { version } = await visitOf(patient, 'd1')
    const moved = { doneOn: daysAgo(7), doneTime: null, mode: 'in_person', version } as const
    await updateVisit(nurse, 'live', patient.visits.d1 ?? '', moved)
    expect(await isComplete()).toBe(false)
  })
})

describe('a visit that is voided with the day of discharge', () => {
  it('answers with the version that then stands', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 5 })
    const day = { discharge_date: daysAgo(3) }
    await saveForm(nurse, patient, 'd3', 'discharge', day, { doneDaysAgo: 3 })
    const { id, version } = await visitOf(patient, 'd3')
    const done = await voidVisit(nurse, 'live', id, { version, reason: 'did not come' })
    expect(done.version).toBe((await visitOf(patient, 'd3')).version)
  })
})

describe('an enrolment with a locked visit', () => {
  it('is not voided before a clinician unlocks it, and afterwards nothing of it is signed', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 5 })
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await lock(patient, 'd1')
    const mistake = { version: 2, reason: 'the wrong study' }
    await expect(voidEnrolment(clinician, 'live', patient.enrolmentId, mistake)).rejects.toMatchObject({
      code: 'not_now',
      reason: 'visit_locked',
    })
    const { id, version } = await visitOf(patient, 'd1')
    await unlockVisit(clinician, 'live', id, { version, reason: 'the wrong study' })
    await voidEnrolment(clinician, 'live', patient.enrolmentId, mistake)
    await expect(sign(patient, 'd1')).rejects.toMatchObject({ code: 'not_found' })
  })
})
