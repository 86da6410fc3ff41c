import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert } from '@/lib/records/complications/alerts'
import { adjudicateComplication, listComplications } from '@/lib/records/complications/complications'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makePatient, saveForm } from '../support/patient'
import { daysAgo, openRegistry, withKey, type Registry } from '../support/registry'
import { openCorrections, PAIN, URGENT, type Corrections } from '../support/corrections'

let registry: Registry
let nurse: Call
let clinician: Call
let makeOperated: Corrections['makeOperated']
let readForm: Corrections['readForm']
let sign: Corrections['sign']
let lock: Corrections['lock']
let listNotices: Corrections['listNotices']

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  ;({ makeOperated, readForm, sign, lock, listNotices } = openCorrections(nurse, clinician))
})
afterAll(() => registry.close())

describe('the date of a visit', () => {
  it('sent again is no news, another one is refused with what stands, and the visit stays', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const visit = { doneOn: daysAgo(4), doneTime: null, mode: 'in_person' } as const
    await saveForm(nurse, patient, 'd1', 'urgent_signs', { ...URGENT, urgent_bladder: 0 }, { visit })
    const other = { ...visit, doneOn: daysAgo(3), mode: 'telephone' } as const
    await expect(
      saveForm(nurse, patient, 'd1', 'pain', PAIN, { version: 1, visit: other }),
    ).rejects.toMatchObject({
      code: 'invalid',
      reason: 'visit_differs',
      fields: [
        { field: 'visit.doneOn', code: 'visit_says_otherwise' },
        { field: 'visit.mode', code: 'visit_says_otherwise' },
      ],
      extra: { visit: { doneOn: daysAgo(4), mode: 'in_person' } },
    })
    expect((await readForm(patient, 'd1')).visit).toMatchObject({ doneOn: daysAgo(4), mode: 'in_person' })
  })
})

describe('a signature', () => {
  it('binds the entries by their versions, asks for the right password, and stands once', async () => {
    const patient = await makeOperated()
    const { id } = await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await expect(sign(patient, 'd1', clinician, 'not the password')).rejects.toMatchObject({
      fields: [{ field: 'password', code: 'wrong_password' }],
    })
    await expect(sign(patient, 'd1', nurse)).rejects.toMatchObject({ code: 'forbidden' })
    const key = withKey(clinician)
    const first = await sign(patient, 'd1', key)
    expect(await sign(patient, 'd1', key)).toEqual({ ...first, replayed: true })
    await expect(sign(patient, 'd1')).rejects.toMatchObject({ reason: 'already_signed' })
    expect((await readForm(patient, 'd1')).record).toMatchObject({
      signature: { signedByName: clinician.actor.name, meaning: 'reviewed' },
      fallen: null,
      lock: null,
    })
    const [row] = await registry.asSuper('select entries, signed_by from visit_signature where id = $1', [
      first.id,
    ])
    expect(row).toEqual({
      entries: [{ id, instrument: 'pain', repeatKey: '', version: 1 }],
      signed_by: clinician.actor.id,
    })
  })

  it('is counted like a sign-in: after ten wrong passwords even the right one has to wait', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const other = await registry.callAs('clinician.south')
    // Of another site: the password is judged before the visit, so that neither is told from the other.
    for (let count = 0; count < 10; count += 1) {
      await expect(sign(patient, 'd1', other, 'a guess')).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(sign(patient, 'd1', other)).rejects.toMatchObject({ code: 'too_many' })
  })

  it('is refused to what was changed since the page was read, and to an empty visit', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    const { record, visit } = await readForm(patient, 'd1')
    await saveForm(nurse, patient, 'd1', 'pain', { ...PAIN, vas_back_rest: 2 }, { version: 1 })
    const stale = {
      version: visit?.version ?? 0,
      entries: record?.entries ?? [],
      meaning: 'reviewed',
      password: DEMO_PASSWORD,
    } as const
    await expect(signVisit(clinician, 'live', visit?.id ?? '', stale)).rejects.toMatchObject({
      code: 'conflict',
    })
    const { id, version } = await addUnscheduledVisit(nurse, 'live', patient.enrolmentId, {
      doneOn: daysAgo(1),
      doneTime: null,
      mode: 'telephone',
    })
    await expect(signVisit(clinician, 'live', id, { ...stale, version, entries: [] })).rejects.toMatchObject({
      reason: 'nothing_to_sign',
    })
  })

  it('falls with a correction, which needs a reason; the signer is told, and a clinician takes notice', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await sign(patient, 'd1')
    const changed = { ...PAIN, vas_back_rest: 2 }
    await expect(saveForm(nurse, patient, 'd1', 'pain', changed, { version: 1 })).rejects.toMatchObject({
      reason: 'needs_correction',
      fields: [{ field: 'correction', code: 'required' }],
      extra: { signature: { signedByName: clinician.actor.name } },
    })
    await saveForm(nurse, patient, 'd1', 'pain', changed, { version: 1, correction: '抄录错误' })
    const { record, entry } = await readForm(patient, 'd1')
    expect(entry).toMatchObject({ version: 2, values: { vas_back_rest: 2 } })
    expect(record).toMatchObject({ signature: null, fallen: { reason: '抄录错误' } })
    const [notice] = await listNotices(patient)
    expect(notice).toMatchObject({ ruleId: 'signature-void', visitCode: 'd1', urgent: false })
    expect(notice?.evidence[0]?.params).toEqual({
      signer: clinician.actor.name,
      by: nurse.actor.name,
      reason: '抄录错误',
    })
    // A later save, with nothing signed, neither asks again nor takes the notice away.
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { version: 2 })
    expect(await listNotices(patient)).toHaveLength(1)
    const noted = { version: notice?.version ?? 0, note: null }
    await expect(acknowledgeAlert(nurse, 'live', notice?.id ?? '', noted)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await acknowledgeAlert(clinician, 'live', notice?.id ?? '', noted)
    await sign(patient, 'd1')
    expect((await readForm(patient, 'd1')).record?.signature).not.toBeNull()
  })

  it('falls with another date of the visit too', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await sign(patient, 'd1')
    const { visit } = await readForm(patient, 'd1')
    const later = {
      doneOn: daysAgo(3),
      doneTime: null,
      mode: 'in_person',
      version: visit?.version ?? 0,
    } as const
    await expect(updateVisit(nurse, 'live', visit?.id ?? '', later)).rejects.toMatchObject({
      reason: 'needs_correction',
    })
    await updateVisit(nurse, 'live', visit?.id ?? '', { ...later, correction: 'read again' })
    expect((await readForm(patient, 'd1')).record?.signature).toBeNull()
  })

  it('of two at once, a signature and an edit, never stands on what it does not bind', async () => {
    for (let round = 0; round < 6; round += 1) {
      const patient = await makeOperated()
      await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
      const edited = { ...PAIN, vas_back_rest: 1 }
      await Promise.allSettled([
        sign(patient, 'd1'),
        saveForm(nurse, patient, 'd1', 'pain', edited, {
          version: 1,
          correction: round % 2 ? 'a slip' : null,
        }),
      ])
      const stale = await registry.asSuper(
        `select 1 from visit_signature s, jsonb_to_recordset(s.entries) as signed(id uuid, version int)
         join entry n on n.id = signed.id where s.visit_id = $1 and s.voided_at is null and n.version <> signed.version`,
        [patient.visits.d1],
      )
      expect(stale).toEqual([])
    }
  })
})

