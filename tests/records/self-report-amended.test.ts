import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InstrumentJson } from '@/lib/codebook/json'
import type { Protocol, VisitInstrument } from '@/lib/protocol/protocol'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert, listAlerts } from '@/lib/records/complications/alerts'
import { addContact } from '@/lib/records/contacts/contacts'
import { getCourse } from '@/lib/records/enrolments/course'
import { moveProtocol } from '@/lib/records/enrolments/move-protocol'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { saveFormDraft } from '@/lib/records/instruments/drafts'
import { publishForm } from '@/lib/records/instruments/publish-form'
import { openSelfReport } from '@/lib/records/self-reports/answer'
import { revokeSelfReport } from '@/lib/records/self-reports/invite'
import { acceptSelfReport, getSelfReport, rejectSelfReport } from '@/lib/records/self-reports/review'
import { getProtocolEditor, saveProtocolDraft } from '@/lib/records/studies/protocol-drafts'
import { publishProtocol } from '@/lib/records/studies/publish-protocol'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { newContact } from '../support/probes'
import { openRegistry, type Registry } from '../support/registry'
import { ADDRESS, invite, send } from '../support/self-reports'

/** Patients answer while the study is amended. */

let registry: Registry
let admin: Call
let nurse: Call
let clinician: Call

const text = (en: string) => ({ zh: `${en}（中）`, en })
const WALKING: InstrumentJson = {
  id: 'walking',
  version: 1,
  title: text('Walking test'),
  short: text('Walk'),
  repeat: 'none',
  source: 'test',
  selfReport: true,
  items: ['walk_m', 'walk_min'].map((name) => ({
    kind: 'integer',
    name,
    label: text(name),
    measure: 'scale',
    required: true,
    hard: { min: 0, max: 2000 },
  })),
}

/** Three months ask one form more. */
const withForm = (form: VisitInstrument): Protocol => ({
  ...LIVE_PROTOCOL,
  visits: LIVE_PROTOCOL.visits.map((visit) =>
    visit.code === 'm3' ? { ...visit, instruments: [...visit.instruments, form] } : visit,
  ),
})
const WITHOUT_D3: Protocol = {
  ...LIVE_PROTOCOL,
  visits: LIVE_PROTOCOL.visits.filter(({ code }) => code !== 'd3'),
}

async function publish(definition: Protocol): Promise<number> {
  const { draftVersion: version, number: basedOn } = await getProtocolEditor(admin, 'live')
  const saved = await saveProtocolDraft(admin, 'live', { version, basedOn, definition })
  await publishProtocol(admin, 'live', { version: saved.version, reason: 'amended' })
  return basedOn + 1
}

async function publishWalking(definition: InstrumentJson): Promise<void> {
  const { version } = await saveFormDraft(admin, 'live', 'walking', { version: 0, definition })
  await publishForm(admin, 'live', 'walking', version)
}

async function move({ enrolmentId }: MadePatient, to: number): Promise<void> {
  const { version } = (await getCourse(nurse, 'live', enrolmentId)).patient
  await moveProtocol(clinician, 'live', enrolmentId, { version, to, reason: 'as amended' })
}

async function accept(id: string): Promise<void> {
  const { report } = await getSelfReport(nurse, 'live', id)
  const forms = (report?.forms ?? []).map(({ instrument, entry }) => ({
    id: instrument.id,
    entryVersion: entry?.version ?? 0,
    reasons: {},
  }))
  await acceptSelfReport(nurse, 'live', id, { version: report?.version ?? 0, forms, correction: null })
}

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

describe('a visit that the amended protocol does not plan', () => {
  let to: number
  beforeAll(async () => {
    to = await publish(WITHOUT_D3)
  })

  /** Enrolled under the amended version, they are moved back first. */
  async function makeOld(): Promise<MadePatient> {
    const made = await makePatient(nurse, { operatedDaysAgo: 4 })
    await move(made, 1)
    const { visits } = await getCourse(nurse, 'live', made.enrolmentId)
    return { ...made, visits: Object.fromEntries(visits.map(({ code, id }) => [code, id])) }
  }
  const keepsVisit = async (patient: MadePatient) => {
    await move(patient, to)
    return (await getCourse(nurse, 'live', patient.enrolmentId)).visits.some(({ code }) => code === 'd3')
  }

  it('stays with what the patient has sent, which is then taken into the record', async () => {
    const patient = await makeOld()
    const { id, token } = await invite(nurse, patient, 'd3', { forms: ['pain'] })
    await send(token)
    expect(await keepsVisit(patient)).toBe(true)
    await accept(id)
    const place = {
      enrolmentId: patient.enrolmentId,
      visitId: patient.visits.d3 ?? '',
      instrument: 'pain',
      repeatKey: '',
    }
    expect((await getEntryForm(nurse, 'live', place)).entry).not.toBeNull()
  })

  it('stays with a link that is out, which the patient can still answer', async () => {
    const patient = await makeOld()
    const { token } = await invite(nurse, patient, 'd3', { forms: ['pain'] })
    expect(await keepsVisit(patient)).toBe(true)
    await send(token)
  })

  it('stays with a contact, and with an alert that nobody has taken notice of', async () => {
    const called = await makeOld()
    await addContact(nurse, 'live', newContact(called.enrolmentId, called.visits.d3 ?? ''))
    expect(await keepsVisit(called)).toBe(true)
    const alarmed = await makeOld()
    const { id, token } = await invite(nurse, alarmed, 'd3', { forms: ['urgent_signs'] })
    await send(token, { urgent_signs: { urgent_bladder: 1 } })
    await rejectSelfReport(nurse, 'live', id, { version: 1, reason: 'a neighbour answered' })
    expect(await keepsVisit(alarmed)).toBe(true)
  })

  it('goes once the link is revoked, the report refused and notice taken', async () => {
    const patient = await makeOld()
    const sent = await invite(nurse, patient, 'd3', { forms: ['urgent_signs'] })
    await send(sent.token, { urgent_signs: { urgent_bladder: 1 } })
    await rejectSelfReport(nurse, 'live', sent.id, { version: 1, reason: 'a neighbour answered' })
    const { rows } = await listAlerts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
    for (const { id, version } of rows) await acknowledgeAlert(nurse, 'live', id, { version, note: null })
    const { id } = await invite(nurse, patient, 'd3', { forms: ['pain'] })
    await revokeSelfReport(nurse, 'live', id, { version: 1 })
    expect(await keepsVisit(patient)).toBe(false)
  })
})

describe('a form that the ward has begun and that has a later version since', () => {
  it('is asked by the version that began it, so that the answers can be accepted', async () => {
    await publishWalking(WALKING)
    await publish(withForm({ id: 'walking', version: 1, required: true }))
    const patient = await makePatient(nurse, { operatedDaysAgo: 90 })
    await saveForm(nurse, patient, 'm3', 'walking', { walk_min: 6 }, { doneDaysAgo: 0 })
    await publishWalking({ ...WALKING, items: WALKING.items.map((item) => ({ ...item, help: text('new') })) })
    await move(patient, await publish(withForm({ id: 'walking', version: 2, required: true })))
    const { id, token } = await invite(nurse, patient, 'm3', { forms: ['walking'] })
    expect((await openSelfReport(token, ADDRESS)).forms.map(({ version }) => version)).toEqual([1])
    await send(token, { walking: { walk_m: 300, walk_min: 7 } })
    await accept(id)
    expect((await getSelfReport(nurse, 'live', id)).report?.state).toBe('accepted')
  })
})
