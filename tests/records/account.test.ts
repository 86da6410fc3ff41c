import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { changeOwnPassword, endOwnSessions, getOwnAccount } from '@/lib/records/people/account'
import { addPerson, listPeople, updatePerson } from '@/lib/records/people/people'
import { findActor, purgeSessions } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { purgeRequests } from '@/lib/records/requests'
import { newId } from '@/lib/records/ids'
import { openRegistry, withKey, type Registry } from '../support/registry'

const PASSWORD = 'a long enough password'
const NEW = 'quite another of them'
let registry: Registry
let admin: Call

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
})
afterAll(() => registry.close())
beforeEach(async () => {
  await registry.asSuper('delete from sign_in_attempt')
})

let made = 0
async function hire(mustChange = false) {
  const username = `own.${(made += 1)}`
  const grants = [{ role: 'nurse', study: 'live', site: 'NORTH' }] as const
  const account = { username, displayName: 'Somebody', password: PASSWORD, locale: 'en', grants } as const
  const { id } = await addPerson(admin, { ...account, mustChange })
  return { id, username }
}

async function open(username: string, password = PASSWORD, address = 'ward', agent: string | null = null) {
  const { token } = await signIn(username, password, address, agent)
  const actor = await findActor(token)
  if (!actor) throw new Error('no session')
  const call: Call = { actor, request: newId() }
  return { token, call, isOpen: async () => (await findActor(token)) !== null }
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; fields: { field: string; code: string }[] }) =>
      [error.code, ...error.fields.map((one) => `${one.field} ${one.code}`)].join(' '),
  )

describe('changing one’s password', () => {
  it('asks the old one, ends the other sessions and keeps this one', async () => {
    const { username } = await hire()
    const here = await open(username)
    const elsewhere = await open(username)
    expect(await refusal(changeOwnPassword(here.call, 'not the old one', NEW))).toBe(
      'invalid current wrong_password',
    )
    expect([await here.isOpen(), await elsewhere.isOpen()]).toEqual([true, true])
    await changeOwnPassword(here.call, PASSWORD, NEW)
    expect([await here.isOpen(), await elsewhere.isOpen()]).toEqual([true, false])
    await expect(signIn(username, PASSWORD, 'ward')).rejects.toMatchObject({ code: 'sign_in_failed' })
    await open(username, NEW)
  })

  it('refuses what can be guessed, and the same again', async () => {
    const { username } = await hire()
    const { call } = await open(username)
    const change = (password: string) => refusal(changeOwnPassword(call, PASSWORD, password))
    expect(await change('short')).toBe('invalid password password_short')
    expect(await change(PASSWORD)).toBe('invalid password password_same')
    expect(await change('qwertyuiop1234567')).toBe('invalid password password_common')
    expect(await change('somebody somebody')).toBe('invalid password password_is_name')
    expect(await change('north hospital (demo)')).toBe('invalid password password_is_name')
  })

  it('once more under the same key, when the answer was lost, is the same change', async () => {
    const { username } = await hire()
    const { call } = await open(username)
    const keyed = withKey(call)
    const first = await changeOwnPassword(keyed, PASSWORD, NEW)
    expect(await changeOwnPassword(keyed, PASSWORD, NEW)).toEqual({ ...first, replayed: true })
  })

  it('counts guesses of the old one', async () => {
    const { username } = await hire()
    const { call } = await open(username)
    for (let n = 0; n < 10; n += 1) await refusal(changeOwnPassword(call, `guess ${n}`, NEW))
    expect(await refusal(changeOwnPassword(call, PASSWORD, NEW))).toBe('too_many')
  })

  it('leaves no password and no hash in the trail', async () => {
    const { id, username } = await hire()
    await changeOwnPassword((await open(username)).call, PASSWORD, NEW)
    const [row] = await registry.asSuper<{ hash: string }>(
      'select password_hash as hash from person where id = $1',
      [id],
    )
    const rows = await registry.asSuper(
      `select p.payload from trail_payload p join trail t using (chain, seq) where t.row_id = $1`,
      [id],
    )
    expect(rows.length).toBeGreaterThan(1)
    for (const secret of [NEW, PASSWORD, row?.hash ?? '']) expect(JSON.stringify(rows)).not.toContain(secret)
  })
})

