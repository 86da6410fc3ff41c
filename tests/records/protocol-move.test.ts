import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import type { Protocol, VisitPlan } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { MONTH_6 } from '@/lib/protocol/shipped/visits'
import type { Call } from '@/lib/records/call'
import { getCodebook } from '@/lib/records/data/codebook'
import { getCourse } from '@/lib/records/enrolments/course'
import { getMovePage } from '@/lib/records/enrolments/move-page'
import { moveProtocol } from '@/lib/records/enrolments/move-protocol'
import { previewOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { getProtocolEditor, saveProtocolDraft } from '@/lib/records/studies/protocol-drafts'
import { publishProtocol } from '@/lib/records/studies/publish-protocol'
import { lockVisit, unlockVisit } from '@/lib/records/visits/lock-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let admin: Call
let nurse: Call
let clinician: Call
let seen: MadePatient
let unseen: MadePatient

const [PRE, D1, , M3, M12] = LIVE_PROTOCOL.visits as [VisitPlan, VisitPlan, VisitPlan, VisitPlan, VisitPlan]
/** Day 3 goes, six months come, three months are narrower. */
const AMENDED: Protocol = {
  ...LIVE_PROTOCOL,
  visits: [
    PRE,
    D1,
    { ...M3, window: { unit: 'days', from: 80, to: 110 } },
    { ...MONTH_6, instruments: M3.instruments },
    M12,
  ],
}

async function publish(definition: Protocol): Promise<number> {
  const { draftVersion: version, number: basedOn } = await getProtocolEditor(admin, 'live')
  const saved = await saveProtocolDraft(admin, 'live', { version, basedOn, definition })
  await publishProtocol(admin, 'live', { version: saved.version, reason: 'amended' })
  return basedOn + 1
}

const courseOf = (patient: MadePatient) => getCourse(nurse, 'live', patient.enrolmentId)
const versionOf = async (patient: MadePatient) => (await courseOf(patient)).patient.version
const codesOf = async (patient: MadePatient) =>
  (await courseOf(patient)).visits.map(({ code, scheduled }) => (scheduled ? code : `(${code})`))
const move = async (patient: MadePatient, to: number, call = clinician) =>
  moveProtocol(call, 'live', patient.enrolmentId, {
    version: await versionOf(patient),
    to,
    reason: 'as amended',
  })

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  seen = await makePatient(nurse, { operatedDaysAgo: 40 })
  unseen = await makePatient(nurse, { operatedDaysAgo: 40 })
  await saveForm(nurse, seen, 'd3', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 37 })
  await publish(AMENDED)
})
afterAll(() => registry.close())

