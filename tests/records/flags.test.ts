import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert, listAlerts } from '@/lib/records/complications/alerts'
import {
  adjudicateComplication,
  listComplications,
  proposeComplication,
} from '@/lib/records/complications/complications'
import { reading } from '@/lib/records/change'
import { lockEnrolment } from '@/lib/records/enrolments/enrolments'
import { updateOperation } from '@/lib/records/enrolments/operations'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const LEAK = { leak_detection: 1, leak: 1, leak_types: [1, 3], leak_endplate_cortex: 1, leak_symptomatic: 0 }
const NO_LEAK = { leak_detection: 1, leak: 0 }
const NO_SIGNS = { urgent_bladder: 0, urgent_bowel: 0, urgent_saddle: 0, urgent_weakness: 0, urgent_fever: 0 }

const flagsOf = async ({ enrolmentId }: MadePatient) =>
  (await listComplications(clinician, 'live', { page: 1, enrolmentId })).rows
const alertsOf = async ({ enrolmentId }: MadePatient) =>
  (await listAlerts(clinician, 'live', { page: 1, enrolmentId })).rows
const only = async <T>(rows: Promise<readonly T[]>): Promise<T> => {
  const found = await rows
  expect(found).toHaveLength(1)
  return found[0] as T
}
const enterLeak = (patient: MadePatient, values: unknown, version = 0, repeatKey = 'T12') =>
  saveForm(nurse, patient, 'd1', 'leakage', values, { repeatKey, version, doneDaysAgo: 1 })

describe('cement leakage', () => {
  it('entered at day 1 is proposed, with level, day and evidence, and waits for a clinician', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2, levels: ['T12', 'L1'] })
    await enterLeak(patient, LEAK, 0, 'L1')
    const flag = await only(flagsOf(patient))
    expect(flag).toMatchObject({
      type: 'cement_leakage',
      level: 'L1',
      visitCode: 'd1',
      detectedOn: daysAgo(1),
      source: 'rule',
      ruleId: 'cement-leakage',
      ruleVersion: 1,
      status: 'proposed',
      adjudicatedBy: null,
    })
    expect(flag.evidence.map((one) => one.key)).toContain('leak_ct')
    await enterLeak(patient, LEAK, 0, 'T12')
    expect((await flagsOf(patient)).map((row) => row.level).sort()).toEqual(['L1', 'T12'])
  })

  it('is withdrawn when the entry is corrected before anybody judged, and comes back with the leak', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await enterLeak(patient, LEAK)
    await enterLeak(patient, NO_LEAK, 1)
    expect(await flagsOf(patient)).toEqual([])
    const rows = await registry.asSuper(
      `select status, void_reason from complication where enrolment_id = $1 and voided_at is not null`,
      [patient.enrolmentId],
    )
    expect(rows).toEqual([{ status: 'proposed', void_reason: expect.stringContaining('no longer') }])
    await enterLeak(patient, LEAK, 2)
    await enterLeak(patient, NO_LEAK, 3)
    await enterLeak(patient, LEAK, 4)
    expect(await only(flagsOf(patient))).toMatchObject({ status: 'proposed' })
  })

  it('stays when a clinician has confirmed or rejected it, whatever the entry says later', async () => {
    for (const status of ['confirmed', 'rejected'] as const) {
      const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
      await enterLeak(patient, LEAK)
      const { id, version } = await only(flagsOf(patient))
      await adjudicateComplication(clinician, 'live', id, { version, status, note: 'seen on CT' })
      const judged = await only(flagsOf(patient))
      await enterLeak(patient, NO_LEAK, 1)
      await enterLeak(patient, LEAK, 2)
      expect(await only(flagsOf(patient))).toEqual(judged)
      expect(judged).toMatchObject({
        status,
        adjudicatedBy: clinician.actor.name,
        adjudicationNote: 'seen on CT',
      })
    }
  })

  it('is proposed once though the form is saved again with the same answer', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await enterLeak(patient, LEAK)
    const first = await only(flagsOf(patient))
    await enterLeak(patient, LEAK, 1)
    expect(await only(flagsOf(patient))).toEqual(first)
  })
})

