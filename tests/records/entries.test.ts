import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { discardDraft, purgeDrafts, saveDraft } from '@/lib/records/entries/drafts'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  patient = await makePatient(nurse, { operatedDaysAgo: 5, identity: { sex: 'F', birthDate: '1950-06-01' } })
})
afterAll(() => registry.close())

const placeOf = (visit: string, instrument: string, repeatKey = '') => ({
  enrolmentId: patient.enrolmentId,
  visitId: patient.visits[visit] ?? null,
  instrument,
  repeatKey,
})
const fieldsOf = async (saving: Promise<unknown>) => {
  const error = (await saving.then(
    () => ({ fields: 'was saved' }),
    (refused: unknown) => refused,
  )) as { status?: number; reason?: string; fields: { field: string; code: string }[] | string }
  const fields = Array.isArray(error.fields)
    ? error.fields.map((one) => `${one.field} ${one.code}`)
    : error.fields
  return { status: error.status, reason: error.reason, fields }
}

describe('a save', () => {
  it('keeps values, scores with formula and version, reasons, and who saved', async () => {
    await saveForm(
      nurse,
      patient,
      'd1',
      'pain',
      { vas_back_rest: 3, vas_back_activity: 5.5 },
      { doneDaysAgo: 4 },
    )
    const { entry, visit } = await getEntryForm(nurse, 'live', placeOf('d1', 'pain'))
    expect(entry).toMatchObject({
      version: 1,
      instrumentVersion: 1,
      values: { vas_back_rest: 3, vas_back_activity: 5.5 },
      complete: false,
      scores: { vas_back: { value: 5.5, formula: 'vas-back-worst', version: 1 } },
    })
    expect(visit).toMatchObject({ code: 'd1', state: 'done', doneOn: daysAgo(4), mode: 'in_person' })
  })

  it('takes a reason for what is missing, and counts as complete with it', async () => {
    const missing = { missing: 'refused' }
    const values = { vas_back_rest: 1, vas_back_activity: 2, vas_leg_left: missing, vas_leg_right: missing }
    await saveForm(nurse, patient, 'd3', 'pain', values, { doneDaysAgo: 2 })
    const { entry, previous } = await getEntryForm(nurse, 'live', placeOf('d3', 'pain'))
    expect(entry).toMatchObject({ complete: true, values })
    expect(previous).toMatchObject({ visitCode: 'd1', values: { vas_back_rest: 3 } })
  })

  it('asks for a reason where a value is unusual, keeps it, and shows it again', async () => {
    const soft = (reasons: Record<string, string>) =>
      saveForm(nurse, patient, 'pre', 'demographics', { sex: 2, age: 104 }, { reasons, doneDaysAgo: 6 })
    const refused = { status: 422, reason: 'needs_reason' }
    expect(await fieldsOf(soft({}))).toMatchObject(refused)
    expect(await fieldsOf(soft({ age: '   ' }))).toMatchObject(refused)
    expect(await fieldsOf(soft({ sex: 'not this one' }))).toMatchObject(refused)
    await soft({ age: 'birth certificate seen' })
    const { entry } = await getEntryForm(nurse, 'live', placeOf('pre', 'demographics'))
    expect(entry?.reasons).toEqual({ age: 'birth certificate seen' })
  })

  it('asks for a reason for a jump against the visit before', async () => {
    const made = await makePatient(nurse, { operatedDaysAgo: 5 })
    await saveForm(nurse, made, 'd1', 'pain', { vas_back_rest: 1 }, { doneDaysAgo: 4 })
    const jump = saveForm(nurse, made, 'd3', 'pain', { vas_back_rest: 9 }, { doneDaysAgo: 2 })
    // The score is judged as well as the answer it comes from.
    expect(await fieldsOf(jump)).toEqual({
      status: 422,
      reason: 'needs_reason',
      fields: ['vas_back_rest jump'],
    })
  })

  it.each([
    ['outside the hard range', 'pain', { vas_back_rest: 10.5 }, 'vas_back_rest above_hard'],
    ['of the wrong type', 'pain', { vas_back_rest: '3' }, 'vas_back_rest not_a_number'],
    ['of an item nobody asks', 'pain', { vas_knee: 3 }, 'vas_knee unknown_item'],
    ['of a calculated item', 'pain', { vas_back: 3 }, 'vas_back calculated'],
    ['not on offer', 'urgent_signs', { urgent_bladder: 7 }, 'urgent_bladder unknown_code'],
    ['of a hidden item', 'recurrent_pain', { pain_relieved: 0, recurrent_pain: 1 }, 'recurrent_pain hidden'],
    ['missing for no known reason', 'pain', { vas_back_rest: { missing: 'lazy' } }, 'vas_back_rest'],
    ['that are no object', 'pain', [1, 2], ''],
    ['that are null', 'pain', null, ''],
  ])('refuses values %s, whatever reason is given', async (_what, instrument, values, expected) => {
    const reasons = { vas_back_rest: 'because', recurrent_pain: 'because', urgent_bladder: 'because' }
    const version = instrument === 'pain' ? 1 : 0
    const found = await fieldsOf(saveForm(nurse, patient, 'd3', instrument, values, { reasons, version }))
    expect(found.status).toBe(422)
    expect(found.reason).toBeUndefined()
    expect(String(found.fields)).toContain(expected)
  })

  it('stands where the protocol asks: no other form, no other level, no repeat of what is asked once', async () => {
    const save = (visit: string, instrument: string, repeatKey = '') =>
      fieldsOf(saveForm(nurse, patient, visit, instrument, {}, { repeatKey }))
    expect(await save('d1', 'odi')).toMatchObject({ status: 404 })
    expect(await save('d1', 'no_such_form')).toMatchObject({ status: 404 })
    expect(await save('d1', 'macnab')).toMatchObject({ status: 404 })
    const notOperated = { status: 422, fields: ['repeatKey level_not_operated'] }
    expect(await save('d1', 'leakage', 'L5')).toMatchObject(notOperated)
    expect(await save('d1', 'leakage')).toMatchObject(notOperated)
    expect(await save('d1', 'pain', 'T12')).toMatchObject({ status: 422, fields: ['repeatKey unknown'] })
  })

  it('of an operation’s form has no visit and repeats over operations', async () => {
    const place = { ...placeOf('none', 'operation', '1'), visitId: null }
    const input = { ...place, version: 0, values: {}, reasons: {}, visit: null }
    expect(await saveEntry(nurse, 'live', input)).toMatchObject({ version: 1 })
    expect(await fieldsOf(saveEntry(nurse, 'live', { ...input, repeatKey: '2' }))).toMatchObject({
      status: 422,
    })
  })
})

