import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert, listAlerts } from '@/lib/records/complications/alerts'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { openSelfReport, sendSelfReport } from '@/lib/records/self-reports/answer'
import {
  acceptSelfReport,
  getSelfReport,
  rejectSelfReport,
  type Acceptance,
} from '@/lib/records/self-reports/review'
import { countSelfReports, listSelfReports } from '@/lib/records/self-reports/self-reports'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'
import { ADDRESS, answerAll, invite, nobodyCalls, send } from '../support/self-reports'

let registry: Registry
let nurse: Call
let clinician: Call
const QUIET = {
  urgent_bladder: 0,
  urgent_bowel: 0,
  urgent_saddle: 0,
  urgent_weakness: 0,
  urgent_fever: 0,
}
const SELF = { mode: 'self', relation: null } as const

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const open = (token: string) => openSelfReport(token, ADDRESS)
const followed = () => makePatient(nurse, { operatedDaysAgo: 90 })
const nothing = { code: 'not_found', status: 404 }

/** Everything a report holds, over what was seen to stand. */
async function acceptance(id: string, more: Partial<Acceptance> = {}): Promise<Acceptance> {
  const { report } = await getSelfReport(nurse, 'live', id)
  const forms = (report?.forms ?? []).map(({ instrument, entry }) => ({
    id: instrument.id,
    entryVersion: entry?.version ?? 0,
    reasons: {},
  }))
  return { version: report?.version ?? 0, forms, correction: null, ...more }
}

async function readForm(patient: MadePatient, instrument: string, visit = 'm3') {
  const visitId = patient.visits[visit] ?? ''
  return getEntryForm(nurse, 'live', { enrolmentId: patient.enrolmentId, visitId, instrument, repeatKey: '' })
}

describe('what is sent', () => {
  it('is sent once, of two at the same moment too; the same request again is answered as before', async () => {
    const { id, token } = await invite(nurse, await followed(), 'm3')
    const { forms } = await open(token)
    const told = { token, ...SELF, answers: answerAll(forms) }
    const calls = Array.from({ length: 6 }, () => nobodyCalls())
    const done = await Promise.allSettled(calls.map((call) => sendSelfReport(call, told, ADDRESS)))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of done) if (one.status === 'rejected') expect(one.reason).toMatchObject(nothing)
    const winner = calls[done.findIndex(({ status }) => status === 'fulfilled')]
    if (winner) expect(await sendSelfReport(winner, told, ADDRESS)).toMatchObject({ replayed: true })
    const rows = await registry.asSuper('select 1 from self_report where link_id = $1', [id])
    expect(rows).toHaveLength(1)
    expect(await registry.asSuper('select 1 from self_report_draft where link_id = $1', [id])).toEqual([])
  })

  it('waits for the ward, urgent ones on top, and enters nothing by itself', async () => {
    const before = await countSelfReports(nurse, 'live')
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { urgent_signs: { urgent_bladder: 1 } })
    expect(await countSelfReports(nurse, 'live')).toBe(before + 1)
    const { rows } = await listSelfReports(nurse, 'live', { page: 1 })
    expect(rows[0]).toMatchObject({
      id,
      state: 'sent',
      urgent: true,
      mode: 'self',
      patientCode: patient.code,
    })
    expect((await readForm(patient, 'pain')).entry).toBeNull()
    expect((await readForm(patient, 'pain')).visit?.doneOn).toBeNull()
  })

  it('raises an urgent sign before anybody accepts it, which no other save withdraws', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { urgent_signs: { urgent_saddle: 1, urgent_fever: 1 } })
    const alerts = async () =>
      (await listAlerts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })).rows
    expect(await alerts()).toMatchObject([{ urgent: true, ruleId: 'urgent-signs', visitCode: 'm3' }])
    await saveForm(nurse, patient, 'd1', 'urgent_signs', QUIET, { doneDaysAgo: 89 })
    const [raised] = await alerts()
    expect(raised).toMatchObject({ acknowledgedAt: null })
    await acknowledgeAlert(nurse, 'live', raised?.id ?? '', {
      version: raised?.version ?? 0,
      note: 'sent to us',
    })
    await acceptSelfReport(nurse, 'live', id, await acceptance(id))
    // The entry says the same: nobody has to take notice twice.
    expect(await alerts()).toMatchObject([{ id: raised?.id, acknowledgementNote: 'sent to us' }])
  })

  it('raised and accepted before anybody took notice, it is one alert that falls with its entry', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { urgent_signs: { urgent_weakness: 1 } })
    await acceptSelfReport(nurse, 'live', id, await acceptance(id))
    const alerts = async () =>
      (await listAlerts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })).rows
    expect(await alerts()).toMatchObject([{ urgent: true, acknowledgedAt: null }])
    await saveForm(nurse, patient, 'm3', 'urgent_signs', QUIET, { version: 1 })
    expect(await alerts()).toEqual([])
  })

  it('names nobody in the trail but the link, and holds ciphertext there', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { pain: { vas_back_rest: 6.7 } })
    const rows = await registry.asSuper<{ actor: string; payload: string }>(
      `select t.actor, p.payload from trail t join trail_payload p using (chain, seq)
       where t.verb = 'self_report.answer' and t.actor = $1`,
      [`self-report:${id}`],
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { payload } of rows) {
      expect(payload).not.toContain(token)
      expect(payload).not.toContain('vas_back_rest')
    }
  })
})