describe('judging', () => {
  it('is a clinician’s; a rejection needs its reason; an outdated view is told', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await enterLeak(patient, LEAK)
    const { id, version } = await only(flagsOf(patient))
    const judge = (call: Call, note: string, at = version) =>
      adjudicateComplication(call, 'live', id, { version: at, status: 'rejected', note })
    await expect(judge(nurse, 'no')).rejects.toMatchObject({ status: 403 })
    await expect(judge(await registry.callAs('researcher'), 'no')).rejects.toMatchObject({ status: 403 })
    await expect(judge(await registry.callAs('admin'), 'no')).rejects.toMatchObject({ status: 403 })
    await expect(judge(clinician, '  ')).rejects.toMatchObject({
      fields: [{ field: 'note', code: 'required' }],
    })
    await expect(judge(clinician, 'no', version + 1)).rejects.toMatchObject({ status: 409 })
    await judge(clinician, 'no cement outside')
    const [row] = await registry.asSuper(
      `select reason, verb from trail where row_id = $1 order by seq desc`,
      [id],
    )
    expect(row).toEqual({ reason: 'no cement outside', verb: 'complication.adjudicate' })
  })

  it('waits for a save under way, so that no judgement is withdrawn by it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await enterLeak(patient, LEAK)
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...NO_SIGNS, urgent_bladder: 1 })
    const flag = await only(flagsOf(patient))
    const alert = await only(alertsOf(patient))
    const settled: string[] = []
    const judgements = [
      () =>
        adjudicateComplication(clinician, 'live', flag.id, {
          version: flag.version,
          status: 'confirmed',
          note: '',
        }),
      () => acknowledgeAlert(clinician, 'live', alert.id, { version: alert.version, note: null }),
    ]
    const under = await reading(nurse, 'entry.save', { study: 'live' }, async (tx) => {
      await lockEnrolment(tx, patient.enrolmentId)
      const waiting = judgements.map((judge) => judge().then(() => settled.push('judged')))
      await new Promise((resolve) => setTimeout(resolve, 400))
      settled.push('saved')
      return { waiting }
    })
    await Promise.all(under.waiting)
    expect(settled).toEqual(['saved', 'judged', 'judged'])
  })

  it('a person proposes too; the type must be one of the catalogue, the day not tomorrow', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const report = { enrolmentId: patient.enrolmentId, visitId: null, level: 'T12', note: 'seen on the ward' }
    const propose = (type: string, detectedOn: string) =>
      proposeComplication(nurse, 'live', { ...report, type, detectedOn })
    await expect(propose('no_such_type', TODAY)).rejects.toMatchObject({ status: 422 })
    await expect(propose('cement_leakage', daysAgo(-1))).rejects.toMatchObject({
      fields: [{ field: 'detectedOn', code: 'in_future' }],
    })
    await propose('cement_leakage', TODAY)
    expect(await only(flagsOf(patient))).toMatchObject({ source: 'person', status: 'proposed', ruleId: null })
  })
})

