import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { changeOwnPassword, setOwnLocale } from '@/lib/records/people/account'
import { addPerson, listPeople, updatePerson, type PersonChange } from '@/lib/records/people/people'
import { endSession, findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { openRegistry, type Registry } from '../support/registry'

const PASSWORD = 'a long enough password'
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
/** Somebody new, with a role in study live at NORTH. */
async function hire(role: 'nurse' | 'admin' = 'nurse', site: string | null = 'NORTH') {
  const username = `person.${(made += 1)}`
  const grants = [{ role, study: 'live', site }]
  const input = { username, displayName: username, password: PASSWORD, locale: 'en', grants } as const
  const { id } = await addPerson(admin, input)
  return { id, username }
}
const update = async (id: string, change: PersonChange, call = admin) => {
  const [row] = await registry.asSuper<{ version: number }>('select version from person where id = $1', [id])
  return updatePerson(call, id, row?.version ?? 0, change)
}
const attempts = async () => {
  const [row] = await registry.asSuper<{ n: number }>('select count(*)::int as n from sign_in_attempt')
  return row?.n ?? -1
}
const refusal = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'signed in',
    (error: { code: string; extra: unknown; fields: unknown; reason: unknown }) => ({
      code: error.code,
      extra: error.extra,
      fields: error.fields,
      reason: error.reason,
    }),
  )

describe('signing in', () => {
  it('answers the same to an unknown name, a wrong password and a disabled person', async () => {
    const disabled = await hire()
    await update(disabled.id, { kind: 'disable' })
    const answers = [
      await refusal(signIn('nobody.here', PASSWORD, 'a')),
      await refusal(signIn('nurse', 'not the password at all', 'b')),
      await refusal(signIn(disabled.username, PASSWORD, 'c')),
      await refusal(signIn('', '', 'd')),
    ]
    for (const answer of answers) {
      expect(answer).toEqual({ code: 'sign_in_failed', extra: {}, fields: [], reason: undefined })
    }
  })

  it('knows the name however it is typed', async () => {
    expect(await signIn('  ＮＵＲＳＥ ', DEMO_PASSWORD, 'a')).toMatchObject({ locale: 'zh-CN' })
  })

  it('counts attempts per account before hashing: the eleventh is not even tried', async () => {
    for (let n = 0; n < 10; n += 1) await signIn('nurse', 'wrong', `address ${n}`).catch(() => undefined)
    const began = performance.now()
    expect(await refusal(signIn('nurse', DEMO_PASSWORD, 'another address'))).toMatchObject({
      code: 'too_many',
      extra: { minutes: 15 },
    })
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(await attempts()).toBe(10)
    await signIn('clinician', DEMO_PASSWORD, 'another address')
    await registry.asSuper(`update sign_in_attempt set at = at - interval '16 minutes'`)
    await signIn('nurse', DEMO_PASSWORD, 'another address')
  })

  it('counts for names that nobody has, too, and keeps neither name nor address', async () => {
    for (let n = 0; n < 10; n += 1) await signIn('nobody.here', 'wrong', 'x').catch(() => undefined)
    expect(await refusal(signIn('nobody.here', 'wrong', 'x'))).toMatchObject({ code: 'too_many' })
    const rows = JSON.stringify(await registry.asSuper('select * from sign_in_attempt'))
    expect(rows).not.toContain('nobody')
    expect(rows).not.toContain('"x"')
  })

  it('counts bursts: of forty at once ten are tried; of eighty from one address sixty', async () => {
    const burst = (count: number, name: (n: number) => string) =>
      Promise.all(Array.from({ length: count }, (_, n) => refusal(signIn(name(n), 'wrong', 'one place'))))
    const codes = (answers: unknown[], code: string) =>
      answers.filter((answer) => (answer as { code: string }).code === code).length
    const account = await burst(40, () => 'nurse')
    expect([codes(account, 'sign_in_failed'), codes(account, 'too_many')]).toEqual([10, 30])
    await registry.asSuper('delete from sign_in_attempt')
    const address = await burst(80, (n) => `name.${n}`)
    expect([codes(address, 'sign_in_failed'), codes(address, 'too_many')]).toEqual([60, 20])
  })

  it('that succeeds is not counted against the person', async () => {
    for (let n = 0; n < 15; n += 1) await signIn('nurse', DEMO_PASSWORD, 'ward')
  })
})

