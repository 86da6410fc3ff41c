import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { isWrite } from '@/lib/contracts/contract'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson } from '@/lib/records/people/people'
import { ask, loadRoutes, makeCookie, ORIGIN, type Asking, type Route } from '../support/door'
import { makeTarget } from '../support/probes'
import { makeQualityRows } from '../support/quality-rows'
import { openRegistry, type Registry } from '../support/registry'
import { listSamples, type Sample } from '../support/samples'
import { readPlaces } from '../support/samples-of-instance'

const PASSWORD = 'a long enough password'
const doors = (await loadRoutes()).filter((route) => route.contract)
const writes = doors.filter((route) => isWrite(route.contract?.method ?? 'GET'))
const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const)

let registry: Registry
let cookie: string
let samples: Record<string, Sample>

beforeAll(async () => {
  registry = await openRegistry()
  const roles = ['nurse', 'clinician', 'researcher', 'monitor', 'image_reader'] as const
  const grants = roles.map((role) => ({ role, study: 'live', site: 'NORTH' }))
  const admin = { role: 'admin', study: 'live', site: null } as const
  const { id } = await addPerson(await registry.callAs('admin'), {
    username: 'everything',
    displayName: 'Everything',
    password: PASSWORD,
    locale: 'en',
    grants: [...grants, admin],
  })
  cookie = await makeCookie('everything', PASSWORD)
  const nurse = await registry.callAs('nurse')
  const target = await makeTarget(nurse, registry.asSuper)
  const { id: unenrolled } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
  const places = await readPlaces(registry.asSuper)
  const calls = {
    elsewhere: registry.cli,
    monitor: await registry.callAs('monitor'),
    researcher: await registry.callAs('researcher'),
  }
  samples = listSamples({
    target,
    unenrolled,
    person: { id, version: 1 },
    comparison: randomUUID(),
    ...places,
    quality: await makeQualityRows(calls, target, registry.asSuper),
  })
})
afterAll(() => registry.close())

const keyOf = (route: Route) => `${route.method} ${route.path}`
const countTrail = async () => registry.asSuper('select count(*)::int as n from trail')

/** Asks with one thing changed; tells status, code and fields, and that nothing was written. */
async function refuse(route: Route, change: Asking) {
  const before = await countTrail()
  const answer = await ask(route, { cookie, ...samples[keyOf(route)], ...change })
  const body = (await answer.json()) as {
    code: string
    title: string
    detail: string
    fields: { field: string; code: string; message: string }[]
  }
  expect(await countTrail()).toEqual(before)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  for (const text of [body.title, body.detail, ...body.fields.map((field) => field.message)]) {
    // A key that has no text is shown as itself.
    expect(text).not.toMatch(/^(problems|issues)\./)
  }
  return {
    status: answer.status,
    code: body.code,
    fields: body.fields.map((one) => `${one.field} ${one.code}`),
  }
}

describe.each(named(writes))('%s', (key, route) => {
  it('comes from our own pages', async () => {
    for (const origin of [
      null,
      'null',
      'https://evil.example',
      `${ORIGIN}.evil.example`,
      'http://localhost:3001',
    ]) {
      expect(await refuse(route, { headers: { origin } })).toMatchObject({ status: 403, code: 'bad_origin' })
    }
    // The demo is itself under each name of this machine: only then is the key looked at.
    const headers = { origin: 'http://127.0.0.1:3000', 'idempotency-key': null }
    expect(await refuse(route, { headers })).toMatchObject({ status: 400, code: 'malformed' })
  })

  it('carries a key', async () => {
    for (const value of [null, '', 'one', `${randomUUID()}0`]) {
      const answer = await refuse(route, { headers: { 'idempotency-key': value } })
      expect(answer).toEqual({ status: 400, code: 'malformed', fields: ['Idempotency-Key required'] })
    }
  })

  it('is JSON of bounded size', async () => {
    const text = JSON.stringify(samples[key]?.body)
    expect(await refuse(route, { body: text.slice(0, -1) })).toMatchObject({ status: 400, code: 'malformed' })
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', null]) {
      expect(await refuse(route, { body: text, headers: { 'content-type': type } })).toMatchObject({
        status: 415,
      })
    }
    const large = `{"pad": "${'字'.repeat(90_000)}"}`
    expect(await refuse(route, { body: large })).toMatchObject({ status: 413, code: 'too_large' })
    expect(await refuse(route, { headers: { 'content-length': '999999999' } })).toMatchObject({ status: 413 })
  })

  it('refuses nothing, another shape and unknown fields with the field and the reason', async () => {
    for (const body of [undefined, '[]', '"text"', 'null', '7']) {
      expect(await refuse(route, { body })).toMatchObject({ status: 422, code: 'invalid' })
    }
    const { status, fields } = await refuse(route, { body: { ...samples[key]?.body, extra_field: 1 } })
    expect([status, fields]).toEqual([422, ['extra_field not_asked']])
    for (const field of Object.keys(samples[key]?.body ?? {})) {
      // A draft holds what is not sound yet.
      if (field === 'definition') continue
      const answer = await refuse(route, { body: { ...samples[key]?.body, [field]: { odd: true } } })
      expect(answer.status, field).toBe(422)
      // Items of a form and parts of a plan are named from where they begin.
      const whole = field === 'values' || field === 'plan'
      expect(answer.fields.join(), field).toContain(whole ? ' ' : field)
    }
  })
})

