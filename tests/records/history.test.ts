import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { transferEnrolment } from '@/lib/records/enrolments/transfer-enrolment'
import { getEntryHistory } from '@/lib/records/entries/history'
import { PAIN } from '../support/corrections'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let south: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  south = await registry.callAs('nurse.south')
})
afterAll(() => registry.close())

describe('the history of an entry', () => {
  it('goes with the patient to another site, and tells that of no other', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 5 })
    const { id } = await saveForm(nurse, patient, 'd1', 'pain', PAIN, { doneDaysAgo: 4 })
    await saveForm(nurse, patient, 'd1', 'pain', { ...PAIN, vas_back_rest: 2 }, { version: 1 })
    await expect(getEntryHistory(south, 'live', id)).rejects.toMatchObject({ code: 'not_found' })
    const { patient: head } = await getCourse(registry.cli, 'live', patient.enrolmentId)
    await transferEnrolment(registry.cli, 'live', patient.enrolmentId, {
      version: head.version,
      site: 'SOUTH',
      reason: 'moved house',
    })
    const { versions } = await getEntryHistory(south, 'live', id)
    const changes = versions.filter((one) => one.changes.length > 0)
    expect(changes.map(({ version, by, changes: items }) => [version, by, items[0]])).toEqual([
      [2, nurse.actor.name, { item: 'vas_back_rest', before: 3, after: 2, reason: null }],
      [1, nurse.actor.name, { item: 'vas_leg_left', before: null, after: 0, reason: null }],
    ])
    await expect(getEntryHistory(nurse, 'live', id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