describe('patients enrolled before an amendment', () => {
  it('stay with their version until they are moved', async () => {
    expect(await codesOf(unseen)).toEqual(['pre', 'd1', 'd3', 'm3', 'm12'])
    expect((await courseOf(unseen)).protocol).toEqual(LIVE_PROTOCOL)
  })

  it('are listed with what moving would change, and nothing is written', async () => {
    const page = await getMovePage(clinician, 'live', { page: 1 })
    expect([page.to, page.inForce, page.total]).toEqual([2, 2, 2])
    const changes = (patient: MadePatient) =>
      page.rows
        .find(({ id }) => id === patient.enrolmentId)
        ?.changes.map(({ code, kind }) => `${kind} ${code}`)
    expect(changes(unseen)).toEqual(['moves m3', 'appears m6', 'disappears d3'])
    expect(changes(seen)).toEqual(['moves m3', 'appears m6', 'unscheduled d3'])
    expect(page.rows[0]?.changes.find(({ code }) => code === 'm3')).toMatchObject({
      before: { firstDay: addDays(daysAgo(40), 76), lastDay: addDays(daysAgo(40), 120) },
      after: { firstDay: addDays(daysAgo(40), 80), lastDay: addDays(daysAgo(40), 110) },
    })
    expect(await codesOf(unseen)).toEqual(['pre', 'd1', 'd3', 'm3', 'm12'])
  })

  it('are moved by a clinician, from the version that was seen', async () => {
    await expect(move(unseen, 2, nurse)).rejects.toMatchObject({ code: 'forbidden' })
    const stale = { version: 1, to: 2, reason: 'x' }
    await expect(moveProtocol(clinician, 'live', unseen.enrolmentId, stale)).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(move(unseen, 7)).rejects.toMatchObject({ code: 'not_found' })
    await move(unseen, 2)
    expect(await codesOf(unseen)).toEqual(['pre', 'd1', 'm3', 'm6', 'm12'])
    expect((await courseOf(unseen)).protocol).toEqual(AMENDED)
    await expect(move(unseen, 2)).rejects.toMatchObject({ reason: 'same_protocol' })
    expect((await getMovePage(clinician, 'live', { page: 1 })).total).toBe(1)
  })

  it('keep a visit that was done, outside the plan, with its form', async () => {
    await move(seen, 2)
    const { visits, entries } = await courseOf(seen)
    const d3 = visits.find(({ code }) => code === 'd3')
    expect(d3).toMatchObject({ scheduled: false, state: 'done', doneOn: daysAgo(37), targetOn: null })
    expect(entries.filter(({ visitCode }) => visitCode === 'd3')).toHaveLength(1)
    // A visit that was not planned counts on from U1, whatever left the plan.
    const done = { doneOn: daysAgo(30), doneTime: null, mode: 'telephone' } as const
    await addUnscheduledVisit(nurse, 'live', seen.enrolmentId, done)
    expect((await codesOf(seen)).filter((code) => code.startsWith('('))).toEqual(['(d3)', '(U1)'])
  })

  it('and back: what left the plan is planned again, what appeared goes', async () => {
    await move(seen, 1)
    await move(unseen, 1)
    for (const patient of [seen, unseen]) {
      const planned = (await courseOf(patient)).visits.filter(({ scheduled }) => scheduled)
      expect(planned.map(({ code }) => code).sort()).toEqual(['d1', 'd3', 'm12', 'm3', 'pre'])
      expect(planned.find(({ code }) => code === 'm3')?.firstDay).toBe(addDays(daysAgo(40), 76))
    }
    expect((await courseOf(seen)).visits.find(({ code }) => code === 'd3')).toMatchObject({
      state: 'done',
      firstDay: addDays(daysAgo(40), 3),
    })
    await addUnscheduledVisit(nurse, 'live', seen.enrolmentId, {
      doneOn: daysAgo(29),
      doneTime: null,
      mode: 'telephone',
    })
    expect(await codesOf(seen)).toContain('(U2)')
  })

  it('leave with what was entered at a visit that is planned no more', async () => {
    const names = ['vas_back_rest', 'vas_back_rest_d3', 'vas_back_rest_m3', 'vas_back_rest_m6']
    const { columns } = await getCodebook(nurse, 'live')
    expect(columns['pain@1 vas_back_rest']?.wide.filter((name) => names.includes(name)).sort()).toEqual(
      names.slice(1),
    )
  })

  it('are not moved to a version without their arm', async () => {
    const to = await publish({ ...AMENDED, arms: LIVE_PROTOCOL.arms.filter(({ code }) => code !== 'pvp') })
    await expect(move(unseen, to)).rejects.toMatchObject({ reason: 'arm_not_in_protocol' })
    const { rows } = await getMovePage(clinician, 'live', { page: 1 })
    expect(rows.map(({ withoutArm }) => withoutArm)).toEqual([true, true])
  })
})

describe('a visit that the other version plans the same', () => {
  it('is not written, and one that is locked is moved only once it is unlocked', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 100, arm: 'peld' })
    await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 5 })
    const visitOf = async (code: string) => (await courseOf(patient)).visits.find((one) => one.code === code)
    const m3 = patient.visits.m3 ?? ''
    await lockVisit(clinician, 'live', m3, { version: (await visitOf('m3'))?.version ?? 0 })
    const versions = async () =>
      (await courseOf(patient)).visits.map(({ code, version }) => `${code} ${version}`)
    const before = await versions()
    const withoutD1 = await publish({
      ...AMENDED,
      visits: AMENDED.visits.filter(({ code }) => code !== 'd1'),
    })
    await move(patient, withoutD1)
    expect(await versions()).toEqual(before.filter((one) => !one.startsWith('d1 ')))
    await expect(move(patient, 1)).rejects.toMatchObject({ reason: 'visit_locked' })
    expect(await codesOf(patient)).toEqual(['pre', 'm3', 'm6', 'm12'])
    const version = (await visitOf('m3'))?.version ?? 0
    await unlockVisit(clinician, 'live', m3, { version, reason: 'as amended' })
    await move(patient, 1)
    expect((await visitOf('m3'))?.firstDay).toBe(addDays(daysAgo(100), 76))
  })
})

describe('a corrected date of the operation', () => {
  it('is shown before it is saved, exactly as it will be', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 20, arm: 'peld' })
    const operationId = patient.operationId ?? ''
    const input = { performedOn: daysAgo(22), endedTime: '15:00' }
    const changes = await previewOperation(nurse, 'live', operationId, input)
    expect(changes.map(({ code, kind }) => `${kind} ${code}`)).toEqual(
      (await courseOf(patient)).visits.map(({ code }) => `moves ${code}`),
    )
    expect(
      await previewOperation(nurse, 'live', operationId, {
        ...input,
        performedOn: daysAgo(20),
        endedTime: null,
      }),
    ).toEqual([])
    const corrected = { ...newOperation(daysAgo(22), ['T12']), endedTime: '15:00' }
    await updateOperation(nurse, 'live', operationId, { ...corrected, receivedArm: 'peld', version: 1 })
    const after = new Map((await courseOf(patient)).visits.map((visit) => [visit.code, visit]))
    for (const change of changes)
      expect(change.after).toMatchObject({
        target: after.get(change.code)?.targetOn,
        firstDay: after.get(change.code)?.firstDay,
        lastDay: after.get(change.code)?.lastDay,
      })
  })
})
