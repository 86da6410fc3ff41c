import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ItemValue } from '@/lib/codebook/item'
import type { Call } from '@/lib/records/call'
import { acknowledgeAlert, listAlerts, type AlertRow } from '@/lib/records/complications/alerts'
import { acceptSelfReport, getSelfReport } from '@/lib/records/self-reports/review'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'
import { invite, send } from '../support/self-reports'

/** Signs that cannot wait: what a patient sends stays before the ward until somebody takes notice of it. */

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const followed = () => makePatient(nurse, { operatedDaysAgo: 90 })
const BLADDER = { urgent_bladder: 1 }
const QUIET = {
  urgent_bladder: 0,
  urgent_bowel: 0,
  urgent_saddle: 0,
  urgent_weakness: 0,
  urgent_fever: 0,
}

async function report(patient: MadePatient, signs: Record<string, ItemValue> = {}): Promise<string> {
  const { id, token } = await invite(nurse, patient, 'm3', { forms: ['urgent_signs'] })
  await send(token, { urgent_signs: signs })
  return id
}

async function accept(id: string): Promise<void> {
  const { report: sent } = await getSelfReport(nurse, 'live', id)
  const forms = (sent?.forms ?? []).map(({ instrument, entry }) => ({
    id: instrument.id,
    entryVersion: entry?.version ?? 0,
    reasons: {},
  }))
  await acceptSelfReport(nurse, 'live', id, { version: sent?.version ?? 0, forms, correction: null })
}

/** The signs of the alerts that wait for notice, oldest first. */
async function listOpen({ enrolmentId }: MadePatient): Promise<string[]> {
  const { rows } = await listAlerts(nurse, 'live', { enrolmentId, open: true, page: 1 })
  return rows.map(({ evidence }) => evidence.map(({ key }) => key).join())
}

async function takeNotice({ enrolmentId }: MadePatient): Promise<void> {
  const { rows } = await listAlerts(nurse, 'live', { enrolmentId, open: true, page: 1 })
  const take = ({ id, version }: AlertRow) => acknowledgeAlert(nurse, 'live', id, { version, note: null })
  for (const row of rows) await take(row)
}

it('the same signs sent again after notice was taken are a new alert, each time', async () => {
  const patient = await followed()
  for (let times = 1; times <= 3; times += 1) {
    await report(patient, BLADDER)
    expect(await listOpen(patient)).toEqual(['urgent_bladder'])
    await takeNotice(patient)
  }
  const { total } = await listAlerts(nurse, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
  expect(total).toBe(3)
})

it('sent twice before anybody took notice they are one alert', async () => {
  const patient = await followed()
  await report(patient, BLADDER)
  await report(patient, BLADDER)
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
})

it('sent again and accepted, the new alert waits through later saves and falls with its entry alone', async () => {
  const patient = await followed()
  await report(patient, BLADDER)
  await takeNotice(patient)
  await accept(await report(patient, BLADDER))
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
  await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 1 })
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
  await saveForm(nurse, patient, 'm3', 'urgent_signs', QUIET, { version: 1 })
  expect(await listOpen(patient)).toEqual([])
})

it('a quiet report accepted later leaves the alert of the earlier one open, whatever is saved then', async () => {
  const patient = await followed()
  await report(patient, BLADDER)
  await accept(await report(patient))
  await saveForm(nurse, patient, 'm3', 'pain', { vas_back_rest: 1 })
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
})

it('a report of other signs accepted later takes its own alert into the record, not the earlier one', async () => {
  const patient = await followed()
  await report(patient, BLADDER)
  await accept(await report(patient, { urgent_fever: 1 }))
  expect(await listOpen(patient)).toEqual(['urgent_bladder', 'urgent_fever'])
  await saveForm(nurse, patient, 'm3', 'urgent_signs', QUIET, { version: 1 })
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
})

it('what the ward typed and takes back does not take back what the patient has sent meanwhile', async () => {
  const patient = await followed()
  const { token } = await invite(nurse, patient, 'm3', { forms: ['urgent_signs'] })
  await saveForm(nurse, patient, 'm3', 'urgent_signs', { ...QUIET, ...BLADDER }, { doneDaysAgo: 0 })
  await send(token, { urgent_signs: BLADDER })
  await saveForm(nurse, patient, 'm3', 'urgent_signs', QUIET, { version: 1 })
  expect(await listOpen(patient)).toEqual(['urgent_bladder'])
})
