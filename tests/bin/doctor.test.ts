import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runDoctor } from '../../bin/cli/doctor'
import { openRegistry, type Registry } from '../support/registry'
import { keepHouse } from '../../worker/housekeeping'

interface Answer {
  readonly ok: boolean
  readonly facts: Record<string, unknown>
  readonly troubles: readonly string[]
}

let registry: Registry
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  registry = await openRegistry()
  environment = { ...process.env }
})
afterEach(() => {
  Object.assign(process.env, environment)
  process.exitCode = 0
})
afterAll(() => registry.close())

/** The answer, and what a person would have read. */
async function ask(): Promise<Answer & { readonly lines: string[] }> {
  const lines: string[] = []
  const answer = await runDoctor({
    noun: 'doctor',
    verb: '',
    rest: [],
    options: new Map(),
    json: false,
    call: registry.cli,
    say: (line) => lines.push(line),
    readFile: () => new Uint8Array(),
  })
  return { ...(answer as Answer), lines }
}

describe('doctor', () => {
  it('says that nobody has verified the trail yet, and nothing else, of a new registry', async () => {
    const { ok, troubles } = await ask()
    expect(ok).toBe(false)
    expect(troubles).toEqual([expect.stringContaining('"npm run worker"')])
    expect(process.exitCode).toBe(1)
  })

  it('names what the registry stands on', async () => {
    await keepHouse()
    const { ok, facts, lines } = await ask()
    expect(ok).toBe(true)
    expect(facts).toMatchObject({
      mode: 'demo',
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      role: 'suivi_app',
      'pending migrations': 0,
      'master key': 'is the key of this database',
      'trail.verify': { ok: true, faults: 0 },
    })
    expect(Number.parseInt(String(facts.postgresql), 10)).toBeGreaterThanOrEqual(15)
    expect(lines.at(-1)).toBe('Nothing to mend.')
    expect(process.exitCode).not.toBe(1)
  })

  it('tells no secret', async () => {
    const said = (await ask()).lines.join('\n')
    const { SUIVI_SECRET = '', SUIVI_MASTER_KEY = '', DATABASE_URL = '' } = process.env
    for (const secret of [SUIVI_SECRET, SUIVI_MASTER_KEY, new URL(DATABASE_URL).password]) {
      expect(said).not.toContain(secret)
    }
  })

  it('recognises a master key that is not the one of the database', async () => {
    // Keys are derived once a process, so the mark is changed instead.
    const [{ key_check: known } = { key_check: '' }] = await registry.asSuper<{ key_check: string }>(
      'select key_check from instance',
    )
    await registry.asSuper('update instance set key_check = $1', [randomBytes(16).toString('hex')])
    const { facts, troubles } = await ask()
    await registry.asSuper('update instance set key_check = $1', [known])
    expect(facts['master key']).toBe('is of another database')
    expect(troubles).toEqual([expect.stringContaining('SUIVI_MASTER_KEY is not the key')])
  })

  it('does not hang or dump a trace where no database answers', async () => {
    process.env.DATABASE_URL = 'postgresql://suivi_app:x@127.0.0.1:1/suivi'
    expect((await ask()).troubles).toEqual([expect.stringMatching(/^The database of DATABASE_URL does not/)])
  })

  it('finds a weak secret, a mighty role, a migration that is pending and a trail that is broken', async () => {
    process.env.SUIVI_SECRET = 'short'
    expect((await ask()).troubles).toEqual([expect.stringContaining('SUIVI_SECRET has fewer than 32')])
    process.env.SUIVI_SECRET = environment.SUIVI_SECRET

    process.env.DATABASE_URL = registry.database.superUrl
    expect((await ask()).troubles).toContainEqual(expect.stringContaining('superuser'))
    process.env.DATABASE_URL = registry.database.appUrl

    await registry.asSuper('alter table trail_payload disable trigger keep')
    await registry.asSuper(`update trail_payload set payload = '{}' where chain = 'system' and seq = 1`)
    await registry.asSuper('alter table trail_payload enable trigger keep')
    await keepHouse()
    expect((await ask()).troubles).toEqual([expect.stringContaining('The trail is not whole')])

    const last = `(select max(migration_name) from _prisma_migrations)`
    await registry.asSuper(`delete from _prisma_migrations where migration_name = ${last}`)
    expect((await ask()).troubles).toEqual([expect.stringContaining('1 migrations are pending')])
  })
})
