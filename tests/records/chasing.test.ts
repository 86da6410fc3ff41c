import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { addContact } from '@/lib/records/contacts/contacts'
import { addPhone, listPhones } from '@/lib/records/contacts/phones'
import { readCallSheet } from '@/lib/records/follow-up/call-sheet'
import { handOver, handOverAll, listChasers } from '@/lib/records/follow-up/owners'
import { addPerson, updatePerson } from '@/lib/records/people/people'
import { listWork } from '@/lib/records/visits/work-list'
import { makePatient, type MadePatient } from '../support/patient'
import { newContact, newPhone } from '../support/probes'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let me: string
let other: string

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  me = nurse.actor.personId ?? ''
  other = clinician.actor.personId ?? ''
})
afterAll(() => registry.close())

const give = (patient: MadePatient, personId: string | null, version: number, note: string | null = null) =>
  handOver(nurse, 'live', patient.enrolmentId, { version, personId, note })

async function rowOf(patient: MadePatient, call = nurse) {
  const { rows } = await listWork(call, 'live', { page: 1, visit: 'm3' })
  return rows.find(({ patientCode }) => patientCode === patient.code)
}
const codesOf = async (owner: 'mine' | 'nobody', call = nurse) =>
  (await listWork(call, 'live', { page: 1, visit: 'm3', owner })).rows.map((row) => row.patientCode)

describe('who chases a patient', () => {
  it('is nobody until somebody takes the patient, then them, with a word, in the list', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    expect((await rowOf(patient))?.owner).toEqual({ personId: null, name: null, note: null, version: 0 })
    expect(await codesOf('nobody')).toContain(patient.code)
    await give(patient, me, 0)
    expect(await codesOf('mine')).toContain(patient.code)
    expect(await codesOf('nobody')).not.toContain(patient.code)
    await give(patient, other, 1, 'the daughter is home next week')
    expect((await rowOf(patient))?.owner).toMatchObject({
      personId: other,
      note: 'the daughter is home next week',
      version: 2,
    })
    expect(await codesOf('mine', clinician)).toContain(patient.code)
    await give(patient, null, 2)
    expect(await codesOf('nobody')).toContain(patient.code)
  })

  it('is told to whoever comes second', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    await give(patient, other, 0)
    await expect(give(patient, me, 0)).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { personId: other, version: 1 } },
    })
  })

  it('is somebody who may chase there, of a patient within reach', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    const south = await registry.callAs('nurse.south')
    await expect(give(patient, south.actor.personId, 0)).rejects.toMatchObject({
      fields: [{ field: 'personId', code: 'chases_not_here' }],
    })
    await expect(
      handOver(south, 'live', patient.enrolmentId, { version: 0, personId: me, note: null }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stands in the trail, the word as its reason', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    const { id } = await give(patient, me, 0, 'mine for now')
    const rows = await registry.asSuper(
      `select verb, reason, actor from trail where table_name = 'chasing_owner' and row_id = $1`,
      [id],
    )
    expect(rows).toEqual([{ verb: 'chasing.hand_over', reason: 'mine for now', actor: nurse.actor.id }])
  })
})