describe('a password that an administrator set', () => {
  it('opens no role until it is changed, and lasts a week', async () => {
    const { id, username } = await hire(true)
    const first = await open(username)
    expect(first.call.actor).toMatchObject({ mustChangePassword: true, memberships: [] })
    await expect(listPeople(first.call, 1)).rejects.toMatchObject({ status: 403 })
    await changeOwnPassword(first.call, PASSWORD, NEW)
    expect((await findActor(first.token))?.memberships).toHaveLength(1)

    const [row] = await registry.asSuper<{ version: number }>('select version from person where id = $1', [
      id,
    ])
    await updatePerson(admin, id, row?.version ?? 0, { kind: 'password', password: PASSWORD })
    expect(await first.isOpen()).toBe(false)
    expect((await open(username)).call.actor.mustChangePassword).toBe(true)
    await registry.asSuper(`select set_config('app.actor', 't', false), set_config('app.verb', 't', false)`)
    await registry.asSuper(`update person set password_set_at = now() - interval '8 days' where id = $1`, [
      id,
    ])
    await expect(signIn(username, PASSWORD, 'ward')).rejects.toMatchObject({ code: 'sign_in_failed' })
  })
})

describe('one’s sessions', () => {
  it('are listed with when and where, and nobody else’s', async () => {
    const { username } = await hire()
    const ward = await open(username, PASSWORD, '10.0.0.7', 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156')
    await open(username, PASSWORD, '10.0.0.8')
    await open((await hire()).username)
    const { sessions } = await getOwnAccount(ward.call)
    expect(sessions.map(({ address, agent, current }) => ({ address, agent, current }))).toEqual([
      { address: '10.0.0.8', agent: null, current: false },
      { address: '10.0.0.7', agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156', current: true },
    ])
    expect(JSON.stringify(sessions)).not.toContain(ward.token)
  })

  it('end elsewhere, one by one, or all', async () => {
    const { username } = await hire()
    const [one, two, three] = [await open(username), await open(username), await open(username)]
    await endOwnSessions(one.call, two.call.actor.sessionId ?? '')
    expect([await one.isOpen(), await two.isOpen(), await three.isOpen()]).toEqual([true, false, true])
    await endOwnSessions(one.call, 'others')
    expect([await one.isOpen(), await three.isOpen()]).toEqual([true, false])
    await open(username)
    await endOwnSessions(one.call, 'all')
    expect(await one.isOpen()).toBe(false)
  })

  it('of others are not found', async () => {
    const mine = await open((await hire()).username)
    const theirs = await open((await hire()).username)
    const asked = theirs.call.actor.sessionId ?? ''
    await expect(endOwnSessions(mine.call, asked)).rejects.toMatchObject({ status: 404 })
    expect(await theirs.isOpen()).toBe(true)
  })
})

describe('the last administrator', () => {
  it('stays one, whatever two do to each other at once', async () => {
    const id = admin.actor.personId ?? ''
    const second = await addPerson(admin, {
      username: 'second.admin',
      displayName: 'Second',
      password: PASSWORD,
      locale: 'en',
      grants: [{ role: 'admin', study: null, site: null }],
    })
    const [held] = await registry.asSuper<{ id: string }>(
      `select id from membership where person_id = $1 and study_id is null`,
      [id],
    )
    const answers = await Promise.all([
      refusal(updatePerson(registry.cli, id, 1, { kind: 'end_role', membershipId: held?.id ?? '' })),
      refusal(updatePerson(registry.cli, second.id, 1, { kind: 'disable' })),
    ])
    expect(answers.sort()).toEqual(['done', 'not_now'])
  })
})

describe('the housekeeper', () => {
  it('throws away old sessions and old keys, and no others', async () => {
    const old = await open((await hire()).username)
    const young = await open((await hire()).username)
    await registry.asSuper(`update session set ended_at = now() - interval '31 days' where id = $1`, [
      old.call.actor.sessionId,
    ])
    expect(await purgeSessions()).toBe(1)
    expect(await young.isOpen()).toBe(true)

    await changeOwnPassword(withKey(young.call), PASSWORD, NEW)
    await registry.asSuper(
      `insert into idempotency_key (actor, key, verb, body_hmac, resource_id, resource_version, created_at)
       values ('x', gen_random_uuid(), 'v', 'h', gen_random_uuid(), 1, now() - interval '8 days')`,
    )
    const [before] = await registry.asSuper<{ n: number }>('select count(*)::int as n from idempotency_key')
    expect(await purgeRequests()).toBe(1)
    const [after] = await registry.asSuper<{ n: number }>('select count(*)::int as n from idempotency_key')
    expect(after?.n).toBe((before?.n ?? 0) - 1)
    expect(after?.n).toBeGreaterThan(0)
  })
})
