import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getCourse } from '@/lib/records/enrolments/course'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { listMatrix } from '@/lib/records/enrolments/matrix'
import { getPatient } from '@/lib/records/patients/patients'
import { raiseQuery } from '@/lib/records/queries/queries'
import { addVerification, voidVerification } from '@/lib/records/quality/verifications'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { asMonitor } from '../support/quality-rows'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let monitor: Call
let patient: MadePatient
let entryId: string

const pain = { vas_back_rest: 3, vas_back_activity: 4, vas_leg_left: 0, vas_leg_right: 1 }

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  monitor = asMonitor(await registry.callAs('clinician'))
  patient = await makePatient(nurse, { identity: { name: '例名字' }, operatedDaysAgo: 3 })
  entryId = (await saveForm(nurse, patient, 'd1', 'pain', pain, { doneDaysAgo: 2 })).id
})
afterAll(() => registry.close())

const form = (call: Call) =>
  getEntryForm(call, 'live', {
    ...{ enrolmentId: patient.enrolmentId, visitId: patient.visits.d1 ?? '' },
    ...{ instrument: 'pain', repeatKey: '' },
  })

async function verifiedInMatrix(): Promise<number | undefined> {
  const { rows } = await listMatrix(nurse, 'live', { page: 1 })
  return rows[0]?.cells.find(({ code }) => code === 'd1')?.verified
}

describe('a monitor', () => {
  it('reads the record by its code, without identities, and enters nothing', async () => {
    const { patient: head } = await getCourse(monitor, 'live', patient.code)
    expect(head).toMatchObject({ code: patient.code, name: null, phone: null })
    expect((await listMatrix(monitor, 'live', { page: 1 })).rows).toHaveLength(1)
    await expect(getPatient(monitor, 'live', patient.patientId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveForm(monitor, patient, 'd3', 'pain', pain)).rejects.toMatchObject({ code: 'forbidden' })
    const seen = await registry.asSuper('select 1 from access_event where actor = $1', [monitor.actor.id])
    expect(seen).toEqual([])
  })

  it('asks back', async () => {
    await expect(
      raiseQuery(monitor, 'live', { entryId, item: 'vas_leg_left', text: 'the chart says 2' }),
    ).resolves.toMatchObject({ version: 1 })
  })
})

describe('a tick', () => {
  it('stands until a value it covers is another, and says which', async () => {
    await addVerification(monitor, 'live', { entryId, version: 1, items: null })
    expect((await form(nurse)).ticks).toMatchObject([{ items: null, changed: [], own: false }])
    expect(await verifiedInMatrix()).toBe(1)
    await saveForm(nurse, patient, 'd1', 'pain', { ...pain, vas_leg_left: 2 }, { version: 1 })
    expect((await form(monitor)).ticks).toMatchObject([{ items: null, changed: ['vas_leg_left'], own: true }])
    expect(await verifiedInMatrix()).toBe(0)
    await addVerification(monitor, 'live', { entryId, version: 2, items: ['vas_leg_left'] })
    expect((await form(monitor)).ticks[0]).toMatchObject({ items: ['vas_leg_left'], changed: [] })
    await saveForm(nurse, patient, 'd1', 'pain', { ...pain, vas_leg_left: 2 }, { version: 2 })
    // The same values once more change nothing.
    expect((await form(monitor)).ticks[0]).toMatchObject({ changed: [] })
  })

  it('is of the save that was read, of items there are, and the monitor’s alone', async () => {
    const at = { entryId, version: 1, items: null }
    await expect(addVerification(monitor, 'live', at)).rejects.toMatchObject({ code: 'conflict' })
    const unknown = { entryId, version: 3, items: ['nonsense'] }
    await expect(addVerification(monitor, 'live', unknown)).rejects.toMatchObject({ code: 'invalid' })
    await expect(addVerification(nurse, 'live', { ...at, version: 3 })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const south = asMonitor(await registry.callAs('clinician.south'))
    await expect(addVerification(south, 'live', at)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is taken back by who made it, with a reason', async () => {
    const { ticks } = await form(monitor)
    const [tick] = ticks
    const back = (call: Call, reason: string) =>
      voidVerification(call, 'live', tick?.id ?? '', { version: 1, reason })
    const other = asMonitor(nurse)
    await expect(back(other, 'x')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(back(monitor, ' ')).rejects.toMatchObject({ code: 'invalid' })
    await back(monitor, 'another patient’s chart')
    expect((await form(monitor)).ticks).toHaveLength(ticks.length - 1)
  })
})
