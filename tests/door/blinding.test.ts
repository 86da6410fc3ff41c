import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '@/lib/access/verbs'
import type { Protocol } from '@/lib/protocol/protocol'
import { armAt, type BlockPlan } from '@/lib/protocol/randomisation'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { prepareLists } from '@/lib/records/allocations/prepare-lists'
import { randomise } from '@/lib/records/allocations/randomise'
import { makeSeed, openSeed } from '@/lib/records/allocations/seal'
import { unblind } from '@/lib/records/allocations/unblind'
import { addOperation } from '@/lib/records/enrolments/operations'
import { getVisitEntryPage } from '@/lib/records/entries/entry-page'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { addPerson } from '@/lib/records/people/people'
import { ask, loadRoutes, makeCookie } from '../support/door'
import { newOperation } from '../support/patient'
import { daysAgo, openRegistry, TODAY, type Registry } from '../support/registry'
import { makeTrial, type Trial } from '../support/trial'

/*
 * What somebody must not learn is shown by two worlds that differ in nothing else: every answer of every route is the
 * same, byte by byte, in both.
 */

const PASSWORD = 'a long enough password'
const label = (text: string) => ({ zh: text, en: text })
const SIDE_BY_SIDE: Partial<Protocol> = {
  // Of every arm, whatever its technique; who was blocked says which it was.
  visits: LIVE_PROTOCOL.visits.map((visit) =>
    visit.code === 'd1'
      ? { ...visit, instruments: [...visit.instruments, { id: 'block', version: 1, required: false }] }
      : visit,
  ),
  blinding: 'single',
  blinded: ['nurse'],
  // Techniques differ, so forms, complications and operations could give the arm away.
  arms: [
    { code: 'snrb', label: label('vertebroplasty'), technique: 'PVP' },
    { code: 'plain', label: label('endoscopy'), technique: 'PELD' },
  ],
}

const gets = (await loadRoutes()).filter(({ contract, method }) => contract && method === 'GET')
let registry: Registry
let trial: Trial
let given: string
let ids: string[]
const cookies = new Map<Role, string>()
const ROLES: readonly Role[] = [
  'nurse',
  'clinician',
  'researcher',
  'monitor',
  'assessor',
  'image_reader',
  'admin',
]

beforeAll(async () => {
  registry = await openRegistry()
  trial = await makeTrial(registry, SIDE_BY_SIDE)
  const admin = await registry.callAs('admin')
  for (const role of ROLES) {
    const grants = [{ role, study: trial.slug, site: null }]
    const username = `trial.${role}`
    await addPerson(admin, { username, displayName: role, password: PASSWORD, locale: 'en', grants })
    cookies.set(role, await makeCookie(username, PASSWORD))
  }
  await prepareLists(await trial.callOf(['admin']), trial.slug, { list: null })
  const clinician = await trial.callOf(['clinician'], 'NORTH')
  given = await trial.enrol(clinician)
  await randomise(clinician, trial.slug, given, { version: 1, strata: { severity: 'mild' } })
  await addOperation(clinician, trial.slug, given, newOperation(daysAgo(1), ['L4']))
  const visits = await registry.asSuper<{ id: string; code: string }>(
    'select id, code from visit where enrolment_id = $1',
    [given],
  )
  const visitId = visits.find(({ code }) => code === 'd1')?.id ?? ''
  const { id: entryId } = await saveEntry(clinician, trial.slug, {
    enrolmentId: given,
    visitId,
    instrument: 'pain',
    repeatKey: '',
    version: 0,
    values: { vas_back_rest: 3 },
    reasons: {},
    visit: { doneOn: TODAY, doneTime: null, mode: 'in_person' },
  })
  const block = await saveEntry(clinician, trial.slug, {
    enrolmentId: given,
    visitId,
    instrument: 'block',
    repeatKey: '',
    version: 0,
    values: {},
    reasons: {},
    visit: null,
  })
  const operation = await saveEntry(clinician, trial.slug, {
    enrolmentId: given,
    visitId: null,
    instrument: 'operation',
    repeatKey: '1',
    version: 0,
    values: {},
    reasons: {},
    visit: null,
  })
  const [patient] = await registry.asSuper<{ id: string }>(
    'select patient_id as id from enrolment where id = $1',
    [given],
  )
  await trial.enrol(clinician)
  ids = [given, patient?.id ?? '', visitId, entryId, operation.id, block.id]
})
afterAll(() => registry.close())

/** Every answer somebody gets, whatever id is asked for, without what differs at every request. */
async function readEverything(role: Role): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const route of gets) {
    // Looks at identities are counted there, these among them.
    if (route.path === '/trail/access') continue
    const names = (route.path.match(/\[(\w+)\]/g) ?? []).map((name) => name.slice(1, -1))
    for (const id of names.some((name) => name !== 'study') ? [...ids, '1'] : ['']) {
      for (const query of listQueries(route.path)) {
        const answer = await ask(route, {
          cookie: cookies.get(role) ?? null,
          params: Object.fromEntries(names.map((name) => [name, name === 'study' ? trial.slug : id])),
          query,
        })
        const text = (await answer.text())
          .replaceAll(/"request":"[^"]*"/g, '')
          .replaceAll(/"seenAt":"[^"]*"/g, '')
        answers.set(`${route.path} ${id} ${JSON.stringify(query)}`, `${answer.status} ${text}`)
      }
    }
  }
  return answers
}

