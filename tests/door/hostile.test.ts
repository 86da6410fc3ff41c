import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { isWrite } from '@/lib/contracts/contract'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson } from '@/lib/records/people/people'
import { verifyTrail } from '@/lib/records/trail/verify'
import { ask, loadRoutes, makeCookie, type Route } from '../support/door'
import { makeTarget } from '../support/probes'
import { openRegistry, type Registry } from '../support/registry'
import { listSamples, type Sample } from '../support/samples'
import { readPlaces } from '../support/samples-of-instance'

const PASSWORD = 'a long enough password'
const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2_147_483_648,
  1e308,
  '',
  ' ',
  'x'.repeat(5_000),
  'a\0b',
  '\ud800',
  '😀',
  '\u202e',
  "'; drop table entry; --",
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
  '24:00',
  '00000000-0000-0000-0000-000000000000',
  [],
  [null],
  {},
  { 'a\0b': 1, __proto__: 1 },
  { missing: 'unknown' },
]

const doors = (await loadRoutes()).filter((route) => route.contract)
const keyOf = (route: Route) => `${route.method} ${route.path}`

let registry: Registry
let cookie: string
let samples: Record<string, Sample>

beforeAll(async () => {
  registry = await openRegistry()
  const roles = ['nurse', 'clinician', 'researcher', 'admin'] as const
  await addPerson(await registry.callAs('admin'), {
    username: 'everything',
    displayName: 'Everything',
    password: PASSWORD,
    locale: 'en',
    grants: [
      ...roles.map((role) => ({ role, study: 'live', site: null })),
      { role: 'admin', study: null, site: null },
    ],
  })
  cookie = await makeCookie('everything', PASSWORD)
  const nurse = await registry.callAs('nurse')
  const target = await makeTarget(nurse, registry.asSuper)
  const { id: unenrolled } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
  const person = { id: nurse.actor.personId ?? '', version: 1 }
  const places = await readPlaces(registry.asSuper)
  samples = listSamples({ target, unenrolled, person, comparison: randomUUID(), ...places })
})
afterAll(() => registry.close())

/** The same value with one leaf or branch replaced, for each of them. */
function* listVariants(value: unknown, replacement: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key]
    const put = (made: unknown) =>
      Array.isArray(value)
        ? value.map((one, i) => (String(i) === key ? made : one))
        : { ...value, [key]: made }
    yield put(replacement)
    for (const variant of listVariants(inner, replacement)) yield put(variant)
  }
}

it.each(
  doors
    .filter((route) => isWrite(route.contract?.method ?? 'GET'))
    .map((route) => [keyOf(route), route] as const),
)(
  '%s takes or refuses whatever stands in its body',
  async (key, route) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const failures: string[] = []
    for (const hostile of HOSTILE) {
      for (const body of listVariants(samples[key]?.body, hostile)) {
        const answer = await ask(route, { cookie, ...samples[key], body })
        const text = await answer.text()
        if (answer.status >= 500) failures.push(`${answer.status} ${JSON.stringify(body).slice(0, 300)}`)
        if (answer.status >= 400) expect(text).not.toMatch(/"message":"(issues|problems)\./)
        else if (key === 'PATCH /people/[id]') break
      }
    }
    expect(failures, said.mock.calls.join('\n').slice(0, 2_000)).toEqual([])
    said.mockRestore()
  },
  120_000,
)

it.each(doors.filter((route) => route.method === 'GET').map((route) => [keyOf(route), route] as const))(
  '%s takes or refuses whatever stands in its query',
  async (key, route) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const failures: string[] = []
    const { shape } = route.contract?.query as unknown as { shape: Record<string, unknown> }
    for (const name of Object.keys(shape)) {
      for (const hostile of [
        '',
        ' ',
        '0',
        '-1',
        '999999',
        '1e9',
        'x'.repeat(3_000),
        "'--",
        '%',
        '😀',
        '\ud800',
        'LV-001',
      ]) {
        const answer = await ask(route, {
          cookie,
          ...samples[key],
          query: { ...samples[key]?.query, [name]: hostile },
        })
        if (answer.status >= 500) failures.push(`${answer.status} ${name}=${hostile.slice(0, 50)}`)
        await answer.text()
      }
    }
    expect(failures, said.mock.calls.join('\n').slice(0, 2_000)).toEqual([])
    said.mockRestore()
  },
)

it('left a registry that holds', async () => {
  expect((await verifyTrail(registry.cli)).flatMap((report) => report.faults)).toEqual([])
})