describe('a judgement', () => {
  it('stays as it was made when its ground changes; the judge is told once for each change', async () => {
    const patient = await makePatient(nurse, { arm: 'pvp', operatedDaysAgo: 100 })
    const leak = { leak_detection: 1, leak: 1, leak_types: [1], leak_endplate_cortex: 1, leak_symptomatic: 0 }
    await saveForm(nurse, patient, 'd1', 'leakage', leak, { repeatKey: 'T12', doneDaysAgo: 99 })
    const find = async () =>
      (await listComplications(clinician, 'live', { enrolmentId: patient.enrolmentId, page: 1 })).rows
    const [proposal] = await find()
    await adjudicateComplication(clinician, 'live', proposal?.id ?? '', {
      version: proposal?.version ?? 0,
      status: 'confirmed',
      note: '',
    })
    const none = { leak_detection: 1, leak: 0 }
    await saveForm(nurse, patient, 'd1', 'leakage', none, { repeatKey: 'T12', version: 1 })
    expect((await find())[0]).toMatchObject({ status: 'confirmed' })
    const notices = await listNotices(patient)
    expect(notices.map(({ ruleId, evidence }) => [ruleId, evidence[0]?.key])).toEqual([
      ['judged-changed', 'judged_gone'],
    ])
    await saveForm(nurse, patient, 'd1', 'pain', PAIN)
    expect(await listNotices(patient)).toHaveLength(1)
  })
})

describe('the matrix', () => {
  it('marks what is signed and what is locked', async () => {
    const patient = await makeOperated()
    await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await sign(patient, 'd1')
    await lock(patient, 'd1')
    const { rows } = await listMatrix(nurse, 'live', { page: 1, descending: true })
    const cells = rows.find(({ enrolmentId }) => enrolmentId === patient.enrolmentId)?.cells
    expect(cells?.map(({ code, signed, locked }) => [code, signed, locked])).toEqual([
      ['pre', false, false],
      ['d1', true, true],
      ['d3', false, false],
      ['m3', false, false],
      ['m12', false, false],
    ])
  })
})