function listQueries(path: string): Readonly<Record<string, string>>[] {
  if (path === '/studies/[study]/entries') {
    return ['pain', 'operation', 'radiographs', 'macnab', 'block'].flatMap((instrument) => [
      { enrolment: given, visit: ids[2] ?? '', instrument },
      { enrolment: given, instrument, repeat: '1' },
    ])
  }
  if (path === '/studies/[study]/enrolments') return [{}, { arm: 'snrb' }, { arm: 'plain' }]
  if (path === '/studies/[study]/contacts') return [{ enrolment: given }]
  if (path === '/studies/[study]/patients') return [{ q: 'TR1-001' }]
  return [{}]
}

const compare = (before: Map<string, string>, after: Map<string, string>) =>
  [...before].filter(([key, text]) => after.get(key) !== text).map(([key]) => key)

const quietly = async (sql: string, values: unknown[] = []) => {
  await registry.asSuper('set session_replication_role = replica')
  await registry.asSuper(sql, values)
  await registry.asSuper('set session_replication_role = origin')
}

interface List {
  id: string
  seed: string
  plan: BlockPlan
  used: number
}

describe('the next allocation', () => {
  it.each(ROLES)('shows in no answer to a %s', async (role) => {
    const lists = await registry.asSuper<List>(
      `select l.id, l.sealed_seed as seed, l.plan, count(a.id)::int as used
       from allocation_list l left join allocation a on a.list_id = l.id where l.study_id = $1 group by l.id`,
      [trial.id],
    )
    const nextOf = ({ id, plan, used }: List, seed: string) => armAt(plan, openSeed(seed, id), used + 1)
    const before = await readEverything(role)
    for (const list of lists) {
      let other = makeSeed(list.id)
      while (nextOf(list, other) === nextOf(list, list.seed)) other = makeSeed(list.id)
      await quietly('update allocation_list set sealed_seed = $2 where id = $1', [list.id, other])
    }
    const after = await readEverything(role)
    for (const { id, seed } of lists)
      await quietly('update allocation_list set sealed_seed = $2 where id = $1', [id, seed])
    expect(compare(before, after)).toEqual([])
    expect([...before.values()].filter((text) => text.startsWith('200')).length).toBeGreaterThan(5)
    expect([...before.values()].filter((text) => text.startsWith('5'))).toEqual([])
  })
})

/** The same patient with the other arm, operated by the other technique. */
async function swapArm(): Promise<void> {
  await quietly(
    `update enrolment set planned_arm = case planned_arm when 'snrb' then 'plain' else 'snrb' end,
       received_arm = case received_arm when 'snrb' then 'plain' else 'snrb' end where id = $1`,
    [given],
  )
  await quietly(
    `update operation set planned_technique = case planned_technique when 'PVP' then 'PELD' else 'PVP' end,
       received_technique = case received_technique when 'PVP' then 'PELD' else 'PVP' end where enrolment_id = $1`,
    [given],
  )
  // Only one arm is blocked.
  await quietly(
    `update entry set voided_at = case when voided_at is null then now() end where instrument = 'block'
       and enrolment_id = $1`,
    [given],
  )
}

async function listTold(role: Role): Promise<string[]> {
  const before = await readEverything(role)
  await swapArm()
  const after = await readEverything(role)
  await swapArm()
  return compare(before, after)
}

describe('the arm of a patient', () => {
  it.each(['assessor', 'image_reader', 'nurse'] as const)(
    'shows in no answer to a blind %s',
    async (role) => {
      expect(await listTold(role)).toEqual([])
    },
  )

  it('shows in no list of saved forms, on the page of a form or under what is to be signed', async () => {
    const page = async (role: Role) =>
      JSON.stringify(
        await getVisitEntryPage(await trial.callOf([role]), trial.slug, ids[2] ?? '', 'pain', null),
      )
    expect(await page('clinician')).toContain('"block"')
    expect(await page('nurse')).toContain('"pain"')
    for (const role of ['assessor', 'nurse'] as const) expect(await page(role)).not.toContain('"block"')
  })

  it('shows where it may: to a clinician on the patient’s page, in the list and among the allocations', async () => {
    const told = await listTold('clinician')
    for (const path of [
      '/studies/[study]/enrolments ',
      '/studies/[study]/enrolments/[id] ',
      '/studies/[study]/allocations ',
    ])
      expect(told.some((key) => key.startsWith(path))).toBe(true)
  })

  it('once opened shows to the ward on the patient’s page, and to no assessor', async () => {
    const unblinder = await trial.callOf(['clinician'])
    await expect(
      unblind(unblinder, trial.slug, given, { reason: 'anaphylaxis', urgent: true }),
    ).rejects.toMatchObject({ reason: 'arm_not_hidden' })
    const dual = await trial.callOf(['clinician', 'assessor'])
    await expect(
      unblind(dual, trial.slug, given, { reason: 'anaphylaxis', urgent: true }),
    ).rejects.toMatchObject({ reason: 'stays_blind' })
    const hidden = await trial.callOf(['clinician', 'nurse'])
    await unblind(hidden, trial.slug, given, { reason: 'anaphylaxis', urgent: true })
    expect(await listTold('assessor')).toEqual([])
    expect(await listTold('image_reader')).toEqual([])
    const told = await listTold('nurse')
    expect(told.some((key) => key.startsWith('/studies/[study]/enrolments/[id] '))).toBe(true)
    expect(told.some((key) => key.startsWith('/studies/[study]/enrolments {'))).toBe(false)
    const [row] = await registry.asSuper(
      `select verb, reason from trail where table_name = 'unblinding' and study_id = $1`,
      [trial.id],
    )
    expect(row).toEqual({ verb: 'unblinding.add', reason: 'anaphylaxis' })
  })

  it('is everybody’s once follow-up is closed', async () => {
    await quietly('update study set follow_up_closed = true where id = $1', [trial.id])
    const told = await listTold('assessor')
    expect(told.some((key) => key.startsWith('/studies/[study]/enrolments'))).toBe(true)
  })
})