describe.each(named(doors.filter((route) => route.path.includes('['))))('%s', (_key, route) => {
  it('finds nothing under an id or a study that cannot be one', async () => {
    const { params = {} } = samples[keyOf(route)] ?? {}
    const wrong = ['x', '%00', '../..', randomUUID().slice(1), "' or 1=1", 'LV-001', '']
    for (const value of wrong) {
      for (const name of Object.keys(params)) {
        // A form may be called x.
        if (name === 'instrument' && value === 'x') continue
        const answer = await refuse(route, { params: { ...params, [name]: value } })
        expect(answer, `${name}=${value}`).toMatchObject({ status: 404, code: 'not_found' })
      }
    }
  })
})

describe.each(named(doors.filter((route) => route.method === 'GET')))('%s', (_key, route) => {
  it('refuses a query that it does not know', async () => {
    const { query = {} } = samples[keyOf(route)] ?? {}
    expect(await refuse(route, { query: { ...query, surprise: '1' } })).toMatchObject({
      status: 400,
      fields: ['surprise not_asked'],
    })
  })
})

describe('an answer', () => {
  const route = doors.find((one) => keyOf(one) === 'POST /studies/[study]/patients') as Route
  it('speaks the language of the person, or of the cookie of a stranger', async () => {
    const title = async (asking: Asking) =>
      (
        (await (await ask(route, { params: { study: 'live' }, body: {}, ...asking })).json()) as {
          title: string
        }
      ).title
    const nurse = await makeCookie('nurse')
    expect(await title({ cookie })).toMatch(/^[\x20-\x7e’]+$/)
    expect(await title({ cookie: nurse })).toMatch(/[\u4e00-\u9fff]/)
    expect(await title({ cookie: null })).toMatch(/[\u4e00-\u9fff]/)
  })

  it('to a replay is the row as it was made', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const make = async () => (await ask(route, { cookie, ...samples[keyOf(route)], headers })).json()
    const first = (await make()) as object
    expect(await make()).toEqual({ ...first, replayed: true })
    const other = await ask(route, { cookie, params: { study: 'live' }, body: { identity: null }, headers })
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, 'key_reused'])
  })

  it('to a forged or foreign cookie is 401', async () => {
    const forged = [
      `suivi=${cookie.slice(6, -3)}abc`,
      'suivi=x',
      `next-auth.session-token=${cookie.slice(6)}`,
    ]
    for (const wrong of forged) {
      expect((await ask(route, { ...samples[keyOf(route)], cookie: wrong })).status).toBe(401)
    }
  })

  it('to a failure names a number to quote and nothing else', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await registry.asSuper('alter table patient rename to patient_gone')
    const answer = await ask(route, { cookie, ...samples[keyOf(route)] })
    await registry.asSuper('alter table patient_gone rename to patient')
    const body = (await answer.json()) as Record<string, unknown>
    expect([answer.status, body.code, body.extra, body.fields]).toEqual([500, 'failed', {}, []])
    expect(said.mock.calls.join()).toContain(String(body.request))
    expect(JSON.stringify(body)).not.toMatch(/prisma|relation|patient_gone|select/i)
    said.mockRestore()
  })
})
