import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { addContact, listContacts, updateContact, voidContact } from '@/lib/records/contacts/contacts'
import { addPhone, listPhones, updatePhone, voidPhone } from '@/lib/records/contacts/phones'
import { getCourse } from '@/lib/records/enrolments/course'
import { findPatients, getPatient } from '@/lib/records/patients/patients'
import { makePatient, type MadePatient } from '../support/patient'
import { newContact, newPhone } from '../support/probes'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

const SECRETS = ['13712340001', '13712340002', '例女儿小凤', '住在东头', '孙女例小凤说在地里']

let registry: Registry
let nurse: Call
let south: Call
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  south = await registry.callAs('nurse.south')
  patient = await makePatient(nurse, {
    identity: { name: '例联系人', phone: '13712340001' },
    operatedDaysAgo: 80,
  })
})
afterAll(() => registry.close())

const codes = async (query: string, call = nurse) =>
  (await findPatients(call, 'live', query)).map(({ code }) => code)
const refusal = (work: Promise<unknown>) => work.catch((error: unknown) => error)
const daughter = { ...newPhone, number: '137 1234 0002', holder: '例女儿小凤', note: '住在东头' }

describe('the telephones of a patient', () => {
  it('begin with the number given at registering, and one more finds the patient too', async () => {
    expect(await listPhones(nurse, 'live', patient.patientId)).toMatchObject([
      { number: '13712340001', relation: 'patient', preferred: true, holder: null, version: 1 },
    ])
    await addPhone(nurse, 'live', patient.patientId, daughter)
    expect(await codes('13712340001')).toEqual([patient.code])
    expect(await codes('+86 137-1234-0002')).toEqual([patient.code])
    expect(await codes('13712340002', south)).toEqual([])
  })

  it('are refused when they are no number, or there already, however typed', async () => {
    for (const [number, code] of [
      ['12', 'not_a_phone'],
      ['五六七八九', 'not_a_phone'],
      ['62345678 62345679', 'one_phone_only'],
      ['１３７１２３４０００２', 'phone_repeated'],
    ] as const) {
      const refused = await refusal(addPhone(nurse, 'live', patient.patientId, { ...newPhone, number }))
      expect(refused, number).toMatchObject({ code: 'invalid', fields: [{ field: 'number', code }] })
    }
  })

  it('have one that is called first; the head of the patient’s pages shows it', async () => {
    const [own, other] = await listPhones(nurse, 'live', patient.patientId)
    if (!own || !other) throw new Error('no phones')
    await updatePhone(nurse, 'live', other.id, { ...other, preferred: true, wrong: false })
    const [first, second] = await listPhones(nurse, 'live', patient.patientId)
    expect([first?.id, first?.preferred, second?.preferred]).toEqual([other.id, true, false])
    expect((await getPatient(nurse, 'live', patient.patientId)).identity.phone).toBe('137 1234 0002')
    expect((await getCourse(nurse, 'live', patient.code)).patient.phone).toBe('137••••0002')
    const stale = await refusal(updatePhone(nurse, 'live', own.id, { ...own, wrong: false }))
    expect(stale).toMatchObject({
      code: 'conflict',
      extra: { current: { number: '13712340001', version: 2 } },
    })
  })

  it('are found under the corrected number only, and voided ones not at all', async () => {
    const { id } = await addPhone(nurse, 'live', patient.patientId, { ...newPhone, number: '13712340009' })
    await updatePhone(nurse, 'live', id, { ...newPhone, number: '13712340008', wrong: false, version: 1 })
    expect([await codes('13712340009'), await codes('13712340008')]).toEqual([[], [patient.code]])
    await voidPhone(nurse, 'live', id, { version: 2, reason: '停机' })
    expect(await codes('13712340008')).toEqual([])
    expect(await listPhones(nurse, 'live', patient.patientId)).toHaveLength(2)
    expect(await refusal(voidPhone(nurse, 'live', id, { version: 3, reason: 'x' }))).toMatchObject({
      code: 'not_found',
    })
  })

  it('can be had by somebody registered without an identity', async () => {
    const nameless = await makePatient(nurse, { identity: null })
    await addPhone(nurse, 'live', nameless.patientId, { ...newPhone, number: '13712340777' })
    expect(await codes('13712340777')).toEqual([nameless.code])
  })

  it('are recorded as seen, and decrypted for nobody at the command line', async () => {
    const count = async () =>
      (
        await registry.asSuper<{ n: number }>(
          `select count(*)::int as n from access_event where verb = 'phone.list' and patient_id = $1`,
          [patient.patientId],
        )
      )[0]?.n ?? 0
    const before = await count()
    await listPhones(nurse, 'live', patient.patientId)
    expect(await count()).toBe(before + 1)
    expect(await listPhones(registry.cli, 'live', patient.patientId)).toEqual([])
  })

  it('do not open when their ciphertext is moved to another row', async () => {
    const other = await makePatient(nurse, { identity: { name: '例另一人', phone: '13712340555' } })
    await registry.asSuper(`set session_replication_role = 'replica'`)
    await registry.asSuper(
      `update patient_phone set number = (select number from patient_phone where patient_id = $1 limit 1),
         identity_id = (select identity_id from patient_phone where patient_id = $1 limit 1) where patient_id = $2`,
      [patient.patientId, other.patientId],
    )
    await registry.asSuper(`set session_replication_role = 'origin'`)
    await expect(listPhones(nurse, 'live', other.patientId)).rejects.toThrow()
  })
})

