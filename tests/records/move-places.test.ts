import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { listMoveOptions } from '@/lib/records/entries/move-options'
import { makePatient, saveForm } from '../support/patient'
import { daysAgo, openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

/** Saved under the wrong patient: what the dialog offers at the right one, and the move there. */
async function offer(instrument: string, visit: string, repeatKey: string, values: unknown) {
  const wrong = await makePatient(nurse, { operatedDaysAgo: 100 })
  const right = await makePatient(nurse, { operatedDaysAgo: 100 })
  const told = { doneOn: daysAgo(4), doneTime: null, mode: 'telephone' } as const
  const { id } = await saveForm(nurse, wrong, visit, instrument, values, {
    repeatKey,
    visit: visit === '' ? null : told,
  })
  const { places, version } = await listMoveOptions(nurse, 'live', id, right.code)
  const free = places.filter(({ refusal }) => refusal === null)
  const [first] = free
  if (first) {
    const { visitId, repeatKey: key } = first
    const target = { enrolmentId: right.enrolmentId, visitId, repeatKey: key }
    await moveEntry(nurse, 'live', id, { version, reason: 'wrong patient', target })
  }
  return free.map(({ visitCode, repeatKey: key }) => [visitCode, key])
}

it('a line of a log can go to the next line of another patient', async () => {
  expect(await offer('adverse_event', '', '#1', {})).toEqual([[null, '#1']])
})

it('what was asked by telephone can go to the visits at which it may be asked', async () => {
  const places = await offer('nrs', 'm3', '', {})
  expect(places).toContainEqual(['m3', ''])
})
