import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { readPeopleQuality, readQuality, type Quality } from '@/lib/records/quality/quality'
import { typeSecond } from '@/lib/records/quality/second-entries'
import { addVerification } from '@/lib/records/quality/verifications'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { lockVisit } from '@/lib/records/visits/lock-visit'
import { raiseQuery } from '@/lib/records/queries/queries'
import { propCi } from '@/lib/stats/effects/prop-ci'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makePatient, saveForm } from '../support/patient'
import { changeProtocol } from '../support/protocol'
import { asMonitor } from '../support/quality-rows'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let researcher: Call
let quality: Quality

const pain = {
  vas_back_rest: 3,
  vas_back_activity: 4,
  vas_leg_left: 0,
  vas_leg_right: { missing: 'refused' },
}

beforeAll(async () => {
  registry = await openRegistry()
  await changeProtocol(registry, 'live', { doubleEntry: 1 })
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  researcher = await registry.callAs('researcher')
  const first = await makePatient(nurse, { operatedDaysAgo: 20 })
  const second = await makePatient(nurse, { operatedDaysAgo: 20 })
  // Entered 19 and 18 days after the visit: late.
  const a = await saveForm(nurse, first, 'd1', 'pain', pain, { doneDaysAgo: 19 })
  const b = await saveForm(nurse, second, 'd1', 'pain', { ...pain, vas_leg_right: 1 }, { doneDaysAgo: 18 })
  await makePatient(await registry.callAs('nurse.south'))
  // Signed, corrected, and the other visit locked.
  const place = { enrolmentId: first.enrolmentId, visitId: first.visits.d1 ?? '', instrument: 'pain' }
  const form = await getEntryForm(clinician, 'live', { ...place, repeatKey: '' })
  await signVisit(clinician, 'live', place.visitId, {
    ...{ version: form.visit?.version ?? 0, entries: [{ id: a.id, version: 1 }] },
    ...{ meaning: 'reviewed', password: DEMO_PASSWORD },
  })
  await addVerification(asMonitor(nurse), 'live', { entryId: a.id, version: 1, items: null })
  await addVerification(asMonitor(nurse), 'live', { entryId: b.id, version: 1, items: null })
  await saveForm(
    nurse,
    first,
    'd1',
    'pain',
    { ...pain, vas_back_rest: 2 },
    { version: 1, correction: 'misread' },
  )
  const other = await getEntryForm(clinician, 'live', {
    ...{
      enrolmentId: second.enrolmentId,
      visitId: second.visits.d1 ?? '',
      instrument: 'pain',
      repeatKey: '',
    },
  })
  await lockVisit(clinician, 'live', other.visit?.id ?? '', { version: other.visit?.version ?? 0 })
  await raiseQuery(clinician, 'live', { entryId: a.id, item: 'vas_leg_left', text: 'sure?' })
  const rows = await registry.asSuper<{ id: string; entry: string }>(
    'select id, entry_id as entry from second_entry',
  )
  for (const { id, entry } of rows) {
    const typed = entry === a.id ? { ...pain, vas_back_rest: 9 } : { ...pain, vas_leg_right: 1 }
    await typeSecond(clinician, 'live', id, { version: 1, values: typed })
  }
  quality = await readQuality(researcher, 'live')
}, 60_000)
afterAll(() => registry.close())

describe('the figures of quality', () => {
  it('count forms of the visits that took place, and what is missing of which values', () => {
    expect(quality.forms).toEqual([
      {
        ...{ visit: 'd1', instrument: 'pain', version: 1, visits: 2, entered: 2, complete: 2, items: 8 },
        ...{ notDone: 0, refused: 1, unknown: 0, notApplicable: 0, passed: 0 },
      },
    ])
  })

  it('count each site apart: visits, signatures that stand and fell, locks, delays, ticks', () => {
    const [north, south] = quality.sites
    expect(north).toEqual({
      ...{ site: 'NORTH', patients: 2, done: 2, complete: expect.any(Number) },
      ...{ signed: 0, locked: 1, signatures: 1, fallen: 1 },
      ...{ forms: 2, delayMedian: 18.5, delayed: 2, openQueries: 1, verified: 1, verifiedStale: 1 },
    })
    expect(south).toMatchObject({ site: 'SOUTH', patients: 1, done: 0, forms: 0, delayMedian: null })
  })

  it('tell queries of persons and of the checks apart, with their age', () => {
    expect(quality.queries).toMatchObject([{ kind: 'persons', state: 'open', count: 1 }])
    expect(quality.queries[0]?.medianDays).toBeLessThan(1)
  })

  it('give the error rate of second typing over the items compared, with its interval', () => {
    const { second } = quality
    expect(second).toMatchObject({ wanted: 0, agreed: 1, differs: 1, resolved: 0, differing: 1 })
    expect(second.compared).toBeGreaterThanOrEqual(8)
    expect(second.interval).toEqual((propCi(1, second.compared) as { wilson: unknown }).wilson)
  })

  it('say who entered what to those who look after it, and not to researchers', async () => {
    const people = await readPeopleQuality(clinician, 'live')
    expect(people).toMatchObject([{ forms: 2, items: 8, missing: 1, passed: 0, again: 1, delayed: 2 }])
    await expect(readPeopleQuality(researcher, 'live')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(readQuality(nurse, 'live')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('are of one’s own site alone where one is limited to it', async () => {
    const south = await readQuality(await registry.callAs('clinician.south'), 'live')
    expect(south.sites.map(({ site }) => site)).toEqual(['SOUTH'])
    expect([south.forms, south.queries, south.second.compared]).toEqual([[], [], 0])
  })

  it('name nobody', () => {
    expect(JSON.stringify(quality)).not.toMatch(/LV-\d|person:|misread/)
  })
})
