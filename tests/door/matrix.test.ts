import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePlan } from '@/lib/analysis/plan'
import { POLICY, type Role, type Verb } from '@/lib/access/verbs'
import { CONTRACTS } from '@/lib/contracts/all'
import { isWrite } from '@/lib/contracts/contract'
import { DOCX_TYPE } from '@/lib/exchange/docx-write'
import type { Call } from '@/lib/records/call'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson, updatePerson } from '@/lib/records/people/people'
import { addSite } from '@/lib/records/studies/sites'
import { runComparison } from '@/lib/tasks/compare'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makeCourseRows } from '../support/course-rows'
import { ask, loadRoutes, makeCookie, type Route } from '../support/door'
import { makePatient, saveForm } from '../support/patient'
import { makeTarget } from '../support/probes'
import { makeQualityRows } from '../support/quality-rows'
import { openRegistry, type Registry } from '../support/registry'
import { placeForm } from '../support/samples-of-forms'
import { listSamples, namesRow, type SampleContext } from '../support/samples'
import { readPlaces } from '../support/samples-of-instance'

/** Routes that are no door: what they tell is no secret. A closed list. */
const OPEN = ['GET /openapi.json']
const PASSWORD = 'a long enough password'
const OF_INSTANCE = /^\/(trail|people)/
/** For administrators of every study alone. */
const OF_ALL = /^(\w+ \/sites\b.*|POST \/studies|PATCH \/studies\/\[study\])$/

const OF_EVERY_SITE =
  /^(PUT|POST|DELETE) \/studies\/\[study\]\/(protocol\/|definitions\b|allocations$|instruments\/.*\/(draft|versions)$)/

/** What does not answer with JSON. */
const FILES: Readonly<Record<string, string>> = {
  'POST /studies/[study]/extracts': 'text/csv',
  'POST /studies/[study]/freezes/[id]/file': 'text/csv',
  'POST /studies/[study]/comparisons/[id]/programs': 'application/zip',
  'GET /studies/[study]/comparisons/[id]/pack': DOCX_TYPE,
}

const routes = await loadRoutes()
const doors = routes.filter((route) => route.contract)
const keyOf = (route: Pick<Route, 'path' | 'method'>) => `${route.method} ${route.path}`

let registry: Registry
let nurse: Call
let comparison: string
const cookies = new Map<string, string>()

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  const admin = await registry.callAs('admin')
  await addSite(admin, { code: 'EAST', nameZh: '东院', nameEn: 'East', timeZone: 'Asia/Shanghai' })
  const people = {
    'live.admin': { role: 'admin', study: 'live', site: null },
    'live.assessor': { role: 'assessor', study: 'live', site: 'NORTH' },
    'live.reader': { role: 'image_reader', study: 'live', site: 'NORTH' },
    'site.admin': { role: 'admin', study: 'live', site: 'NORTH' },
    'ovcf.nurse': { role: 'nurse', study: 'ovcf', site: 'NORTH' },
    'ovcf.clinician': { role: 'clinician', study: 'ovcf', site: null },
    'ovcf.researcher': { role: 'researcher', study: 'ovcf', site: null },
    'ovcf.admin': { role: 'admin', study: 'ovcf', site: null },
    disabled: { role: 'clinician', study: 'live', site: null },
  } as const
  for (const [username, grant] of Object.entries(people)) {
    const input = {
      username,
      displayName: username,
      password: PASSWORD,
      locale: 'en',
      grants: [grant],
    } as const
    const { id } = await addPerson(admin, input)
    cookies.set(username, await makeCookie(username, PASSWORD))
    if (username === 'disabled') await updatePerson(admin, id, 1, { kind: 'disable' })
  }
  for (const username of [
    'nurse',
    'clinician',
    'researcher',
    'admin',
    'nurse.south',
    'clinician.south',
    'monitor',
  ]) {
    cookies.set(username, await makeCookie(username))
  }
  // Somebody to compare with.
  const other = await makePatient(nurse, { arm: 'peld', operatedDaysAgo: 2 })
  await saveForm(nurse, other, 'd1', 'pain', { vas_back_rest: 2 }, { doneDaysAgo: 1 })
  const plan = makePlan({
    study: 'live',
    group: { variable: 'arm', order: ['pvp', 'peld'] },
    rows: [{ variable: 'vas_back_rest', visit: 'd1' }],
  })
  await makeTarget(nurse, registry.asSuper)
  comparison = (await runComparison(await registry.callAs('researcher'), 'live', plan)).id
})
afterAll(() => registry.close())

