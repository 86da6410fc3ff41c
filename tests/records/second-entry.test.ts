import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { isChosen } from '@/lib/records/quality/choose-second'
import { getSecond, listSecond } from '@/lib/records/quality/list-second'
import { resolveSecond, typeSecond, waiveSecond } from '@/lib/records/quality/second-entries'
import { addPerson } from '@/lib/records/people/people'
import { findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { newId } from '@/lib/records/ids'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { changeProtocol } from '../support/protocol'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call
let clinician: Call
let second: Call
let third: Call

beforeAll(async () => {
  registry = await openRegistry()
  await changeProtocol(registry, 'live', { doubleEntry: 1 })
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
  second = await hire('second.nurse')
  third = await hire('third.nurse')
})
afterAll(() => registry.close())

async function hire(username: string): Promise<Call> {
  const password = 'a long enough password'
  const grants = [{ role: 'nurse', study: 'live', site: 'NORTH' }] as const
  await addPerson(registry.cli, { username, displayName: username, password, locale: 'en', grants })
  const actor = await findActor((await signIn(username, password, 'test')).token)
  if (!actor) throw new Error(`${username} has no session`)
  return { actor: { ...actor, mustChangePassword: false }, request: newId() }
}

const pain = { vas_back_rest: 3, vas_back_activity: 4, vas_leg_left: 0, vas_leg_right: 1 }

async function enter(values: object = pain): Promise<{ id: string; entryId: string; patient: MadePatient }> {
  const patient = await makePatient(nurse, { operatedDaysAgo: 3 })
  const { id: entryId } = await saveForm(nurse, patient, 'd1', 'pain', values, { doneDaysAgo: 2 })
  const [row] = await registry.asSuper<{ id: string }>('select id from second_entry where entry_id = $1', [
    entryId,
  ])
  return { id: row?.id ?? '', entryId, patient }
}

async function valuesOf(entryId: string) {
  const [row] = await registry.asSuper<{ values: object; version: number }>(
    'select "values", version from entry where id = $1',
    [entryId],
  )
  return row
}

describe('the choice of forms', () => {
  it('is the share that was asked for, and the same each time', () => {
    const ids = Array.from({ length: 20_000 }, () => randomUUID())
    const chosen = ids.filter((id) => isChosen(id, 0.1))
    // Six standard deviations of a binomial.
    expect(Math.abs(chosen.length - 2000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.1 * 0.9))
    expect(chosen.every((id) => isChosen(id, 0.1))).toBe(true)
    expect(ids.some((id) => isChosen(id, 0))).toBe(false)
    expect(ids.every((id) => isChosen(id, 1))).toBe(true)
  })

  it('is of forms of visits', async () => {
    const { patient, id } = await enter()
    expect(id).not.toBe('')
    const { enrolmentId } = patient
    const place = { enrolmentId, visitId: null, instrument: 'operation', repeatKey: '1' }
    await saveEntry(nurse, 'live', { ...place, version: 0, values: {}, reasons: {}, visit: null })
    const { rows } = await listSecond(nurse, 'live', { page: 1 })
    expect(rows.map(({ instrument }) => instrument)).not.toContain('operation')
  })
})

describe('a second typing', () => {
  it('is another person’s, who sees nothing of the first', async () => {
    const { id } = await enter()
    await expect(typeSecond(nurse, 'live', id, { version: 1, values: pain })).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'typed_first',
    })
    expect(await getSecond(nurse, 'live', id)).toMatchObject({ mayType: false })
    const page = await getSecond(second, 'live', id)
    expect(page).toMatchObject({ mayType: true, state: 'wanted', differences: null })
    expect(JSON.stringify(page)).not.toContain('vas_back_rest')
  })

  it('that says the same agrees, with what was compared', async () => {
    const { id } = await enter()
    await typeSecond(second, 'live', id, { version: 1, values: pain })
    const page = await getSecond(second, 'live', id)
    expect(page).toMatchObject({ state: 'agreed', differing: 0 })
    expect(page.compared).toBeGreaterThanOrEqual(4)
    await expect(typeSecond(third, 'live', id, { version: 2, values: pain })).rejects.toMatchObject({
      reason: 'second_typed',
    })
  })

  it('that differs is listed by item, hidden from both typists, and resolved by a third person', async () => {
    const { id, entryId } = await enter()
    const typed = { ...pain, vas_back_rest: 8, vas_leg_right: { missing: 'refused' } }
    await typeSecond(second, 'live', id, { version: 1, values: typed })
    for (const typist of [nurse, second]) {
      expect(await getSecond(typist, 'live', id)).toMatchObject({ mayResolve: false, differences: null })
    }
    const { differences, entryVersion } = await getSecond(third, 'live', id)
    expect(differences).toEqual([
      { item: 'vas_back_rest', first: 3, second: 8 },
      { item: 'vas_leg_right', first: 1, second: { missing: 'refused' } },
    ])
    const reason = 'the paper says 8'
    const resolve = (call: Call, choices: Record<string, 'first' | 'second'>) =>
      resolveSecond(call, 'live', id, { version: 2, entryVersion, choices, reason })
    const both = { vas_back_rest: 'second', vas_leg_right: 'first' } as const
    await expect(resolve(second, both)).rejects.toMatchObject({ reason: 'typed_one' })
    await expect(resolve(third, { vas_back_rest: 'second' })).rejects.toMatchObject({
      fields: [{ field: 'choices.vas_leg_right', code: 'required' }],
    })
    await resolve(third, both)
    expect(await valuesOf(entryId)).toEqual({ values: { ...pain, vas_back_rest: 8 }, version: 2 })
    const [line] = await registry.asSuper(
      `select verb, reason from trail where table_name = 'entry' and row_id = $1 order by at desc limit 1`,
      [entryId],
    )
    expect(line).toEqual({ verb: 'second_entry.resolve', reason })
    expect(await getSecond(nurse, 'live', id)).toMatchObject({
      state: 'resolved',
      differing: 2,
      choices: both,
    })
  })

  it('may be resolved by a clinician, and only against the entry as it was read', async () => {
    const { id, entryId, patient } = await enter()
    await typeSecond(second, 'live', id, { version: 1, values: { ...pain, vas_back_rest: 8 } })
    await saveForm(nurse, patient, 'd1', 'pain', { ...pain, vas_leg_left: 2 }, { version: 1 })
    const choices = { vas_back_rest: 'first', vas_leg_left: 'first' } as const
    const resolution = { version: 2, choices, reason: 'read again' }
    await expect(
      resolveSecond(clinician, 'live', id, { ...resolution, entryVersion: 1 }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await resolveSecond(clinician, 'live', id, { ...resolution, entryVersion: 2 })
    expect(await valuesOf(entryId)).toMatchObject({ version: 2 })
  })

  it('without paper is noted as that', async () => {
    const { id } = await enter()
    await waiveSecond(second, 'live', id, { version: 1, reason: 'asked on the telephone' })
    expect(await getSecond(second, 'live', id)).toMatchObject({ state: 'no_source', compared: null })
  })

  it('is of another site not to be found', async () => {
    const { id } = await enter()
    const south = await registry.callAs('nurse.south')
    await expect(getSecond(south, 'live', id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(typeSecond(south, 'live', id, { version: 1, values: pain })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})
