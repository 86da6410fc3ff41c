import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { listAllocations } from '@/lib/records/allocations/list-allocations'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { getAllocationOf, randomise } from '@/lib/records/allocations/randomise'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { verifyTrail } from '@/lib/records/trail/verify'
import { openRegistry, TODAY, withKey, type Registry } from '../support/registry'
import { makeTrial, TWO_ARMS, type Trial } from '../support/trial'

let registry: Registry
let trial: Trial
let nurse: Call
let admin: Call

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry)
  nurse = await trial.callOf(['nurse'], 'NORTH')
  admin = await trial.callOf(['admin'])
})
afterAll(() => registry.close())

const mild = { severity: 'mild' }
const give = (id: string, strata: Record<string, string> = mild, version = 1) =>
  randomise(nurse, trial.slug, id, { version, strata })

describe('a randomised study', () => {
  it('asks for no arm at enrolment, and has none until the patient is randomised', async () => {
    const id = await trial.enrol(nurse)
    expect(await getAllocationOf(nurse, trial.slug, id)).toMatchObject({ number: null, arm: null })
    const [line] = await registry.asSuper(
      'select outcome, sex, age, number from screening where enrolment_id = $1',
      [id],
    )
    expect(line).toMatchObject({ outcome: 'enrolled', sex: 'F', age: 66 })
  })

  it('randomises nobody before there are lists, and makes one for every stratum once', async () => {
    const id = await trial.enrol(nurse)
    await expect(give(id)).rejects.toMatchObject({ reason: 'no_allocation_list' })
    await expect(prepareLists(nurse, trial.slug, { list: null })).rejects.toMatchObject({ code: 'forbidden' })
    await prepareLists(admin, trial.slug, { list: null })
    const { strata } = await listAllocations(admin, trial.slug, { page: 1 })
    expect(strata.map(({ stratum }) => stratum)).toEqual([
      'NORTH/mild',
      'NORTH/severe',
      'SOUTH/mild',
      'SOUTH/severe',
    ])
    expect(strata.every(({ total }) => total === null)).toBe(true)
    await expect(prepareLists(admin, trial.slug, { list: null })).rejects.toMatchObject({
      reason: 'allocation_lists_made',
    })
  })

  it('gives number, arm and day at once, and once only', async () => {
    const id = await trial.enrol(nurse)
    const call = withKey(nurse)
    await randomise(call, trial.slug, id, { version: 1, strata: mild })
    const given = await getAllocationOf(nurse, trial.slug, id)
    expect(given).toMatchObject({ number: '1-001', randomisedOn: TODAY, armHidden: false })
    expect(['snrb', 'plain']).toContain(given.arm)
    expect(await randomise(call, trial.slug, id, { version: 1, strata: mild })).toMatchObject({
      replayed: true,
    })
    await expect(give(id, mild, 2)).rejects.toMatchObject({ reason: 'already_randomised' })
    await expect(give(id)).rejects.toMatchObject({ code: 'conflict' })
    const rows = await registry.asSuper('select 1 from allocation where used_by = $1', [id])
    expect(rows).toHaveLength(1)
  })

  it('plans the visits that hang on the randomisation', async () => {
    const visits = trial.protocol.visits.map((visit) =>
      visit.code === 'm3' ? { ...visit, anchor: 'randomisation' as const } : visit,
    )
    const own = await makeTrial(registry, { visits })
    const ward = await own.callOf(['nurse'], 'NORTH')
    await prepareLists(await own.callOf(['admin']), own.slug, { list: null })
    const id = await own.enrol(ward)
    const target = () =>
      registry.asSuper<{ on: string | null }>(
        `select target_on::text as on from visit where enrolment_id = $1 and code = 'm3'`,
        [id],
      )
    expect(await target()).toEqual([{ on: null }])
    await randomise(ward, own.slug, id, { version: 1, strata: mild })
    expect((await target())[0]?.on).not.toBeNull()
  })

  it('refuses who left, who is not eligible by a rule, and an unanswered stratum', async () => {
    const id = await trial.enrol(nurse)
    await expect(give(id, {})).rejects.toMatchObject({
      fields: [{ field: 'strata.severity', code: 'required' }],
    })
    await expect(give(id, { severity: 'NORTH/mild' })).rejects.toMatchObject({ code: 'invalid' })
    await endEnrolment(nurse, trial.slug, id, {
      version: 1,
      endedOn: TODAY,
      reason: 'withdrawn_follow_up',
      note: null,
    })
    await expect(give(id, mild, 2)).rejects.toMatchObject({ reason: 'left_before_randomised' })

    const child = await trial.enrol(nurse)
    await registry.asSuper(
      `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
    )
    await registry.asSuper(
      `update enrolment set eligibility = '{"adult": false, "infection": false}' where id = $1`,
      [child],
    )
    await expect(give(child)).rejects.toMatchObject({
      reason: 'not_eligible',
      fields: [{ field: 'eligibility.adult', code: 'not_eligible' }],
    })
    await registry.asSuper(
      `update enrolment set eligibility = '{"adult": true, "infection": false}', consent_by = 'waived' where id = $1`,
      [child],
    )
    await expect(give(child)).rejects.toMatchObject({ reason: 'no_consent' })
  })

  it('judges a rule over a stratum when its answer is known', async () => {
    const own = await makeTrial(registry, {
      criteria: [
        { id: 'mild_only', label: { zh: '轻', en: 'mild' }, kind: 'inclusion', rule: "severity = 'mild'" },
      ],
    })
    const ward = await own.callOf(['nurse'], 'NORTH')
    await prepareLists(await own.callOf(['admin']), own.slug, { list: null })
    const id = await own.enrol(ward)
    const ask = (severity: string) => randomise(ward, own.slug, id, { version: 1, strata: { severity } })
    await expect(ask('severe')).rejects.toMatchObject({
      reason: 'not_eligible',
      fields: [{ field: 'eligibility.mild_only', code: 'not_eligible' }],
    })
    await ask('mild')
  })

  it('lets nobody of another site randomise or see a patient', async () => {
    const south = await trial.callOf(['nurse'], 'SOUTH')
    const id = await trial.enrol(nurse)
    await expect(randomise(south, trial.slug, id, { version: 1, strata: mild })).rejects.toMatchObject({
      code: 'not_found',
    })
    const page = await listAllocations(south, trial.slug, { page: 1 })
    expect(page.rows).toEqual([])
    expect(JSON.stringify({ rows: page.rows, strata: page.strata })).not.toContain('NORTH')
  })
})

describe('a list made elsewhere', () => {
  it('is used in its order within each stratum, and refuses when it is used up', async () => {
    const own = await makeTrial(registry, { randomisation: { ...TWO_ARMS, kind: 'list', bySite: false } })
    const boss = await own.callOf(['admin'])
    const ward = await own.callOf(['nurse'], 'NORTH')
    const list = ['number,severity,arm', 'R7,mild,plain', 'R3,mild,snrb', 'R9,severe,snrb'].join('\n')
    await prepareLists(boss, own.slug, { list })
    await expect(prepareLists(boss, own.slug, { list })).rejects.toMatchObject({
      fields: [{ code: 'list_number_taken' }, { code: 'list_number_taken' }, { code: 'list_number_taken' }],
    })
    const given: (string | null)[][] = []
    for (let i = 0; i < 2; i += 1) {
      const id = await own.enrol(ward)
      await randomise(ward, own.slug, id, { version: 1, strata: mild })
      const { number, arm } = await getAllocationOf(ward, own.slug, id)
      given.push([number, arm])
    }
    expect(given).toEqual([
      ['R7', 'plain'],
      ['R3', 'snrb'],
    ])
    const last = await own.enrol(ward)
    const third = () => randomise(ward, own.slug, last, { version: 1, strata: mild })
    await expect(third()).rejects.toMatchObject({ reason: 'allocation_list_exhausted' })
    const { strata } = await listAllocations(boss, own.slug, { page: 1 })
    expect(strata).toEqual([
      { stratum: 'mild', ordinal: 1, kind: 'list', used: 2, total: 2 },
      { stratum: 'severe', ordinal: 2, kind: 'list', used: 0, total: 1 },
    ])
    await prepareLists(boss, own.slug, { list: 'number,severity,arm\nR20,mild,snrb' })
    await third()
    expect(await getAllocationOf(ward, own.slug, last)).toMatchObject({ number: 'R20', arm: 'snrb' })
  })
})

describe('what was sealed', () => {
  it('cannot be changed, taken back or deleted by anybody below the superuser’s will', async () => {
    const update = (set: string) => registry.asOwner(`update allocation set ${set}`)
    await registry.asOwner(
      `select set_config('app.actor', 't', false), set_config('app.verb', 't', false), set_config('app.studies', '*', false)`,
    )
    await expect(update('used_by = null, used_at = null')).rejects.toMatchObject({ code: '42501' })
    await expect(update(`sealed_arm = 'v1'`)).rejects.toMatchObject({ code: '42501' })
    await expect(registry.asOwner('delete from allocation')).rejects.toMatchObject({ code: '42501' })
    await expect(registry.asApp('delete from allocation')).rejects.toMatchObject({ code: '42501' })
    await expect(registry.asApp(`update allocation_list set sealed_seed = 'x'`)).rejects.toMatchObject({
      code: '42501',
    })
  })

  it('does not open in another place, so lines cannot be swapped in the database', async () => {
    const own = await makeTrial(registry, { randomisation: { ...TWO_ARMS, kind: 'list', bySite: false } })
    const ward = await own.callOf(['nurse'], 'NORTH')
    const list = 'number,severity,arm\nA,mild,plain\nB,mild,snrb'
    await prepareLists(await own.callOf(['admin']), own.slug, { list })
    await registry.asSuper('alter table allocation disable trigger user')
    await registry.asSuper(
      `update allocation a set sealed_arm = b.sealed_arm from allocation b
       where a.study_id = $1 and b.study_id = $1 and a.number = 'A' and b.number = 'B'`,
      [own.id],
    )
    await registry.asSuper('alter table allocation enable trigger user')
    const id = await own.enrol(ward)
    await expect(randomise(ward, own.slug, id, { version: 1, strata: mild })).rejects.toThrow()
    const [row] = await registry.asSuper('select planned_arm from enrolment where id = $1', [id])
    expect(row).toEqual({ planned_arm: null })
    const faults = (await verifyTrail(registry.cli)).flatMap((report) => report.faults)
    expect(faults.map(({ fault }) => fault)).toEqual([
      expect.stringMatching(/^allocation .* says other than its last change$/),
    ])
  })

  it('is ciphertext of one length in tables and trail, whatever the arm', async () => {
    const rows = await registry.asSuper<{ sealed_arm: string }>('select * from allocation')
    expect(new Set(rows.map((row) => row.sealed_arm.length)).size).toBe(1)
    // What a backup of these tables holds.
    const lists = await registry.asSuper('select sealed_seed, stratum, made_by from allocation_list')
    expect(JSON.stringify([rows, lists])).not.toMatch(/snrb|plain/)
    const payloads = await registry.asSuper<{ payload: string }>(
      `select p.payload from trail_payload p join trail t using (chain, seq)
       where t.table_name = 'allocation' or t.table_name = 'allocation_list'`,
    )
    expect(payloads.length).toBeGreaterThan(5)
    for (const { payload } of payloads) {
      const { after } = JSON.parse(payload) as { after: Record<string, unknown> }
      expect(JSON.stringify({ ...after, plan: null })).not.toMatch(/snrb|plain/)
    }
  })

  it('leaves no more rows than patients: the length of a block is not to be seen', async () => {
    const rows = await registry.asSuper(
      `select 1 from allocation a join allocation_list l on l.id = a.list_id
       where l.kind = 'blocks' and a.used_by is null`,
    )
    expect(rows).toEqual([])
  })
})
