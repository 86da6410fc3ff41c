import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Call } from '@/lib/records/call'
import { ask, loadRoutes, type Route } from '../support/door'
import { makePatient } from '../support/patient'
import { openRegistry, type Registry } from '../support/registry'
import { invite } from '../support/self-reports'

const FOLLOW_UP = 'https://followup.hospital.example'

let registry: Registry
let nurse: Call
let printed = ''
let routes: Route[]
let draft: Route
let send: Route

beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...parts) => {
      printed += `${parts.map(String).join(' ')}\n`
    })
  }
  process.env.SUIVI_PATIENT_URL = FOLLOW_UP
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  routes = await loadRoutes()
  const find = (path: string) => {
    const route = routes.find((one) => one.path === path)
    if (!route) throw new Error(`no route ${path}`)
    return route
  }
  draft = find('/self-reports/draft')
  send = find('/self-reports/send')
})
afterAll(async () => {
  delete process.env.SUIVI_PATIENT_URL
  await registry.close()
})

/** A day nobody else tells, so that it can be looked for. */
const CANARY = '2026-02-17'
const ANSWERS = {
  recurrent_pain: {
    pain_relieved: 1,
    pain_relieved_on: CANARY,
    recurrent_pain: 1,
    recurrent_on: CANARY,
    recurrent_nrs: 9,
    recurrent_site: 2,
  },
}
const told = (token: string) => ({ token, mode: 'proxy', relation: 'sibling', answers: ANSWERS })

async function dump(): Promise<string> {
  const relations = await registry.asSuper<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('public', 'deid') and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> '_prisma_migrations'`,
  )
  let text = ''
  for (const { name } of relations) {
    const rows = await registry.asSuper<{ row: string }>(`select t::text as row from ${name} t`)
    text += rows.map(({ row }) => row).join('\n')
  }
  return text
}

const invited = async () =>
  invite(nurse, await makePatient(nurse, { operatedDaysAgo: 90 }), 'm3', { forms: ['recurrent_pain'] })

describe('an answer and its token', () => {
  it('stand nowhere in the database while nobody has accepted: drafts, reports, trail, keys', async () => {
    const begun = await invited()
    expect((await ask(draft, { body: { ...told(begun.token), version: 0 } })).status).toBe(200)
    const sent = await invited()
    expect((await ask(draft, { body: { ...told(sent.token), version: 0 } })).status).toBe(200)
    expect((await ask(send, { body: told(sent.token) })).status).toBe(200)
    const text = await dump()
    expect(text).toContain(begun.id)
    for (const needle of [begun.token, sent.token, CANARY, 'recurrent_nrs', '"relation":"sibling"']) {
      expect(text, needle).not.toContain(needle)
    }
    // Only that somebody answered for the patient is told outside the ciphertext.
    expect(text).toContain('sibling')
  })

  it('stand in no error body and no log line, when the database fails in the middle too', async () => {
    const { token } = await invited()
    let answers = ''
    const bodies = [
      { ...told(token), version: 0, answers: { recurrent_pain: { recurrent_on: `${CANARY}x` } } },
      { ...told(token), version: 0, mode: 'self' },
      { ...told(token), version: 0, extra: CANARY },
      `{"token": "${token}", "answers": "${CANARY}"`,
      { ...told(`${token}0`), version: 0 },
      { ...told(token), version: 7 },
    ]
    for (const body of bodies) {
      const answer = await ask(draft, { body })
      expect([400, 404, 409, 422]).toContain(answer.status)
      answers += await answer.text()
    }
    for (const table of ['self_report_draft', 'self_report_link']) {
      await registry.asSuper(`alter table ${table} rename to ${table}_gone`)
      const failed = await ask(draft, { body: { ...told(token), version: 0 } })
      await registry.asSuper(`alter table ${table}_gone rename to ${table}`)
      expect(failed.status).toBe(500)
      answers += await failed.text()
    }
    expect(printed).toContain('"level":"error"')
    for (const needle of [token, CANARY, 'recurrent_nrs']) {
      expect(answers, needle).not.toContain(needle)
      expect(printed, needle).not.toContain(needle)
    }
    const [row] = await registry.asSuper<{ log: string }>(
      `select pg_read_file(regexp_replace(current_setting('data_directory'), '[^/]+/?$', 'postgres.log')) as log`,
    )
    expect(row?.log).toMatch(/self_report_draft/)
    expect(row?.log).not.toContain(token)
    expect(row?.log).not.toContain(CANARY)
  })

  it('are taken from our own pages alone; the patients’ address is good for nothing else', async () => {
    const { token } = await invited()
    for (const origin of [null, 'null', 'https://evil.example', `${FOLLOW_UP}.evil.example`]) {
      const answer = await ask(draft, { body: { ...told(token), version: 0 }, headers: { origin } })
      expect(answer.status, String(origin)).toBe(403)
    }
    const headers = { origin: FOLLOW_UP }
    expect((await ask(draft, { body: { ...told(token), version: 0 }, headers })).status).toBe(200)
    for (const route of routes.filter(
      ({ method, contract }) => method !== 'GET' && contract?.verb !== 'self_report.answer',
    )) {
      expect((await ask(route, { headers })).status, route.path).toBe(403)
    }
  })
})
