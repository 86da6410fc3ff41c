import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { findPatients, getPatient } from '@/lib/records/patients/patients'
import { updateIdentity } from '@/lib/records/patients/update-identity'
import { makePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const IDENTITY = { name: '例更名', sex: 'F', birthDate: '1951-02-03', hospitalNumber: 'ZY-77' } as const
const find = async (query: string) =>
  (await findPatients(nurse, 'live', query)).map(({ patientId }) => patientId)

describe('an identity that is corrected', () => {
  it('is sealed, found by the new values and not by the old; the telephone stays', async () => {
    const identity = { ...IDENTITY, phone: '13700001111' }
    const { patientId } = await makePatient(nurse, { identity })
    const next = { name: '例正名', sex: 'F', birthDate: '1951-02-03', idNumber: 'X1' } as const
    await updateIdentity(nurse, 'live', patientId, { version: 1, identity: next })
    expect(await getPatient(nurse, 'live', patientId)).toMatchObject({
      version: 2,
      identity: { ...next, phone: '13700001111' },
    })
    for (const gone of ['例更名', 'ligengming', 'ZY-77']) expect(await find(gone)).toEqual([])
    for (const found of ['例正名', 'lzm', 'X1', '13700001111']) expect(await find(found)).toEqual([patientId])
    const rows = await registry.asSuper<{ row: string }>(
      `select i::text as row from patient_identity i where patient_id = $1
       union all select payload from trail join trail_payload using (chain, seq) where row_id in
         (select id from patient_identity where patient_id = $1)`,
      [patientId],
    )
    expect(rows.length).toBeGreaterThan(1)
    for (const { row } of rows) expect(row).not.toMatch(/例正名|例更名|ZY-77|1951-02-03/)
  })

  it('leaves an access event and a row of the trail', async () => {
    const { patientId } = await makePatient(nurse, { identity: IDENTITY })
    await updateIdentity(nurse, 'live', patientId, { version: 1, identity: { name: '例甲' } })
    const [told] = await registry.asSuper(
      `select (select count(*)::int from access_event where patient_id = $1 and verb = 'patient.update') as seen,
         (select count(*)::int from trail where row_id = $1 and verb = 'patient.update') as trail`,
      [patientId],
    )
    expect(told).toEqual({ seen: 1, trail: 1 })
  })

  it('of an older version is a conflict that shows the current one and records the look', async () => {
    const { patientId } = await makePatient(nurse, { identity: IDENTITY })
    await updateIdentity(nurse, 'live', patientId, { version: 1, identity: { name: '例乙' } })
    await expect(
      updateIdentity(nurse, 'live', patientId, { version: 1, identity: { name: '例丙' } }),
    ).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 2, identity: { name: '例乙' } } },
    })
    const [seen] = await registry.asSuper(
      `select count(*)::int from access_event where patient_id = $1 and verb = 'patient.read'`,
      [patientId],
    )
    expect(seen).toMatchObject({ count: expect.any(Number) })
    expect(seen?.count).toBeGreaterThan(0)
  })

  it('may be given to somebody registered without one', async () => {
    const { patientId } = await makePatient(nurse)
    await updateIdentity(nurse, 'live', patientId, { version: 1, identity: { name: '例后补' } })
    expect(await find('例后补')).toEqual([patientId])
  })
})
