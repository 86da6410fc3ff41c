import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { reading } from '@/lib/records/change'
import { addOperation } from '@/lib/records/enrolments/operations'
import { listWaiting } from '@/lib/records/readings/queue'
import { getReading, listEnvelopes, listReadings, saveReading } from '@/lib/records/readings/readings'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, newOperation, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
const patients: MadePatient[] = []

/** Somebody who reads pictures in study live. */
async function readerOf(name: string, site: 'NORTH' | 'SOUTH' = 'NORTH'): Promise<Call> {
  const live = { id: registry.studies.live, slug: 'live' }
  const memberships = [{ role: 'image_reader' as const, study: live, siteId: registry.sites[site] }]
  const { actor } = await registry.callAs('nurse')
  return { actor: { ...actor, id: `person:${name}`, memberships }, request: nurse.request }
}

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  for (let i = 0; i < 8; i += 1) {
    const patient = await makePatient(nurse, { identity: { name: `例阅片${i}` }, operatedDaysAgo: 3 })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 2 })
    patients.push(patient)
  }
})
afterAll(() => registry.close())

describe('the queue of an image reader', () => {
  it('holds the picture forms of visits that took place, by level, and nothing of the patient', async () => {
    const reader = await readerOf('r1')
    const { rows, total } = await listReadings(reader, 'live')
    expect(total).toBeGreaterThanOrEqual(8)
    expect(new Set(rows.map(({ instrument }) => instrument.id))).toContain('radiographs')
    const text = JSON.stringify(rows)
    for (const { code, enrolmentId, patientId, visits } of patients)
      for (const secret of [code, enrolmentId, patientId, ...Object.values(visits), '例阅片'])
        expect(text).not.toContain(secret)
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/)
    const one = await getReading(reader, 'live', rows[0]?.key ?? '')
    for (const { code, enrolmentId } of patients) {
      expect(JSON.stringify(one)).not.toContain(code)
      expect(JSON.stringify(one)).not.toContain(enrolmentId)
    }
  })

  it('is in an order of each reader’s own, the same at every look, and not that of time', async () => {
    const orderOf = async (name: string) =>
      (await listReadings(await readerOf(name), 'live')).rows.map(({ key }) => key)
    const first = await orderOf('r1')
    expect(await orderOf('r1')).toEqual(first)
    const second = await orderOf('r2')
    expect(second).not.toEqual(first)
    expect([...second].sort()).toEqual([...first].sort())
    const { rows } = await listEnvelopes(nurse, 'live')
    const pictures = (await listReadings(await readerOf('r1'), 'live')).rows.map(({ picture }) => picture)
    expect([...new Set(pictures)]).not.toEqual(rows.map(({ picture }) => picture))
  })

  it('tells the ward whose pictures go out under which number, and each number is one visit', async () => {
    const { rows } = await listEnvelopes(nurse, 'live')
    expect(new Set(rows.map(({ picture }) => picture)).size).toBe(rows.length)
    expect(rows.map(({ patient }) => patient)).toEqual(
      expect.arrayContaining(patients.map(({ code }) => code)),
    )
    await expect(listEnvelopes(await readerOf('r1'), 'live')).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('takes a reading once, by its key alone, and the form leaves the queue when it is complete', async () => {
    const reader = await readerOf('r1')
    const { rows, total } = await listReadings(reader, 'live')
    const leakage = rows.find(({ instrument }) => instrument.id === 'leakage')
    const key = leakage?.key ?? ''
    const values = { leak_detection: 1, leak: 0 }
    await saveReading(reader, 'live', key, { version: 0, values, reasons: {} })
    expect((await listReadings(reader, 'live')).total).toBe(total - 1)
    await expect(getReading(reader, 'live', key)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveReading(reader, 'live', key, { version: 1, values, reasons: {} })).rejects.toMatchObject(
      { code: 'not_found' },
    )
    const [entry] = await registry.asSuper(
      `select saved_by as by, instrument, repeat_key as level from entry where instrument = 'leakage'`,
    )
    expect(entry).toEqual({ by: 'person:r1', instrument: 'leakage', level: 'T12' })
  })

  it('asks each level once, of levels that were operated on by then, until that level is complete', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 9, levels: ['T12', 'L1'] })
    const { enrolmentId } = patient
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 8 })
    const again = {
      ...newOperation(daysAgo(4), ['L1', 'L3']),
      relation: 'same_level',
      cause: '同节段',
    } as const
    await addOperation(nurse, 'live', enrolmentId, again)
    const later = { doneOn: daysAgo(2), doneTime: null, mode: 'in_person' } as const
    await addUnscheduledVisit(nurse, 'live', enrolmentId, later)
    await saveForm(nurse, patient, 'd1', 'leakage', { leak_detection: 1, leak: 0 }, { repeatKey: 'L1' })
    const waiting = await reading(nurse, 'reading.hand_over', { study: 'live' }, (tx) => listWaiting(tx))
    const levelsAt = (visit: string) =>
      waiting
        .filter(({ place }) => place.enrolmentId === enrolmentId && place.instrument === 'leakage')
        .flatMap((one) => (one.visit === visit ? [one.place.repeatKey] : []))
    expect(levelsAt('d1')).toEqual(['T12'])
    expect(levelsAt('U1')).toEqual(['L1', 'L3', 'T12'])
  })

  it('is empty at another site, whose reader finds no key of this one', async () => {
    const south = await readerOf('r3', 'SOUTH')
    expect(await listReadings(south, 'live')).toEqual({ rows: [], total: 0 })
    const [row] = (await listReadings(await readerOf('r1'), 'live')).rows
    await expect(getReading(south, 'live', row?.key ?? '')).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      saveReading(south, 'live', row?.key ?? '', { version: 0, values: {}, reasons: {} }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})
