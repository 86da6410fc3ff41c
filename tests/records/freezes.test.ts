import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listExtracts } from '@/lib/records/data/receipts'
import { createFreeze, getFreeze, listFreezes, readFreeze } from '@/lib/records/freezes/freezes'
import { runExtract } from '@/lib/tasks/extract'
import { writeFreezeFile } from '@/lib/tasks/freeze-file'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, withKey, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let researcher: Call
let patient: MadePatient

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  researcher = await registry.callAs('researcher')
  patient = await makePatient(nurse, { operatedDaysAgo: 5 })
  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 4 })
})
afterAll(() => registry.close())

const asked = { purpose: 'first submission', grain: 'visit', dates: 'days' } as const
const textOf = async (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

it('is the data as they were, byte for byte, when the record has moved on', async () => {
  const { id } = await createFreeze(researcher, 'live', { ...asked, name: 'submission 1' })
  const csv = { format: 'csv' } as const
  const live = await runExtract(researcher, 'live', { ...csv, shape: 'long', purpose: 'p' })
  const before = await writeFreezeFile(researcher, 'live', id, csv)
  expect(before.sha256).toBe(live.sha256)
  const text = await textOf(before.stream)
  const canonical = await readFreeze(researcher, 'live', id)
  expect(createHash('sha256').update(canonical.bytes).digest('hex')).toBe(canonical.freeze.sha256)
  expect((await getFreeze(researcher, 'live', id)).stale).toBe(false)

  await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 4 }, { version: 1 })
  const moved = await runExtract(researcher, 'live', { ...csv, shape: 'long', purpose: 'p' })
  expect(moved.sha256).not.toBe(live.sha256)
  const after = await writeFreezeFile(researcher, 'live', id, csv)
  expect(await textOf(after.stream)).toBe(text)
  expect((await readFreeze(researcher, 'live', id)).bytes.equals(canonical.bytes)).toBe(true)

  const frozen = await getFreeze(researcher, 'live', id)
  expect(frozen).toMatchObject({ name: 'submission 1', stale: true, protocolVersion: 1, grain: 'visit' })
  expect(frozen.changes).toContainEqual({ table: 'entry', verb: 'entry.save', rows: 1, added: 0 })
})

it('leaves with a receipt that names it', async () => {
  const { id } = await createFreeze(researcher, 'live', { ...asked, name: 'for the editor' })
  const file = await writeFreezeFile(researcher, 'live', id, { format: 'canonical' })
  expect(
    createHash('sha256')
      .update(Buffer.from(await new Response(file.stream).arrayBuffer()))
      .digest('hex'),
  ).toBe(file.sha256)
  const { rows } = await listExtracts(researcher, 'live', 1)
  expect(rows[0]).toMatchObject({
    ...{ sha256: file.sha256, format: 'canonical', purpose: 'first submission' },
    filter: { freeze: 'for the editor' },
  })
})

it('has a name of its own in the study, and a request told twice is one', async () => {
  const keyed = withKey(researcher)
  const first = await createFreeze(keyed, 'live', { ...asked, name: 'once' })
  expect(await createFreeze(keyed, 'live', { ...asked, name: 'once' })).toMatchObject({
    id: first.id,
    replayed: true,
  })
  await expect(createFreeze(researcher, 'live', { ...asked, name: 'once' })).rejects.toMatchObject({
    fields: [{ field: 'name', code: 'taken' }],
  })
})

it('is made by researchers and administrators, taken by researchers, changed by nobody', async () => {
  const admin = await registry.callAs('admin')
  const { id } = await createFreeze(admin, 'live', { ...asked, name: 'by the administrator' })
  await expect(readFreeze(admin, 'live', id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(createFreeze(nurse, 'live', { ...asked, name: 'x' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(listFreezes(nurse, 'live', 1)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(registry.asApp(`update data_freeze set name = 'y'`)).rejects.toMatchObject({ code: '42501' })
  await expect(registry.asApp(`update data_freeze_chunk set ordinal = 1`)).rejects.toMatchObject({
    code: '42501',
  })
})

it('does not show its bytes in the trail, and is not handed out when they are not what they were', async () => {
  const { id } = await createFreeze(researcher, 'live', { ...asked, name: 'tampered with' })
  const [row] = await registry.asSuper<{ payload: string }>(
    `select p.payload from trail t join trail_payload p using (chain, seq)
     where t.table_name = 'data_freeze_chunk' order by t.at desc limit 1`,
  )
  expect(row?.payload).toContain('sha256')
  expect(row?.payload).not.toContain('"body"')
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  await registry.asSuper(`update data_freeze set sha256 = repeat('0', 64) where id = $1`, [id])
  await expect(readFreeze(researcher, 'live', id)).rejects.toThrow('not what it was')
})

it('of a site is seen by who froze it alone', async () => {
  const actor = {
    ...researcher.actor,
    id: 'person:other',
    memberships: researcher.actor.memberships.map((one) => ({ ...one, siteId: registry.sites.SOUTH })),
  }
  const south = { ...researcher, actor }
  const { id } = await createFreeze(researcher, 'live', { ...asked, name: 'of both sites' })
  await expect(getFreeze(south, 'live', id)).rejects.toMatchObject({ code: 'not_found' })
  const own = await createFreeze(south, 'live', { ...asked, name: 'of the south' })
  expect((await listFreezes(south, 'live', 1)).rows.map(({ name, rows }) => [name, rows])).toEqual([
    ['of the south', 0],
  ])
  expect((await readFreeze(south, 'live', own.id)).freeze.rows).toBe(0)
})