describe('a session', () => {
  const open = async (username: string) => (await signIn(username, PASSWORD, 'ward')).token
  const age = (sql: string, token: string) =>
    registry.asSuper(`update session set ${sql} where token_hash = encode(sha256($1::bytea), 'hex')`, [token])

  it('is known by its hash alone, and a new one at each sign-in', async () => {
    const { username } = await hire()
    const [one, two] = [await open(username), await open(username)]
    expect(Buffer.from(one, 'base64url')).toHaveLength(32)
    expect(one).not.toBe(two)
    const rows = JSON.stringify(await registry.asSuper('select * from session'))
    expect(rows).not.toContain(one)
    expect(await findActor(one)).toMatchObject({ name: username })
    for (const wrong of ['', one.slice(1), `${one}x`]) expect(await findActor(wrong)).toBeNull()
  })

  it('ends after 20 idle minutes and after 12 hours, busy or not', async () => {
    const token = await open((await hire()).username)
    await age(`seen_at = now() - interval '19 minutes'`, token)
    expect(await findActor(token)).not.toBeNull()
    // Being asked for was activity.
    await age(`seen_at = seen_at - interval '2 minutes'`, token)
    expect(await findActor(token)).not.toBeNull()
    await age(`seen_at = now() - interval '21 minutes'`, token)
    expect(await findActor(token)).toBeNull()
    const other = await open((await hire()).username)
    const [row] = await registry.asSuper<{ hours: number }>(
      `select round(extract(epoch from expires_at - created_at) / 3600)::int as hours from session
       where token_hash = encode(sha256($1::bytea), 'hex')`,
      [other],
    )
    expect(row?.hours).toBe(12)
    await age('expires_at = now()', other)
    expect(await findActor(other)).toBeNull()
  })

  it('ends when the person signs out, and that one only', async () => {
    const { username } = await hire()
    const [one, two] = [await open(username), await open(username)]
    await endSession(one)
    expect(await findActor(one)).toBeNull()
    expect(await findActor(two)).not.toBeNull()
  })

  it('ends with a new role, the end of one, a new password, and being disabled; others stay', async () => {
    const bystander = await open((await hire()).username)
    const { id, username } = await hire()
    const [{ id: membershipId } = { id: '' }] = await registry.asSuper<{ id: string }>(
      'select id from membership where person_id = $1',
      [id],
    )
    const changes: PersonChange[] = [
      { kind: 'grant', grant: { role: 'clinician', study: 'live', site: 'NORTH' } },
      { kind: 'end_role', membershipId },
      { kind: 'password', password: PASSWORD },
      { kind: 'sign_out' },
      { kind: 'disable' },
    ]
    for (const change of changes) {
      const token = await open(username)
      await update(id, change)
      expect(await findActor(token), change.kind).toBeNull()
    }
    await expect(open(username)).rejects.toMatchObject({ code: 'sign_in_failed' })
    await update(id, { kind: 'enable' })
    // The administrator's password opens nothing but the way to another.
    const newcomer = await findActor(await open(username))
    expect(newcomer).toMatchObject({ mustChangePassword: true, memberships: [] })
    if (!newcomer) throw new Error('no session')
    await changeOwnPassword({ ...admin, actor: newcomer }, PASSWORD, 'quite another of them')
    const { token } = await signIn(username, 'quite another of them', 'ward')
    const actor = await findActor(token)
    expect(actor?.memberships.map((held) => held.role)).toEqual(['clinician'])
    expect(await findActor(bystander)).not.toBeNull()
  })
})

