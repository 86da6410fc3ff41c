import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { addOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { registerPatient } from '@/lib/records/patients/patients'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { listWork } from '@/lib/records/visits/work-list'
import { makePatient, newEnrolment, newOperation, saveForm } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const visitsOf = async (enrolmentId: string) => {
  const { visits } = await getCourse(nurse, 'live', enrolmentId)
  return Object.fromEntries(visits.map((visit) => [visit.code, visit]))
}
const windowsOf = async (enrolmentId: string) =>
  Object.fromEntries(
    Object.entries(await visitsOf(enrolmentId)).map(([code, visit]) => [
      code,
      [visit.firstDay, visit.targetOn, visit.lastDay],
    ]),
  )
/** The five default visits, in days from the operation: first, target, last. */
const planFrom = (operated: string) =>
  Object.fromEntries(
    Object.entries({
      pre: [-60, 0, 0],
      d1: [1, 1, 1],
      d3: [3, 3, 4],
      m3: [76, 90, 120],
      m12: [320, 365, 410],
    }).map(([code, days]) => [code, days.map((day) => addDays(operated, day))]),
  )

describe('the schedule', () => {
  it('exists from enrolment: pre-op open, the rest without a date', async () => {
    const { enrolmentId } = await makePatient(nurse)
    const visits = await visitsOf(enrolmentId)
    expect(Object.values(visits).map((visit) => `${visit.code} ${visit.state}`)).toEqual([
      'pre open',
      'd1 not_due',
      'd3 not_due',
      'm3 not_due',
      'm12 not_due',
    ])
    expect(visits.m3).toMatchObject({ targetOn: null, firstDay: null, lastDay: null, daysToClose: null })
  })

  it('follows the operation, and the operation when it moves; what was done stays done', async () => {
    const { enrolmentId, operationId, ...patient } = await makePatient(nurse, {
      operatedDaysAgo: 10,
      enrolledDaysAgo: 30,
    })
    expect(await windowsOf(enrolmentId)).toEqual(planFrom(daysAgo(10)))
    await saveForm(nurse, { enrolmentId, operationId, ...patient }, 'd1', 'pain', {}, { doneDaysAgo: 9 })
    expect((await visitsOf(enrolmentId)).d1?.state).toBe('done')
    const moved = newOperation(daysAgo(12), ['T12'])
    await updateOperation(nurse, 'live', operationId ?? '', { ...moved, version: 1 })
    expect(await windowsOf(enrolmentId)).toEqual(planFrom(daysAgo(12)))
    expect((await visitsOf(enrolmentId)).d1).toMatchObject({ doneOn: daysAgo(9), state: 'done_late' })
  })

  it('counts days 1 and 3 in hours once the end of the operation is known', async () => {
    const made = await makePatient(nurse)
    const operation = { ...newOperation(daysAgo(3), ['T12']), endedTime: '14:30' }
    await addOperation(nurse, 'live', made.enrolmentId, operation)
    const rows = await registry.asSuper<{ code: string; opens: string; closes: string }>(
      `select code, to_char(opens at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as opens,
         to_char(closes at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as closes
       from visit where enrolment_id = $1 and code in ('pre', 'd1') order by ordinal`,
      [made.enrolmentId],
    )
    expect(rows).toEqual([
      { code: 'pre', opens: `${daysAgo(63)} 00:00`, closes: `${daysAgo(3)} 14:30` },
      { code: 'd1', opens: `${daysAgo(2)} 02:30`, closes: `${daysAgo(1)} 02:31` },
    ])
  })

  it('lets day 3 open on the day of discharge, and forgets it when the date is taken back', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 8, enrolledDaysAgo: 9 })
    const save = (values: unknown, version: number) =>
      saveForm(nurse, patient, 'd3', 'discharge', values, { version, doneDaysAgo: 6 })
    await save({ discharge_date: daysAgo(6) }, 0)
    expect((await visitsOf(patient.enrolmentId)).d3).toMatchObject({ firstDay: daysAgo(6), state: 'done' })
    await save({ discharge_date: { missing: 'unknown' } }, 1)
    expect((await visitsOf(patient.enrolmentId)).d3).toMatchObject({
      firstDay: daysAgo(5),
      state: 'done_early',
    })
  })

  it('is not moved by a second operation', async () => {
    const { enrolmentId } = await makePatient(nurse, { operatedDaysAgo: 10 })
    const again = { ...newOperation(daysAgo(2), ['L1']), relation: 'other_level' } as const
    const add = (input: Parameters<typeof addOperation>[3]) => addOperation(nurse, 'live', enrolmentId, input)
    await expect(add(again)).rejects.toMatchObject({ fields: [{ field: 'cause', code: 'required' }] })
    await expect(add({ ...again, cause: 'new fracture', performedOn: daysAgo(11) })).rejects.toMatchObject({
      fields: [{ field: 'performedOn', code: 'before_index_operation' }],
    })
    await expect(add(newOperation(daysAgo(2), ['L1']))).rejects.toMatchObject({
      fields: [{ field: 'relation', code: 'index_exists' }],
    })
    await add({ ...again, cause: 'new fracture' })
    expect(await windowsOf(enrolmentId)).toEqual(planFrom(daysAgo(10)))
  })
})