let shared: SampleContext | undefined
let hired = 0

/** Rows to ask for: their own for a request that will change them, else the same for all. */
async function makeContext(fresh: boolean): Promise<SampleContext> {
  if (!fresh && shared) return shared
  const target = await makeTarget(nurse, registry.asSuper)
  const { id: unenrolled } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
  const { id } = await addPerson(await registry.callAs('admin'), {
    username: `managed.${(hired += 1)}`,
    displayName: 'Managed',
    password: PASSWORD,
    locale: 'en',
    grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
  })
  const places = await readPlaces(registry.asSuper)
  const made = {
    target,
    unenrolled,
    mistaken: (await makePatient(nurse)).enrolmentId,
    comparison,
    person: { id, version: 1 },
    ...places,
    form: await placeForm(registry.asSuper, target),
    quality: await makeQualityRows(await qualityCalls(), target, registry.asSuper),
    rows: await makeCourseRows(nurse, await registry.callAs('clinician'), target),
  }
  if (!fresh) shared = made
  return made
}

async function qualityCalls() {
  const [monitor, researcher] = await Promise.all([registry.callAs('monitor'), registry.callAs('researcher')])
  return { elsewhere: registry.cli, monitor, researcher }
}

/** Those of the cast who are made here, under another password than the demo's. */
const MADE = [
  'live.assessor',
  'live.reader',
  'live.admin',
  'site.admin',
  'ovcf.nurse',
  'ovcf.clinician',
  'ovcf.researcher',
  'ovcf.admin',
]

interface Somebody {
  readonly roles: readonly Role[]
  readonly study: 'live' | 'ovcf' | 'every'
  readonly site: 'NORTH' | 'SOUTH' | 'every'
}
const CAST: Readonly<Record<string, Somebody | null>> = {
  anonymous: null,
  disabled: null,
  nurse: { roles: ['nurse'], study: 'live', site: 'NORTH' },
  clinician: { roles: ['clinician'], study: 'live', site: 'NORTH' },
  researcher: { roles: ['researcher'], study: 'live', site: 'every' },
  monitor: { roles: ['monitor'], study: 'live', site: 'every' },
  admin: { roles: ['admin'], study: 'every', site: 'every' },
  'nurse.south': { roles: ['nurse'], study: 'live', site: 'SOUTH' },
  'clinician.south': { roles: ['clinician'], study: 'live', site: 'SOUTH' },
  'live.admin': { roles: ['admin'], study: 'live', site: 'every' },
  'live.assessor': { roles: ['assessor'], study: 'live', site: 'NORTH' },
  'live.reader': { roles: ['image_reader'], study: 'live', site: 'NORTH' },
  'site.admin': { roles: ['admin'], study: 'live', site: 'NORTH' },
  'ovcf.nurse': { roles: ['nurse'], study: 'ovcf', site: 'NORTH' },
  'ovcf.clinician': { roles: ['clinician'], study: 'ovcf', site: 'every' },
  'ovcf.researcher': { roles: ['researcher'], study: 'ovcf', site: 'every' },
  'ovcf.admin': { roles: ['admin'], study: 'ovcf', site: 'every' },
}