describe('people', () => {
  const refused = (input: object) =>
    addPerson(admin, {
      username: 'newcomer',
      displayName: 'N',
      password: PASSWORD,
      locale: 'en',
      grants: [],
      ...input,
    }).then(
      () => 'added',
      (error: { fields: { field: string; code: string }[] }) =>
        error.fields.map((one) => `${one.field} ${one.code}`).join(),
    )

  it('are refused with the field and the reason', async () => {
    expect(await refused({ username: 'nurse' })).toBe('username taken')
    expect(await refused({ password: 'short' })).toBe('password password_short')
    expect(await refused({ password: 'newcomernewcomer' })).toBe('password password_is_name')
    const grant = { role: 'nurse', study: 'live', site: 'NORTH' }
    expect(await refused({ grants: [{ ...grant, study: 'none' }] })).toBe('study unknown')
    expect(await refused({ grants: [{ role: 'admin', study: null, site: 'NORTH' }] })).toBe('study required')
    expect(await refused({ grants: [{ ...grant, site: 'NONE' }] })).toBe('site unknown')
    expect(await refused({ grants: [{ ...grant, study: null, site: null }] })).toBe('study required')
    expect(await refused({ grants: [{ ...grant, study: 'ovcf', site: 'SOUTH' }] })).toBe('site not_in_study')
    expect(await registry.asSuper(`select 1 from person where username = 'newcomer'`)).toEqual([])
  })

  it('choose their own language', async () => {
    const { username } = await hire()
    const actor = await findActor((await signIn(username, PASSWORD, 'ward')).token)
    if (!actor) throw new Error('no session')
    await setOwnLocale({ ...admin, actor }, 'zh-CN')
    expect(await signIn(username, PASSWORD, 'ward')).toMatchObject({ locale: 'zh-CN' })
  })
})

describe('an administrator of one study', () => {
  it('hands out and ends roles in that study, and touches nothing else', async () => {
    const { username } = await hire('admin', null)
    const actor = await findActor((await signIn(username, PASSWORD, 'ward')).token)
    if (!actor) throw new Error('no session')
    const local: Call = { ...admin, actor }
    const colleague = await hire()
    const stranger = await registry.actorOf('researcher')
    const grant = (study: string | null, role: 'nurse' | 'admin' = 'nurse') =>
      ({ kind: 'grant', grant: { role, study, site: null } }) as const

    await update(colleague.id, grant('live'), local)
    await expect(update(colleague.id, grant('ovcf'), local)).rejects.toMatchObject({ status: 403 })
    await expect(update(colleague.id, grant(null, 'admin'), local)).rejects.toMatchObject({ status: 403 })
    for (const kind of ['disable', 'enable'] as const) {
      await expect(update(colleague.id, { kind }, local)).rejects.toMatchObject({ status: 403 })
    }
    await expect(update(colleague.id, { kind: 'password', password: PASSWORD }, local)).rejects.toMatchObject(
      {
        status: 403,
      },
    )
    const [elsewhere] = await registry.asSuper<{ id: string }>(
      `select m.id from membership m join study s on s.id = m.study_id where m.person_id = $1 and s.slug = 'ovcf'`,
      [stranger.personId],
    )
    await expect(
      update(stranger.personId ?? '', { kind: 'end_role', membershipId: elsewhere?.id ?? '' }, local),
    ).rejects.toMatchObject({ status: 404 })
    await expect(update(admin.actor.personId ?? '', grant('live'), local)).rejects.toMatchObject({
      status: 404,
    })

    const { people } = await listPeople(local, 1)
    expect(people.map((person) => person.username)).toContain('researcher')
    expect(people.map((person) => person.username)).not.toContain('admin')
    expect(people.flatMap((person) => person.memberships.map((held) => held.study))).not.toContain('ovcf')
  })

  it('at one site is no administrator of people or trail', async () => {
    const { username } = await hire('admin', 'NORTH')
    const actor = await findActor((await signIn(username, PASSWORD, 'ward')).token)
    if (!actor) throw new Error('no session')
    await expect(listPeople({ ...admin, actor }, 1)).rejects.toMatchObject({ status: 403 })
  })
})