describe('the end of follow-up', () => {
  it('turns what is open into what will not happen, and what was missed stays missed', async () => {
    const { enrolmentId } = await makePatient(nurse, { operatedDaysAgo: 10, enrolledDaysAgo: 12 })
    const end = { version: 2, endedOn: daysAgo(1), reason: 'died', note: 'told by family' } as const
    await expect(
      endEnrolment(nurse, 'live', enrolmentId, { ...end, endedOn: daysAgo(20) }),
    ).rejects.toMatchObject({ fields: [{ field: 'endedOn', code: 'before_enrolment' }] })
    await expect(
      endEnrolment(nurse, 'live', enrolmentId, { ...end, endedOn: daysAgo(-1) }),
    ).rejects.toMatchObject({ fields: [{ field: 'endedOn', code: 'in_future' }] })
    await endEnrolment(nurse, 'live', enrolmentId, end)
    const visits = await visitsOf(enrolmentId)
    expect([visits.d3?.state, visits.m3?.state]).toEqual(['missed', 'will_not_happen'])
    const done = { doneTime: null, mode: 'telephone' } as const
    const afterDeath = { status: 422, fields: [{ field: 'doneOn', code: 'after_death' }] }
    await expect(
      updateVisit(nurse, 'live', visits.m3?.id ?? '', { ...done, doneOn: TODAY, version: 2 }),
    ).rejects.toMatchObject(afterDeath)
    await expect(
      addUnscheduledVisit(nurse, 'live', enrolmentId, { ...done, doneOn: TODAY }),
    ).rejects.toMatchObject(afterDeath)
    await addUnscheduledVisit(nurse, 'live', enrolmentId, { ...done, doneOn: daysAgo(1) })
  })
})

describe('enrolment', () => {
  it('judges eligibility and consent field by field', async () => {
    const { id } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
    const good = newEnrolment(id, 'pvp', TODAY)
    const refuse = async (input: Partial<typeof good>, ...codes: string[]) => {
      const error = (await enrolPatient(nurse, 'live', { ...good, ...input }).catch((e: unknown) => e)) as {
        fields?: { field: string; code: string }[]
      }
      expect(error.fields?.map((one) => `${one.field} ${one.code}`)).toEqual(codes)
    }
    await refuse({ plannedArm: 'none' }, 'plannedArm unknown')
    await refuse(
      { eligibility: { ...good.eligibility, adult: false, coagulopathy: true } },
      'eligibility.adult not_eligible',
      'eligibility.coagulopathy not_eligible',
    )
    await refuse(
      { eligibility: { adult: true, indication: true, pathological: false } },
      'eligibility.coagulopathy required',
    )
    const { consent } = good
    await refuse({ consent: { ...consent, version: '0.9' } }, 'consent.version consent_outdated')
    await refuse({ consent: { ...consent, on: daysAgo(-1) } }, 'consent.on after_enrolment')
    await refuse({ consent: { ...consent, by: 'proxy' } }, 'consent.relation required')
    await refuse({ enrolledOn: daysAgo(-1) }, 'enrolledOn in_future')
    await enrolPatient(nurse, 'live', good)
  })
})

