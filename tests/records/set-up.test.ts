import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { disconnect } from '@/lib/records/db'
import { findActor } from '@/lib/records/people/sessions'
import { isSetupOpen, makeSetupCode, setUp } from '@/lib/records/people/set-up'
import { signIn } from '@/lib/records/people/sign-in'
import { prepareInstance } from '@/lib/records/studies/instance'
import { runSql } from '../../bin/postgres.mjs'
import { createDatabase, type TestDatabase } from '../support/database'

const PASSWORD = 'a long enough password'
let database: TestDatabase

const sql = async <T>(text: string): Promise<T[]> => (await runSql(database.superUrl, text)).rows as T[]
const person = { username: 'first', displayName: '首任', password: PASSWORD, locale: 'zh-CN' } as const
const use = (code: string, given: object = {}) => setUp({ code, ...person, ...given }, 'terminal')
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; fields: { field: string; code: string }[] }) =>
      [error.code, ...error.fields.map((one) => `${one.field} ${one.code}`)].join(' '),
  )

async function makeCode(): Promise<string> {
  const code = await makeSetupCode()
  if (!code) throw new Error('there is an administrator')
  return code
}

beforeAll(async () => {
  database = await createDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    SUIVI_MODE: 'production',
    SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
    SUIVI_SECRET: randomBytes(32).toString('base64'),
    SUIVI_URL: 'http://localhost:3000',
  })
  await prepareInstance()
})
afterAll(async () => {
  await disconnect()
  await database.drop()
})
beforeEach(async () => {
  await runSql(database.superUrl, 'delete from sign_in_attempt')
})

describe('before there is an administrator', () => {
  it('without a code there is no set-up', async () => {
    expect(await isSetupOpen()).toBe(false)
    expect(await refusal(use('AAAA'))).toBe('not_found')
  })

  it('a code has more than 128 bits, and only its hash is kept', async () => {
    const code = await makeCode()
    const bare = code.replaceAll('-', '')
    expect(Math.log2(27) * bare.length).toBeGreaterThan(128)
    expect(new Set([await makeCode(), await makeCode(), code]).size).toBe(3)
    const kept = JSON.stringify(await sql('select * from instance'))
    expect(kept).not.toContain(bare.slice(0, 4))
    expect(await isSetupOpen()).toBe(true)
  })

  it('a wrong code, the one before, and one that has expired are refused at their field', async () => {
    const earlier = await makeCode()
    const code = await makeCode()
    expect(await refusal(use('XXXX-XXXX'))).toBe('invalid code code_wrong')
    expect(await refusal(use(earlier))).toBe('invalid code code_wrong')
    await sql(`update instance set setup_code_expires_at = now() - interval '1 second'`)
    expect(await refusal(use(code))).toBe('invalid code code_expired')
    expect(await sql('select 1 from person')).toEqual([])
  })

  it('expires after a day', async () => {
    await makeCode()
    const [row] = await sql<{ hours: number }>(
      `select round(extract(epoch from setup_code_expires_at - now()) / 3600)::int as hours from instance`,
    )
    expect(row?.hours).toBe(24)
  })

  it('guesses from one address are counted as sign-ins are', async () => {
    await makeCode()
    for (let n = 0; n < 10; n += 1) await use(`WRONG-${n}`).catch(() => undefined)
    expect(await refusal(use('WRONG-11'))).toBe('too_many')
  })

  it('a weak password is no guess: the code can be used again', async () => {
    const code = await makeCode()
    for (let n = 0; n < 12; n += 1) {
      expect(await refusal(use(code, { password: 'first first first' }))).toBe(
        'invalid password password_is_name',
      )
    }
    expect(await refusal(use(code, { password: 'short' }))).toBe('invalid password password_short')
    expect(await isSetupOpen()).toBe(true)
  })
})

describe('the code', () => {
  it('used twice at once makes one administrator', async () => {
    const code = await makeCode()
    // As it is copied by hand: small letters, blanks.
    const typed = code.toLowerCase().replaceAll('-', ' ')
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((username) => refusal(use(typed, { username }))),
    )
    expect(answers.sort()).toEqual(['done', 'not_found', 'not_found'])
    const people = await sql<{ username: string; temporary: boolean }>(
      'select username, password_temporary as temporary from person',
    )
    expect(people).toHaveLength(1)
    expect(people[0]?.temporary).toBe(false)
    const actor = await findActor((await signIn(people[0]?.username ?? '', PASSWORD, 'a')).token)
    expect(actor?.memberships).toEqual([{ role: 'admin', study: null, siteId: null }])
    const kept = await sql('select setup_code_hash, setup_code_expires_at from instance')
    expect(kept).toEqual([{ setup_code_hash: null, setup_code_expires_at: null }])
    const trail = await sql<{ actor: string; verb: string }>(
      `select distinct actor, verb from trail where table_name in ('person', 'membership')`,
    )
    expect(trail).toEqual([{ actor: 'system:set-up', verb: 'instance.set_up' }])
  })

  it('is not made any more, and the set-up is gone', async () => {
    expect(await makeSetupCode()).toBeNull()
    expect(await makeSetupCode({ ifEmpty: true })).toBeNull()
    expect(await isSetupOpen()).toBe(false)
    expect(await refusal(use('ANY'))).toBe('not_found')
  })

  it('that was still there when an administrator came is worth nothing', async () => {
    await sql(`update instance set setup_code_hash = encode(sha256('AAAA'), 'hex'),
      setup_code_expires_at = now() + interval '1 hour'`)
    expect(await isSetupOpen()).toBe(false)
    expect(await refusal(use('AAAA', { username: 'other' }))).toBe('not_found')
  })

  it('can be made again on the server when the last administrator is gone; a start does not offer it', async () => {
    await runSql(
      database.superUrl,
      `begin; select set_config('app.actor', 'test', true), set_config('app.verb', 'test', true);
       update membership set ended_at = now(); commit`,
    )
    expect(await makeSetupCode({ ifEmpty: true })).toBeNull()
    expect(await makeSetupCode()).not.toBeNull()
  })
})
