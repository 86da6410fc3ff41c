import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { countOpenQueries, listQueries } from '@/lib/records/queries/list-queries'
import { raiseQuery, updateQuery, type QueryAct } from '@/lib/records/queries/queries'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { openRegistry, withKey, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let patient: MadePatient
let entryId: string

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  patient = await makePatient(nurse, { operatedDaysAgo: 5 })
  entryId = (await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 4 })).id
})
afterAll(() => registry.close())

const ask = (call: Call, item: string, text = '3 还是 2？') =>
  raiseQuery(call, 'live', { entryId, item, text })
const act = (call: Call, id: string, version: number, verb: QueryAct, text = '') =>
  updateQuery(call, 'live', id, { version, act: verb, text })

async function readQueries(visit = 'd1', of = patient, as = nurse) {
  const form = await getEntryForm(as, 'live', {
    enrolmentId: of.enrolmentId,
    visitId: of.visits[visit] ?? null,
    instrument: 'pain',
    repeatKey: '',
  })
  return form.queries
}

describe('a query', () => {
  it('is asked, answered with a new value, closed by who asked, and opened again; all of it stays', async () => {
    const key = withKey(clinician)
    const { id } = await ask(key, 'vas_back_rest')
    expect(await ask(key, 'vas_back_rest')).toMatchObject({ id: expect.any(String), replayed: true })
    await expect(ask(nurse, 'vas_back_rest')).rejects.toMatchObject({ reason: 'query_exists' })
    await saveForm(nurse, patient, 'd1', 'pain', { vas_back_rest: 2 }, { version: 1 })
    await act(nurse, id, 1, 'answer', '原始记录为 2，已更正')
    await expect(act(nurse, id, 2, 'close')).rejects.toMatchObject({ reason: 'query_of_another' })
    await expect(act(clinician, id, 1, 'close')).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 2, state: 'answered' } },
    })
    await act(clinician, id, 2, 'close')
    await expect(act(nurse, id, 3, 'answer', 'more')).rejects.toMatchObject({ reason: 'query_state' })
    await act(nurse, id, 3, 'reopen', '又有疑问')
    const [query] = await readQueries()
    expect(query).toMatchObject({ id, item: 'vas_back_rest', state: 'open', version: 4, own: false })
    expect(query?.messages.map(({ act: said, value, entryVersion }) => [said, value, entryVersion])).toEqual([
      ['raised', 3, 1],
      ['answered', 2, 2],
      ['closed', 2, 2],
      ['reopened', 2, 2],
    ])
    expect(query?.messages[1]).toMatchObject({ by: nurse.actor.name, text: '原始记录为 2，已更正' })
    expect((await readQueries('d1', patient, clinician))[0]?.own).toBe(true)
    await act(clinician, id, 4, 'close', '')
    const trail = await registry.asSuper<{ verb: string }>(
      `select verb from trail where table_name = 'data_query' and row_id = $1 order by seq`,
      [id],
    )
    expect(trail.map(({ verb }) => verb)).toEqual([
      'query.raise',
      'query.update',
      'query.update',
      'query.update',
      'query.update',
    ])
  })

  it('needs words, an item of the form, and an entry within reach', async () => {
    const south = await registry.callAs('clinician.south')
    const researcher = await registry.callAs('researcher')
    await expect(ask(nurse, 'vas_leg_left', '  ')).rejects.toMatchObject({
      fields: [{ field: 'text', code: 'required' }],
    })
    await expect(ask(nurse, 'no_such_item')).rejects.toMatchObject({
      fields: [{ field: 'item', code: 'unknown' }],
    })
    await expect(ask(south, 'vas_leg_left')).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask(researcher, 'vas_leg_left')).rejects.toMatchObject({ code: 'forbidden' })
    const { id } = await ask(nurse, 'vas_leg_left')
    await expect(act(south, id, 1, 'close')).rejects.toMatchObject({ code: 'not_found' })
    await expect(act(nurse, id, 1, 'answer', '')).rejects.toMatchObject({
      fields: [{ field: 'text', code: 'required' }],
    })
    await act(nurse, id, 1, 'close')
    expect(await listQueries(south, 'live', { page: 1 })).toEqual({ rows: [], total: 0, own: [] })
  })

  it('asked twice at once is one', async () => {
    const asked = await Promise.allSettled([
      ask(nurse, 'vas_leg_right'),
      ask(clinician, 'vas_leg_right'),
      ask(nurse, 'vas_leg_right', 'again'),
    ])
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('goes with its entry, and out of the list when the entry is voided', async () => {
    const from = await makePatient(nurse, { operatedDaysAgo: 5 })
    const to = await makePatient(nurse, { operatedDaysAgo: 5 })
    const saved = await saveForm(nurse, from, 'd1', 'pain', { vas_back_rest: 3 }, { doneDaysAgo: 4 })
    await raiseQuery(nurse, 'live', { entryId: saved.id, item: 'vas_back_rest', text: 'whose?' })
    const before = await countOpenQueries(nurse, 'live')
    await moveEntry(nurse, 'live', saved.id, {
      version: 1,
      reason: 'wrong patient',
      target: { enrolmentId: to.enrolmentId, visitId: to.visits.d1 ?? '', repeatKey: '' },
    })
    expect(await readQueries('d1', from)).toEqual([])
    expect(await readQueries('d1', to)).toMatchObject([{ item: 'vas_back_rest', state: 'open' }])
    const { rows } = await listQueries(nurse, 'live', { page: 1, state: 'open' })
    expect(rows).toContainEqual(
      expect.objectContaining({
        patientCode: to.code,
        visitCode: 'd1',
        instrument: 'pain',
        question: 'whose?',
        lastBy: nurse.actor.name,
      }),
    )
    expect(await countOpenQueries(nurse, 'live')).toBe(before)
    await voidEntry(nurse, 'live', saved.id, { version: 2, reason: 'neither' })
    expect(await countOpenQueries(nurse, 'live')).toBe(before - 1)
  })
})