describe('the work list', () => {
  it('shows open and late visits, what closes first on top, and none of a closed cohort', async () => {
    // 3 months close at day 120 and stay late for 30 days.
    const codes: string[] = []
    for (const operatedDaysAgo of [80, 130, 119, 151]) {
      codes.push((await makePatient(nurse, { operatedDaysAgo, enrolledDaysAgo: 160 })).code)
    }
    const { rows, total, counts } = await listWork(nurse, 'live', { page: 1 })
    expect(total).toBe(rows.length)
    expect(counts.open + counts.late + counts.incomplete).toBe(total)
    const due = rows.filter((row) => !row.incomplete)
    expect(due).toEqual(rows.slice(0, due.length))
    const days = due.map((row) => row.daysToClose ?? Infinity)
    expect(days).toEqual([...days].sort((a, b) => a - b))
    const ours = rows.filter((row) => codes.includes(row.patientCode))
    expect(ours.map((row) => [row.patientCode, row.visitCode, row.state, row.daysToClose])).toEqual([
      [codes[1], 'm3', 'late', -10],
      [codes[2], 'm3', 'open', 1],
      [codes[0], 'm3', 'open', 40],
    ])
    const late = await listWork(nurse, 'live', { page: 1, state: 'late' })
    expect(late.rows.map((row) => row.patientCode)).toEqual([codes[1]])
    expect(await listWork(nurse, 'ovcf', { page: 1 })).toMatchObject({ rows: [], total: 0 })
  })
})

describe('dates that contradict each other', () => {
  it('nobody is seen or operated after death, whichever is told first', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 20 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 1 }, { doneDaysAgo: 19 })
    const [row] = await registry.asSuper<{ version: number }>('select version from enrolment where id = $1', [
      patient.enrolmentId,
    ])
    const die = (days: number) =>
      endEnrolment(nurse, 'live', patient.enrolmentId, {
        version: row?.version ?? 0,
        endedOn: daysAgo(days),
        reason: 'died',
        note: null,
      })
    await expect(die(20)).rejects.toMatchObject({
      fields: [{ field: 'endedOn', code: 'before_last_record' }],
    })
    await die(10)
    const again = {
      ...newOperation(daysAgo(9), ['T12']),
      relation: 'same_level' as const,
      cause: 'pain again',
    }
    await expect(addOperation(nurse, 'live', patient.enrolmentId, again)).rejects.toMatchObject({
      fields: [{ field: 'performedOn', code: 'after_death' }],
    })
  })

  it('a visit that follows the operation is not dated before it; on its day it may be', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 20 })
    const see = (days: number) =>
      saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 1 }, { doneDaysAgo: days })
    await expect(see(21)).rejects.toMatchObject({
      fields: [{ field: 'doneOn', code: 'before_index_operation' }],
    })
    await see(20)
  })

  it('a visit before the operation is not dated after it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 20 })
    const see = (days: number) =>
      saveForm(nurse, patient, 'pre', 'pain', { vas_back_rest: 7 }, { doneDaysAgo: days })
    await expect(see(0)).rejects.toMatchObject({
      fields: [{ field: 'doneOn', code: 'after_index_operation' }],
    })
    await see(21)
  })

  it('a correction cannot put the index operation behind the one that followed it', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 20 })
    const second = {
      ...newOperation(daysAgo(10), ['L1']),
      relation: 'other_level' as const,
      cause: 'new fracture',
    }
    const { id } = await addOperation(nurse, 'live', patient.enrolmentId, second)
    const moved = { ...newOperation(daysAgo(5), ['T12']), version: 1 }
    await expect(updateOperation(nurse, 'live', patient.operationId ?? '', moved)).rejects.toMatchObject({
      fields: [{ field: 'performedOn', code: 'after_later_operation' }],
    })
    await expect(
      updateOperation(nurse, 'live', id, { ...second, performedOn: daysAgo(21), version: 1 }),
    ).rejects.toMatchObject({ fields: [{ field: 'performedOn', code: 'before_index_operation' }] })
  })
})
