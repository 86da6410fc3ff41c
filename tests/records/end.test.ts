import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import type { Call } from '@/lib/records/call'
import { extractDataset } from '@/lib/records/data/extract'
import { getCourse } from '@/lib/records/enrolments/course'
import { endEnrolment, reopenEnrolment, type EnrolmentEnd } from '@/lib/records/enrolments/end-enrolment'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, newEnrolment, saveForm, type MadePatient } from '../support/patient'
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

const DEATH = { source: 'telephone', cause: 'pneumonia', relation: 'other' } as const

function end(patient: MadePatient, input: Partial<EnrolmentEnd>) {
  const given = { version: 2, endedOn: TODAY, reason: 'lost', note: null, ...input } as const
  return endEnrolment(nurse, 'live', patient.enrolmentId, given)
}

async function readRow(patient: MadePatient) {
  const [row] = await registry.asSuper<Record<string, unknown>>(
    `select ended_on::text, end_reason, died_on, death_source, death_cause, death_relation,
       treatment_ended_on::text, voided_at is not null as voided, version from enrolment where id = $1`,
    [patient.enrolmentId],
  )
  return row
}

describe('death', () => {
  it('is kept as it was told; follow-up ends on the earliest day that fits', async () => {
    const month = daysAgo(40).slice(0, 7)
    const seen = await makePatient(nurse, { operatedDaysAgo: 400 })
    await end(seen, { reason: 'died', endedOn: month, death: DEATH })
    expect(await readRow(seen)).toMatchObject({
      ended_on: `${month}-01`,
      end_reason: 'died',
      died_on: month,
      death_source: 'telephone',
      death_cause: 'pneumonia',
      death_relation: 'other',
    })
    const { patient } = await getCourse(nurse, 'live', seen.enrolmentId)
    expect(patient).toMatchObject({ endedOn: month, endReason: 'died' })
  })

  it('is not before the last day the patient was seen, nor wholly ahead', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 400 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 399 })
    const year = daysAgo(399).slice(0, 4)
    const before = String(Number(year) - 1)
    const next = String(Number(TODAY.slice(0, 4)) + 1)
    const refused = (endedOn: string, code: string) =>
      expect(end(patient, { reason: 'died', endedOn, death: DEATH })).rejects.toMatchObject({
        fields: [{ field: 'endedOn', code }],
      })
    await refused(before, 'before_enrolment')
    await refused(daysAgo(400), 'before_last_record')
    await refused(next, 'in_future')
    await end(patient, { reason: 'died', endedOn: year, death: DEATH })
    expect(await readRow(patient)).toMatchObject({ ended_on: daysAgo(399), died_on: year })
  })

  it('in a month that was told leaves room for a visit within it, not after it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 400 })
    const month = daysAgo(150).slice(0, 7)
    await end(patient, { reason: 'died', endedOn: month, death: DEATH })
    const done = (doneOn: string) =>
      updateVisit(nurse, 'live', patient.visits.m3 ?? '', {
        doneOn,
        doneTime: null,
        mode: 'record',
        version: 2,
      })
    const nextMonth = addDays(`${month}-28`, 4)
    await expect(done(nextMonth)).rejects.toMatchObject({ fields: [{ code: 'after_death' }] })
    await done(`${month}-20`)
  })

  it('may be learnt of somebody who was lost', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 100 })
    const { version } = await end(patient, { reason: 'lost', endedOn: daysAgo(10) })
    await end(patient, { version, reason: 'died', endedOn: daysAgo(20), death: DEATH })
    expect(await readRow(patient)).toMatchObject({ end_reason: 'died', ended_on: daysAgo(20) })
    await expect(end(patient, { version: version + 1, reason: 'lost' })).rejects.toMatchObject({
      reason: 'already_ended',
    })
  })
})

