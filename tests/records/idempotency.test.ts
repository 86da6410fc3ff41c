import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '@/lib/problem'
import type { Call } from '@/lib/records/call'
import type { Done } from '@/lib/records/change'
import { registerPatient } from '@/lib/records/patients/patients'
import { recordExtract } from '@/lib/records/data/receipts'
import { makePatient, saveForm } from '../support/patient'
import { openRegistry, withKey, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
const PATIENT = { identity: null, notDuplicate: true }

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

async function countRows(table: string): Promise<number> {
  const [row] = await registry.asSuper<{ n: number }>(`select count(*)::int as n from ${table}`)
  return row?.n ?? -1
}

const register = (call: Call) => registerPatient(call, 'live', PATIENT)

describe('an idempotency key', () => {
  it('applies a request once: the second answer names the same row', async () => {
    const key = randomUUID()
    const before = await countRows('patient')
    const first = await register(withKey(nurse, key))
    const second = await register({ ...withKey(nurse, key), request: randomUUID() })
    expect(second).toEqual({ ...first, replayed: true })
    expect(first.replayed).toBe(false)
    expect(await countRows('patient')).toBe(before + 1)
  })

  it('is refused for another body, whoever asks what', async () => {
    const key = randomUUID()
    await register(withKey(nurse, key, 'one'))
    await expect(register(withKey(nurse, key, 'other'))).rejects.toMatchObject({
      code: 'key_reused',
      status: 422,
    })
  })

  it('is a person’s own', async () => {
    const key = randomUUID()
    const south = await registry.callAs('nurse.south')
    const ours = await register(withKey(nurse, key))
    const theirs = await register(withKey(south, key))
    expect(theirs.replayed).toBe(false)
    expect(theirs.id).not.toBe(ours.id)
  })

  it('keeps neither body nor answer', async () => {
    await register(withKey(nurse, randomUUID(), 'hmac-of-the-body'))
    const columns = await registry.asSuper<{ name: string }>(
      `select column_name as name from information_schema.columns where table_name = 'idempotency_key' order by 1`,
    )
    expect(columns.map((column) => column.name)).toEqual([
      'actor',
      'body_hmac',
      'created_at',
      'key',
      'resource_id',
      'resource_version',
      'verb',
    ])
  })

  it('is free again when the request failed', async () => {
    const key = randomUUID()
    const wrong = { ...PATIENT, site: 'NOWHERE' }
    await expect(registerPatient(withKey(nurse, key), 'live', wrong)).rejects.toBeInstanceOf(Problem)
    expect(await register(withKey(nurse, key))).toMatchObject({ replayed: false })
  })

  it('never doubles: twenty at once make one row; the others replay or are told to wait', async () => {
    const key = randomUUID()
    const before = await countRows('patient')
    const settled = await Promise.allSettled(Array.from({ length: 20 }, () => register(withKey(nurse, key))))
    const done = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(await countRows('patient')).toBe(before + 1)
    expect(done.filter((one) => !one.replayed)).toHaveLength(1)
    expect(new Set(done.map((one) => one.id)).size).toBe(1)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'in_progress', status: 409 })
  })

  it('replays a save of an entry whose version has moved on since', async () => {
    const patient = await makePatient(nurse, { operatedDaysAgo: 2 })
    const save = (call: Call, version: number): Promise<Done> =>
      saveForm(call, patient, 'd1', 'pain', { vas_back_rest: version }, { version, doneDaysAgo: 1 })
    const key = randomUUID()
    const first = await save(withKey(nurse, key), 0)
    await save(nurse, 1)
    expect(await save(withKey(nurse, key), 0)).toEqual({ ...first, replayed: true })
  })

  it('does not let a changed file leave under the receipt of another', async () => {
    const researcher = await registry.callAs('researcher')
    const receipt = { level: 'deidentified', format: 'csv', shape: 'wide', filter: {}, rows: 1 } as const
    const key = randomUUID()
    const leave = (sha256: string) =>
      recordExtract(withKey(researcher, key), 'extract.run', 'live', {
        ...receipt,
        sha256,
        purpose: 'a paper',
      })
    const first = await leave('aa')
    expect(await leave('aa')).toEqual({ ...first, replayed: true })
    const moved = await leave('bb')
    expect(moved.id).not.toBe(first.id)
    const rows = await registry.asSuper<{ sha256: string }>('select sha256 from extract order by 1')
    expect(rows.map((row) => row.sha256)).toEqual(['aa', 'bb'])
  })
})
