import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getLogEntryPage } from '@/lib/records/entries/entry-page'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { getCourse } from '@/lib/records/enrolments/course'
import { makePatient, type MadePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

/** Records that belong to no visit: adverse events, and what was done about complications. */

let registry: Registry
let nurse: Call
let patient: MadePatient

const LOG = 'complication_record'
const VALUES = {
  // A partial date and a multi-choice, as the form sends them.
  comp_onset: '2026-03',
  comp_treatment: [1, 2],
  clavien_dindo: 2,
  clavien_d: 0,
  comp_outcome: 1,
  comp_resolved_on: '2026',
}

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  patient = await makePatient(nurse, { operatedDaysAgo: 40 })
})
afterAll(() => registry.close())

const open = (line: string | null = null, instrument = LOG, call = nurse) =>
  getLogEntryPage(call, 'live', patient.code, instrument, line)

const write = (repeatKey: string, version = 0, values: object = VALUES) =>
  saveEntry(nurse, 'live', {
    enrolmentId: patient.enrolmentId,
    visitId: null,
    instrument: LOG,
    repeatKey,
    version,
    values,
    reasons: {},
    visit: null,
  })

it('opens at the next line, keeps those written, and never gives a number twice', async () => {
  expect((await open()).place.repeatKey).toBe('#1')
  const first = await write('#1')
  const second = await write('#2', 0, { ...VALUES, comp_onset: '2026-04-05' })
  const page = await open()
  expect([page.place.repeatKey, page.form.repeatKeys]).toEqual(['#3', ['#1', '#2', '#3']])
  expect((await open('#1')).form.entry?.values).toEqual(VALUES)

  await voidEntry(nurse, 'live', second.id, { version: 1, reason: 'written twice' })
  expect((await open()).form.repeatKeys).toEqual(['#1', '#3'])
  await write('#1', first.version, { ...VALUES, clavien_dindo: 3 })
  const { entries } = await getCourse(nurse, 'live', patient.enrolmentId)
  expect(entries.filter(({ instrument }) => instrument === LOG)).toMatchObject([
    { repeatKey: '#1', complete: true, values: { clavien_dindo: 3, comp_treatment: [1, 2] } },
  ])
})

it('takes no line but those and the next, no form of another kind, and nobody of another site', async () => {
  await expect(write('#9')).rejects.toMatchObject({ code: 'invalid' })
  await expect(write('1')).rejects.toMatchObject({ code: 'invalid' })
  await expect(write('#2', 0, { ...VALUES, comp_onset: '2026-13' })).rejects.toMatchObject({
    code: 'invalid',
  })
  await expect(open('#9')).rejects.toMatchObject({ code: 'not_found' })
  await expect(open(null, 'pain')).rejects.toMatchObject({ code: 'not_found' })
  const elsewhere = await registry.callAs('nurse.south')
  await expect(open(null, LOG, elsewhere)).rejects.toMatchObject({ code: 'not_found' })
})