describe('the visit of a first form', () => {
  it('must have taken place, on a day that has come', async () => {
    const made = await makePatient(nurse, { operatedDaysAgo: 5 })
    const save = (visit: { doneOn: string; doneTime: null; mode: 'telephone' } | null) =>
      fieldsOf(saveForm(nurse, made, 'd1', 'pain', { vas_back_rest: 1 }, { visit }))
    const on = (doneOn: string) => ({ doneOn, doneTime: null, mode: 'telephone' }) as const
    expect(await save(null)).toMatchObject({ status: 422, fields: ['visit.doneOn required'] })
    expect(await save(on(daysAgo(-1)))).toMatchObject({ status: 422, fields: ['doneOn in_future'] })
    expect((await save(on(TODAY))).fields).toBe('was saved')
  })

  it('may be unscheduled: it offers every form that fits the technique', async () => {
    const made = await makePatient(nurse, { operatedDaysAgo: 5 })
    const visit = { doneOn: TODAY, doneTime: null, mode: 'telephone' } as const
    const { id } = await addUnscheduledVisit(nurse, 'live', made.enrolmentId, visit)
    const place = { enrolmentId: made.enrolmentId, visitId: id, instrument: 'odi', repeatKey: '' }
    const form = await getEntryForm(nurse, 'live', place)
    expect(form.visit).toMatchObject({ code: 'U1', state: 'done' })
    expect(form.asked.map((one) => one.id)).toEqual(expect.arrayContaining(['pain', 'odi', 'leakage']))
    expect(form.asked.map((one) => one.id)).not.toContain('macnab')
    expect(form.asked.some((one) => one.required)).toBe(false)
  })
})

describe('a draft', () => {
  const texts = { vas_back_rest: '三点五', note: 'half a sen' }

  it('comes back to its writer alone, is replaced, thrown away, and gone after a save', async () => {
    const place = placeOf('m3', 'pain')
    const clinician = await registry.callAs('clinician')
    await saveDraft(nurse, 'live', place, { baseVersion: 0, texts: { vas_back_rest: '3' } })
    await saveDraft(nurse, 'live', place, { baseVersion: 0, texts })
    expect((await getEntryForm(nurse, 'live', place)).draft).toMatchObject({ baseVersion: 0, texts })
    expect((await getEntryForm(clinician, 'live', place)).draft).toBeNull()
    await discardDraft(clinician, 'live', place)
    expect((await getEntryForm(nurse, 'live', place)).draft).not.toBeNull()
    await discardDraft(nurse, 'live', place)
    expect((await getEntryForm(nurse, 'live', place)).draft).toBeNull()
    await saveDraft(nurse, 'live', place, { baseVersion: 0, texts })
    await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 1 })
    expect((await getEntryForm(nurse, 'live', place)).draft).toBeNull()
  })

  it('is sealed, is not in the trail, and goes after 14 days', async () => {
    await saveDraft(nurse, 'live', placeOf('m12', 'pain'), { baseVersion: 0, texts })
    const [row] = await registry.asSuper<{ ciphertext: string }>('select ciphertext from draft')
    expect(row?.ciphertext).toMatch(/^v1\./)
    expect(row?.ciphertext).not.toContain('half')
    expect(await registry.asSuper(`select 1 from trail where table_name = 'draft'`)).toEqual([])
    expect(await purgeDrafts()).toBe(0)
    await registry.asSuper(`update draft set saved_at = now() - interval '15 days'`)
    expect(await purgeDrafts()).toBe(1)
  })
})

it('a new form of demographics shows what the registry knows of sex and age', async () => {
  const made = await makePatient(nurse, {
    operatedDaysAgo: 1,
    identity: { sex: 'M', birthDate: '1950-06-01' },
  })
  const form = await getEntryForm(nurse, 'live', {
    enrolmentId: made.enrolmentId,
    visitId: made.visits.pre ?? '',
    instrument: 'demographics',
    repeatKey: '',
  })
  const years = Number(daysAgo(2).slice(0, 4)) - 1950 - (daysAgo(2).slice(5) < '06-01' ? 1 : 0)
  expect(form.prefill).toEqual({ sex: 1, age: years })
})