describe('the ward', () => {
  it('takes it into the record: entries of mode self, visit dated by the sending, scores run', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    const answers = await send(token, { pain: { vas_back_rest: 3.4 } })
    await acceptSelfReport(nurse, 'live', id, await acceptance(id))
    const form = await readForm(patient, 'pain')
    expect(form.entry).toMatchObject({ values: answers.pain, version: 1 })
    expect(form.entry?.scores.vas_back).toMatchObject({ value: 3.4 })
    expect(form.visit).toMatchObject({ doneOn: daysAgo(0), mode: 'self_report' })
    const rows = await registry.asSuper(
      `select distinct n.mode, l.id, t.actor, t.reason, t.verb from entry n join self_report r on r.id = n.self_report_id
       join self_report_link l on l.id = r.link_id join trail t on t.row_id = n.id where l.id = $1`,
      [id],
    )
    expect(rows).toEqual([
      { mode: 'self', id, actor: nurse.actor.id, reason: `self-report ${id}`, verb: 'self_report.accept' },
    ])
    expect((await getSelfReport(nurse, 'live', id)).report).toMatchObject({ state: 'accepted', version: 2 })
  })

  it('keeps that a relative answered', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    const { forms } = await open(token)
    const told = { token, mode: 'proxy', relation: 'child', answers: answerAll(forms) } as const
    await sendSelfReport(nobodyCalls(), told, ADDRESS)
    await acceptSelfReport(nurse, 'live', id, await acceptance(id))
    const modes = await registry.asSuper('select distinct mode from entry where visit_id = $1', [
      patient.visits.m3,
    ])
    expect(modes).toEqual([{ mode: 'proxy' }])
  })

  it('overwrites nothing unseen: an entry made meanwhile is shown, and saved over only at its version', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { pain: { vas_back_rest: 1 } })
    const blind = await acceptance(id)
    const typed = { vas_back_rest: 5, vas_back_activity: 5, vas_leg_left: 0, vas_leg_right: 0 }
    await saveForm(nurse, patient, 'm3', 'pain', typed, { doneDaysAgo: 0 })
    await expect(acceptSelfReport(nurse, 'live', id, blind)).rejects.toMatchObject({
      code: 'conflict',
      extra: { form: 'pain', current: { version: 1, values: typed } },
    })
    expect((await readForm(patient, 'odi')).entry).toBeNull()
    const seen = await acceptance(id)
    const kept = { ...seen, forms: seen.forms.filter((form) => form.id !== 'pain') }
    await acceptSelfReport(nurse, 'live', id, kept)
    expect((await readForm(patient, 'pain')).entry).toMatchObject({ values: typed, version: 1 })
    expect((await readForm(patient, 'odi')).entry).not.toBeNull()
    expect((await readForm(patient, 'odi')).visit?.mode).toBe('in_person')
  })

  it('keeps what it has filled in itself of a form that patients answer', async () => {
    const patient = await followed()
    const own = { eq_index: -0.8, eq_value_set: 9, eq_value_set_other: 'ours' }
    const reasons = { eq_index: 'reckoned twice' }
    await saveForm(nurse, patient, 'm3', 'eq5d5l', own, { doneDaysAgo: 0, reasons })
    const { id, token } = await invite(nurse, patient, 'm3', { forms: ['eq5d5l'] })
    const { eq5d5l } = await send(token, { eq5d5l: { eq_vas: 70 } })
    await acceptSelfReport(nurse, 'live', id, await acceptance(id))
    const { entry } = await readForm(patient, 'eq5d5l')
    expect(entry?.values).toEqual({ ...eq5d5l, ...own })
    expect(entry).toMatchObject({ version: 2, reasons })
  })

  it('gives a reason for what is unusual, as always', async () => {
    const patient = await followed()
    const low = { vas_back_rest: 0, vas_back_activity: 0, vas_leg_left: 0, vas_leg_right: 0 }
    await saveForm(nurse, patient, 'd1', 'pain', low, { doneDaysAgo: 89 })
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token, { pain: { vas_back_rest: 9 } })
    const input = await acceptance(id)
    await expect(acceptSelfReport(nurse, 'live', id, input)).rejects.toMatchObject({
      reason: 'needs_reason',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'pain.vas_back_rest', code: 'jump' }),
      ]),
    })
    const reasons = { vas_back_rest: 'called back, it is so' }
    const forms = input.forms.map((form) => (form.id === 'pain' ? { ...form, reasons } : form))
    await acceptSelfReport(nurse, 'live', id, { ...input, forms })
    expect((await readForm(patient, 'pain')).entry?.reasons).toEqual(reasons)
  })

  it('refuses it with a reason; of two who judge one does, and the answers stay to be read', async () => {
    const patient = await followed()
    const { id, token } = await invite(nurse, patient, 'm3')
    await send(token)
    const input = await acceptance(id)
    const both = await Promise.allSettled([
      rejectSelfReport(nurse, 'live', id, { version: 1, reason: 'a neighbour answered' }),
      acceptSelfReport(clinician, 'live', id, input),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const other = await invite(nurse, await followed(), 'm3')
    await send(other.token)
    await rejectSelfReport(nurse, 'live', other.id, { version: 1, reason: 'a neighbour answered' })
    const { report } = await getSelfReport(nurse, 'live', other.id)
    expect(report).toMatchObject({ state: 'rejected', reason: 'a neighbour answered' })
    expect(report?.forms.length).toBeGreaterThan(0)
    await expect(
      rejectSelfReport(nurse, 'live', other.id, { version: 2, reason: 'again' }),
    ).rejects.toMatchObject({ code: 'conflict' })
  })
})