/** What the table of rights, and nothing else, says of a request for a row of NORTH in study live. */
function expectStatus(who: Somebody | null, route: Route, success: number): number {
  // There is an administrator, so there is no set-up; and the token of the sample opens nothing.
  if (route.contract?.open) return 404
  if (!who) return 401
  const verb = route.contract?.verb as Verb
  const allowed =
    verb === 'person.update_own' || who.roles.some((role) => (POLICY[verb] as readonly Role[]).includes(role))
  if (OF_ALL.test(keyOf(route))) {
    if (who.study === 'ovcf' && route.path.includes('[study]')) return 404
    return allowed && who.study === 'every' ? success : 403
  }
  if (!route.path.includes('[study]')) {
    if (!OF_INSTANCE.test(route.path)) return success
    if (!allowed || (who.site !== 'every' && who.study !== 'every')) return 403
    if (route.method === 'GET' || who.study !== 'ovcf') return success
    // The sample names study live: a role there is not theirs to give, a person there not theirs to see.
    return route.path.includes('[id]') ? 404 : 403
  }
  if (who.study === 'ovcf') return 404
  if (!allowed) return 403
  // A protocol binds every site.
  if (OF_EVERY_SITE.test(keyOf(route)) && who.site !== 'every') return 403
  // The researcher's comparison is over every site, and so is what the researcher froze.
  if (/^GET .*\/(comparisons|freezes)\/\[id\]/.test(keyOf(route)) && who.site !== 'every') return 404
  return who.site === 'SOUTH' && namesRow(keyOf(route)) ? 404 : success
}

describe('a route file', () => {
  it('exports doors alone, named as its folder, with a verb of the table', () => {
    expect(routes.filter((route) => !route.contract).map(keyOf)).toEqual(OPEN)
    for (const { path, method, contract } of doors) {
      expect(contract).toMatchObject({ path, method })
      expect(Object.keys(POLICY)).toContain(contract?.verb)
    }
  })

  it('stands for each contract, and a contract for each', () => {
    expect(doors.map(keyOf).sort()).toEqual(CONTRACTS.map(keyOf).sort())
  })

  it('has a sample in this matrix', async () => {
    const samples = listSamples(await makeContext(false))
    expect(Object.keys(samples).sort()).toEqual(doors.map(keyOf).sort())
  })
})

describe.each(doors.map((route) => [keyOf(route), route] as const))('%s', (key, route) => {
  const success = route.contract?.status ?? 0

  it.each(Object.entries(CAST))('answers %s by the table of rights', async (name, who) => {
    const refused = listSamples(await makeContext(false))[key]?.status
    const succeeds = success === 201 && key.includes('extracts') ? 200 : success
    const expected = expectStatus(who, route, refused ?? succeeds)
    const acts = expected < 300 && isWrite(route.contract?.method ?? 'GET')
    const context = await makeContext(acts)
    const password = MADE.includes(name) ? PASSWORD : DEMO_PASSWORD
    const sample = listSamples({ ...context, password })[key]
    const before = await countWrites()
    const restore = key === 'POST /me/password' ? await keepPasswords() : null
    const answer = await ask(route, { cookie: cookies.get(name) ?? null, ...sample })
    const text = await answer.text()
    await restore?.()
    expect(`${answer.status} ${answer.status === expected ? '' : text}`).toBe(`${expected} `)
    expect(answer.headers.get('content-type')).toMatch(
      expected >= 400 ? 'application/problem+json' : (FILES[key] ?? 'application/json'),
    )
    if (expected >= 400) {
      expect(await countWrites()).toEqual(before)
      expect(JSON.parse(text)).toMatchObject({ status: expected, fields: [], request: expect.any(String) })
    }
    if (who?.site === 'SOUTH' && expected < 300) expect(text).not.toContain('NORTH')
  })
})

/** Others of the cast sign with the password they came with. */
async function keepPasswords(): Promise<() => Promise<void>> {
  const people = await registry.asSuper<{ id: string; password_hash: string }>(
    'select id, password_hash from person',
  )
  await registry.asSuper(
    `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
  )
  return async () => {
    for (const { id, password_hash } of people)
      await registry.asSuper('update person set password_hash = $2 where id = $1 and password_hash <> $2', [
        id,
        password_hash,
      ])
  }
}

/** What anything written leaves. */
async function countWrites() {
  return registry.asSuper(
    'select (select count(*)::int from trail) as trail, (select count(*)::int from draft) as drafts',
  )
}