describe('handing over everything', () => {
  it('takes all of one person along, as many as were shown, and those of whoever left', async () => {
    const admin = await registry.callAs('admin')
    const { id: leaver } = await addPerson(admin, {
      username: 'leaver',
      displayName: 'Leaver',
      password: 'a long enough password',
      locale: 'en',
      grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
    })
    const patients = [
      await makePatient(nurse, { operatedDaysAgo: 90 }),
      await makePatient(nurse, { operatedDaysAgo: 91 }),
    ]
    for (const patient of patients) await give(patient, leaver, 0)
    const loadOf = async (id: string) => (await listChasers(nurse, 'live')).find((one) => one.id === id)
    expect(await loadOf(leaver)).toMatchObject({ patients: 2, gone: false })
    await updatePerson(admin, leaver, 1, { kind: 'disable' })
    expect(await loadOf(leaver)).toMatchObject({ patients: 2, gone: true })
    // Whoever left chases nobody any more.
    expect(await codesOf('nobody')).toEqual(expect.arrayContaining(patients.map(({ code }) => code)))
    const move = (input: { personId: string | null; patients: number }) =>
      handOverAll(nurse, 'live', { from: leaver, note: 'left the ward', ...input })
    await expect(move({ personId: me, patients: 1 })).rejects.toMatchObject({
      reason: 'handover_count',
      extra: { patients: 2 },
    })
    await expect(move({ personId: leaver, patients: 2 })).rejects.toMatchObject({
      fields: [{ field: 'personId', code: 'same_person' }],
    })
    expect(await move({ personId: me, patients: 2 })).toMatchObject({ version: 2 })
    expect(await loadOf(leaver)).toBeUndefined()
    expect(await codesOf('mine')).toEqual(expect.arrayContaining(patients.map(({ code }) => code)))
    await expect(move({ personId: me, patients: 2 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the best next attempt', () => {
  const told = (patient: MadePatient, more: object) =>
    addContact(nurse, 'live', {
      ...newContact(patient.enrolmentId, patient.visits.m3 ?? null),
      happenedOn: daysAgo(3),
      nextOn: null,
      nextHour: null,
      ...more,
    })

  it('is the daughter in the evening, who answered, and is not said while an hour is promised', async () => {
    const patient = await makePatient(nurse, {
      identity: { name: '例建议', phone: '13900001111' },
      operatedDaysAgo: 90,
    })
    const phone = { ...newPhone, bestHour: null, number: '139 0000 2222' }
    const { id: daughter } = await addPhone(nurse, 'live', patient.patientId, phone)
    const own = (await listPhones(nurse, 'live', patient.patientId)).find((one) => one.id !== daughter)?.id
    await told(patient, { phoneId: own, happenedTime: '10:10' })
    await told(patient, { phoneId: own, happenedTime: '15:40' })
    await told(patient, {
      phoneId: daughter,
      happenedTime: '18:40',
      reached: 'child',
      failure: null,
      outcome: 'call_back',
    })
    expect((await rowOf(patient))?.suggestion).toMatchObject({ slot: 37, relation: 'child', basis: 'own' })
    await told(patient, { happenedOn: daysAgo(0), nextOn: daysAgo(-1), nextHour: 9 })
    expect((await rowOf(patient))?.suggestion).toBeNull()
  })

  it('takes the hour that the family named, but no telephone that is wrong', async () => {
    const patient = await makePatient(nurse, { identity: { name: '例时' }, operatedDaysAgo: 90 })
    const phone = { ...newPhone, bestHour: 12, number: '139 0000 3333' }
    const { id } = await addPhone(nurse, 'live', patient.patientId, phone)
    expect((await rowOf(patient))?.suggestion).toMatchObject({ slot: 24, relation: 'child', basis: 'named' })
    await told(patient, { phoneId: id, happenedTime: '12:05', failure: 'wrong_number' })
    expect((await rowOf(patient))?.suggestion).toBeNull()
  })
})

describe('the call sheet', () => {
  it('holds names and telephones of those to be called, and every look is recorded', async () => {
    const called = await makePatient(nurse, {
      identity: { name: '例名单', phone: '13911119999' },
      operatedDaysAgo: 100,
    })
    const ward = await makePatient(nurse, { identity: { name: '例病房' }, operatedDaysAgo: 1 })
    const { lines, total } = await readCallSheet(nurse, 'live', {})
    expect(total).toBe(lines.length)
    const line = lines.find(({ work }) => work.patientCode === called.code)
    expect(line).toMatchObject({ name: '例名单', phones: [{ number: '13911119999' }] })
    expect(lines.some(({ work }) => work.patientCode === ward.code)).toBe(false)
    const seen = await registry.asSuper(
      `select verb, actor, detail from access_event where patient_id = $1 and detail ? 'sheet'`,
      [called.patientId],
    )
    expect(seen).toEqual([{ verb: 'phone.list', actor: nurse.actor.id, detail: { sheet: true } }])
  })

  it('is no researcher’s, and shows another site nothing', async () => {
    await expect(readCallSheet(await registry.callAs('researcher'), 'live', {})).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await readCallSheet(await registry.callAs('nurse.south'), 'live', {})).lines).toEqual([])
  })
})