describe('alerts', () => {
  it('early pain: raised before day 30 from 4 on, withdrawn when corrected', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const save = (vas: number, version: number) =>
      saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: vas }, { version, doneDaysAgo: 1 })
    await save(3.9, 0)
    expect(await alertsOf(patient)).toEqual([])
    await save(4, 1)
    expect(await only(alertsOf(patient))).toMatchObject({
      ruleId: 'early-pain',
      urgent: false,
      visitCode: 'd1',
    })
    await save(3, 2)
    expect(await alertsOf(patient)).toEqual([])
  })

  it('early pain corrected upward while nobody has taken notice says the new value', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    for (const [version, vas] of [4, 9].entries())
      await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: vas }, { version, doneDaysAgo: 1 })
    expect((await only(alertsOf(patient))).evidence).toMatchObject([{ params: { vas: 9 } }])
  })

  it('hear day 1 when it is the evening of the operation, and not the morning before it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const seen = (doneTime: string | null) => ({ doneOn: daysAgo(2), doneTime, mode: 'in_person' as const })
    const told = { ...newOperation(daysAgo(2), ['T12']), endedTime: '08:30', version: 1 }
    await updateOperation(nurse, 'live', patient.operationId ?? '', told)
    const values = { vas_back_rest: 7 }
    await saveForm(nurse, patient, 'pre', 'pain', values, { visit: seen(null) })
    const { id } = await addUnscheduledVisit(nurse, 'live', patient.enrolmentId, seen('07:30'))
    await saveForm(nurse, patient, '', 'pain', values, { visitId: id })
    expect(await alertsOf(patient)).toEqual([])
    await saveForm(nurse, patient, 'd1', 'pain', values, { visit: seen('20:30') })
    expect(await only(alertsOf(patient))).toMatchObject({ ruleId: 'early-pain', visitCode: 'd1' })
  })

  it('follow the day of their visit and the day of the operation', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 40, enrolledDaysAgo: 60 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 6 }, { doneDaysAgo: 39 })
    await only(alertsOf(patient))
    const done = { doneTime: null, mode: 'in_person' } as const
    await updateVisit(nurse, 'live', patient.visits.d1 ?? '', { ...done, doneOn: daysAgo(2), version: 3 })
    expect(await alertsOf(patient)).toEqual([])
    const moved = { ...newOperation(daysAgo(10), ['T12']), version: 1 }
    await updateOperation(nurse, 'live', patient.operationId ?? '', moved)
    expect(await only(alertsOf(patient))).toMatchObject({ ruleId: 'early-pain' })
  })

  it('urgent signs stand on top; acknowledged once, by name, and never withdrawn after', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 9 }, { doneDaysAgo: 1 })
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...NO_SIGNS, urgent_bladder: 1 })
    const [first, second] = await alertsOf(patient)
    expect([first?.ruleId, second?.ruleId]).toEqual(['urgent-signs', 'early-pain'])
    expect(first).toMatchObject({ urgent: true, evidence: [{ key: 'urgent_bladder' }] })
    const acknowledge = () => acknowledgeAlert(nurse, 'live', first?.id ?? '', { version: 1, note: 'called' })
    await acknowledge()
    await expect(acknowledge()).rejects.toMatchObject({ status: 409 })
    await saveForm(nurse, patient, 'd1', 'urgent_signs', NO_SIGNS, { version: 1 })
    const rows = await alertsOf(patient)
    expect(rows.map((row) => row.ruleId)).toEqual(['early-pain', 'urgent-signs'])
    expect(rows[1]).toMatchObject({ acknowledgedBy: nurse.actor.name, acknowledgementNote: 'called' })
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...NO_SIGNS, urgent_bowel: 1 }, { version: 2 })
    expect((await alertsOf(patient)).filter((row) => row.urgent)).toHaveLength(2)
  })
})

describe('pain over the course', () => {
  it('residual back pain after cement at 3 months from 4 on; recurrent pain when it rises by 2', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 100, enrolledDaysAgo: 120 })
    await saveForm(nurse, patient, 'd3', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 97 })
    expect(await flagsOf(patient)).toEqual([])
    await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 4 }, { doneDaysAgo: 5 })
    const types = (await flagsOf(patient)).map((row) => `${row.type} ${row.visitCode}`)
    expect(types.sort()).toEqual(['recurrent_pain m3', 'residual_back_pain m3'])
  })

  it('residual back pain after endoscopy is a question, and the VAS alone proposes none', async () => {
    const patient = await makePatient(nurse, { arm: 'peld', operatedDaysAgo: 100, enrolledDaysAgo: 120 })
    await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 8 }, { doneDaysAgo: 5 })
    expect(await flagsOf(patient)).toEqual([])
    await saveForm(nurse, patient, 'm3', 'residual_pain', { residual_pain: 1 })
    expect(await only(flagsOf(patient))).toMatchObject({ type: 'residual_back_pain', ruleId: 'rbp-peld' })
  })
})