describe('withdrawal', () => {
  it('of treatment keeps the patient in follow-up and can be taken back', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const { version } = await end(patient, { reason: 'withdrawn_treatment', note: 'no further block' })
    expect(await readRow(patient)).toMatchObject({ ended_on: null, treatment_ended_on: TODAY })
    const { visits } = await getCourse(nurse, 'live', patient.enrolmentId)
    expect(visits.map(({ state }) => state)).not.toContain('will_not_happen')
    await reopenEnrolment(nurse, 'live', patient.enrolmentId, { version, reason: 'wants it after all' })
    expect(await readRow(patient)).toMatchObject({ treatment_ended_on: null })
  })

  it('of the use of data takes the patient out of every data set', async () => {
    const researcher = await registry.callAs('researcher')
    const count = async () => (await extractDataset(researcher, 'extract.run', 'live', 'patient')).rows
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const before = await count()
    const { version } = await end(patient, { reason: 'withdrawn_data' })
    expect(await count()).toBe(before - 1)
    const again = { version, reason: 'consented anew' }
    await expect(reopenEnrolment(nurse, 'live', patient.enrolmentId, again)).rejects.toMatchObject({
      reason: 'data_withdrawn',
    })
    const saving = saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 1 })
    await expect(saving).rejects.toMatchObject({ reason: 'data_withdrawn' })
    expect(await count()).toBe(before - 1)
  })

  it('from follow-up refuses visits after it, not those before, and loss asks to be taken back first', async () => {
    for (const [reason, code] of [
      ['withdrawn_follow_up', 'after_withdrawal'],
      ['lost', 'after_loss'],
    ] as const) {
      const patient = await makePatient(nurse, { operatedDaysAgo: 100 })
      const { version } = await end(patient, { reason, endedOn: daysAgo(10) })
      const attend = (days: number) =>
        updateVisit(nurse, 'live', patient.visits.m3 ?? '', {
          version: 2,
          doneOn: daysAgo(days),
          doneTime: null,
          mode: 'telephone',
        })
      const unscheduled = { doneOn: TODAY, doneTime: null, mode: 'in_person' } as const
      const refused = { fields: [{ field: 'doneOn', code }] }
      await expect(attend(9)).rejects.toMatchObject(refused)
      await expect(
        addUnscheduledVisit(nurse, 'live', patient.enrolmentId, unscheduled),
      ).rejects.toMatchObject(refused)
      await attend(10)
      await reopenEnrolment(nurse, 'live', patient.enrolmentId, { version, reason: 'found' })
      await addUnscheduledVisit(nurse, 'live', patient.enrolmentId, unscheduled)
    }
  })

  it('of anything but life has a day', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 100 })
    await expect(end(patient, { endedOn: TODAY.slice(0, 7) })).rejects.toMatchObject({
      fields: [{ field: 'endedOn', code: 'date_incomplete' }],
    })
  })
})

describe('reopening', () => {
  it('brings the visits back, with a reason in the trail', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const { version } = await end(patient, { reason: 'died', death: DEATH })
    const reason = 'it was the neighbour'
    await reopenEnrolment(nurse, 'live', patient.enrolmentId, { version, reason })
    expect(await readRow(patient)).toMatchObject({ ended_on: null, died_on: null, death_source: null })
    const rows = await registry.asSuper(
      `select reason from trail where row_id = $1 and verb = 'enrolment.reopen'`,
      [patient.enrolmentId],
    )
    expect(rows).toEqual([{ reason }])
  })

  it('is refused where nothing ended, and of an older version', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const reopen = (version: number) =>
      reopenEnrolment(nurse, 'live', patient.enrolmentId, { version, reason: 'x' })
    await expect(reopen(2)).rejects.toMatchObject({ reason: 'not_ended' })
    await end(patient, {})
    await expect(reopen(2)).rejects.toMatchObject({ code: 'conflict', extra: { current: { version: 3 } } })
  })
})

describe('voiding an enrolment', () => {
  const reason = 'enrolled in the wrong study'

  it('takes it out of lists, keeps its rows, and frees the patient but not the code', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await voidEnrolment(clinician, 'live', patient.enrolmentId, { version: 2, reason })
    await expect(getCourse(nurse, 'live', patient.code)).rejects.toMatchObject({ code: 'not_found' })
    expect(await readRow(patient)).toMatchObject({ voided: true, version: 3 })
    const [kept] = await registry.asSuper(`select count(*)::int from visit where enrolment_id = $1`, [
      patient.enrolmentId,
    ])
    expect(kept).toEqual({ count: 5 })
    const again = await enrolPatient(nurse, 'live', newEnrolment(patient.patientId, 'pvp', TODAY))
    const { patient: head } = await getCourse(nurse, 'live', again.id)
    expect(head.code > patient.code).toBe(true)
    await voidEnrolment(clinician, 'live', again.id, { version: 1, reason })
  })

  it('is the clinician’s', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    await expect(
      voidEnrolment(nurse, 'live', patient.enrolmentId, { version: 2, reason }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})