describe('attempts to reach a patient', () => {
  it('are listed with who made them, the last one first', async () => {
    const visitId = patient.visits.m3 ?? null
    const base = newContact(patient.enrolmentId, visitId)
    await addContact(nurse, 'live', { ...base, happenedOn: daysAgo(2), nextOn: daysAgo(1) })
    await addContact(nurse, 'live', {
      ...base,
      reached: 'other',
      failure: null,
      outcome: 'call_back',
      note: '孙女例小凤说在地里',
    })
    const { rows, total } = await listContacts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
    expect(total).toBe(2)
    expect(rows).toMatchObject([
      { happenedOn: TODAY, outcome: 'call_back', note: '孙女例小凤说在地里', visitCode: 'm3', nextHour: 18 },
      { happenedOn: daysAgo(2), failure: 'no_answer', note: null },
    ])
    expect(rows[0]?.madeByName).not.toContain('person:')
    const asTool = await listContacts(registry.cli, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
    expect(asTool.rows[0]?.note).toBeNull()
  })

  it('are refused when they contradict themselves, or come from tomorrow', async () => {
    const base = newContact(patient.enrolmentId, null)
    const cases = [
      [{ failure: null }, 'failure', 'required'],
      [{ outcome: 'answered' }, 'outcome', 'hidden'],
      [{ reached: 'patient' }, 'outcome', 'required'],
      [{ nextOn: daysAgo(3) }, 'nextOn', 'next_before_contact'],
      [{ nextOn: null }, 'nextOn', 'required'],
      [{ happenedOn: daysAgo(-1) }, 'happenedOn', 'in_future'],
    ] as const
    for (const [change, field, code] of cases) {
      const refused = await refusal(addContact(nurse, 'live', { ...base, ...change }))
      expect(refused, `${field} ${code}`).toMatchObject({ code: 'invalid' })
      expect((refused as { fields: unknown[] }).fields).toContainEqual(
        expect.objectContaining({ field, code }),
      )
    }
  })

  it('mark a wrong number, and take the mark back when it answers after all', async () => {
    const phones = await listPhones(nurse, 'live', patient.patientId)
    const phoneId = phones.find(({ relation }) => relation === 'patient')?.id ?? ''
    const base = { ...newContact(patient.enrolmentId, null), phoneId }
    await addContact(nurse, 'live', { ...base, failure: 'wrong_number' })
    const last = (await listPhones(nurse, 'live', patient.patientId)).at(-1)
    expect(last).toMatchObject({ id: phoneId, wrongSince: TODAY })
    await addContact(nurse, 'live', { ...base, reached: 'patient', failure: null, outcome: 'refused' })
    const again = (await listPhones(nurse, 'live', patient.patientId)).find(({ id }) => id === phoneId)
    expect(again?.wrongSince).toBeNull()
  })

  it('belong to the patient’s own visits and telephones', async () => {
    const other = await makePatient(nurse, {
      identity: { name: '例第三人', phone: '13712340444' },
      operatedDaysAgo: 80,
    })
    const [phone] = await listPhones(nurse, 'live', other.patientId)
    const base = newContact(patient.enrolmentId, null)
    for (const change of [{ visitId: other.visits.m3 ?? '' }, { phoneId: phone?.id ?? '' }]) {
      expect(await refusal(addContact(nurse, 'live', { ...base, ...change }))).toMatchObject({
        code: 'not_found',
      })
    }
  })

  it('have their next one moved and can be taken back, by version', async () => {
    const { id } = await addContact(nurse, 'live', newContact(patient.enrolmentId, null))
    const next = { nextOn: daysAgo(-3), nextHour: null, note: null }
    await updateContact(nurse, 'live', id, { ...next, version: 1 })
    expect(await refusal(updateContact(nurse, 'live', id, { ...next, version: 1 }))).toMatchObject({
      code: 'conflict',
      extra: { current: { nextOn: daysAgo(-3), version: 2 } },
    })
    await voidContact(nurse, 'live', id, { version: 2, reason: '记错了人' })
    const { rows } = await listContacts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
    expect(rows.map((row) => row.id)).not.toContain(id)
    const [trail] = await registry.asSuper<{ reason: string; verb: string }>(
      `select reason, verb from trail where row_id = $1 order by seq desc limit 1`,
      [id],
    )
    expect(trail).toEqual({ reason: '记错了人', verb: 'contact.void' })
  })

  it('stand nowhere in clear: numbers, names and notes are ciphertext in rows and in the trail', async () => {
    let text = ''
    for (const table of [
      'patient_phone',
      'contact',
      'patient_token',
      'trail',
      'trail_payload',
      'access_event',
    ]) {
      const rows = await registry.asSuper<{ row: string }>(`select t::text as row from ${table} t`)
      text += rows.map(({ row }) => row).join('\n')
    }
    expect(text).toContain('call_back')
    for (const secret of SECRETS) expect(text).not.toContain(secret)
  })
})
