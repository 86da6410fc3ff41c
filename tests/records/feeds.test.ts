import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { createFeed, listFeeds, readFeed, revokeFeed, type NewFeed } from '@/lib/records/follow-up/feeds'
import { addPerson, updatePerson } from '@/lib/records/people/people'
import { serveCalendar } from '@/lib/tasks/calendar'
import { makePatient } from '../support/patient'
import { daysAgo, openRegistry, withKey, type Registry } from '../support/registry'

let registry: Registry
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const input: NewFeed = { site: 'NORTH', label: '脊柱 ward; daily', locale: 'zh-CN' }

async function makeFeed(call = nurse) {
  const { id, token } = await createFeed(call, 'live', input)
  return { id, token: token ?? '' }
}

describe('a calendar’s address', () => {
  it('shows code and visit of windows of its site, no name, no other site, nobody who left', async () => {
    const name = '例日历'
    const seen = await makePatient(nurse, { identity: { name, phone: '13922223333' }, operatedDaysAgo: 90 })
    const gone = await makePatient(nurse, { operatedDaysAgo: 90 })
    await endEnrolment(nurse, 'live', gone.enrolmentId, {
      version: 2,
      endedOn: daysAgo(1),
      reason: 'lost',
      note: null,
    })
    const south = await makePatient(await registry.callAs('nurse.south'), { operatedDaysAgo: 90 })
    const { token } = await makeFeed()
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16)
    const text = await (await serveCalendar(`${token}.ics`, null)).text()
    const unfolded = text.replaceAll('\r\n ', '')
    expect(unfolded).toContain(`SUMMARY:${seen.code} 术后 3 个月\r\n`)
    expect(unfolded).toContain('X-WR-CALNAME:脊柱 ward\\; daily\r\n')
    for (const secret of [name, '13922223333', gone.code, south.code, seen.patientId]) {
      expect(unfolded).not.toContain(secret)
    }
    const [window] = (await readFeed(token))?.windows.filter((one) => one.visit === '术后 3 个月') ?? []
    expect(window?.lastDay).toBe(daysAgo(-30))
  })

  it('is kept as a hash, told once, and the same text has the same tag', async () => {
    const call = withKey(nurse)
    const first = await createFeed(call, 'live', input)
    expect(first.token).toHaveLength(43)
    expect(await createFeed(call, 'live', input)).toMatchObject({ id: first.id, replayed: true, token: null })
    const everything = await registry.asSuper(`select * from calendar_feed`)
    const trail = await registry.asSuper(`select payload from trail_payload`)
    expect(JSON.stringify([everything, trail, await listFeeds(nurse, 'live')])).not.toContain(first.token)
    const answer = await serveCalendar(first.token ?? '', null)
    const tag = answer.headers.get('etag') ?? ''
    expect((await serveCalendar(first.token ?? '', `W/${tag}`)).status).toBe(304)
    expect((await serveCalendar(first.token ?? '', '"another"')).status).toBe(200)
  })

  it('leads nowhere once revoked, and unknown ones do not either', async () => {
    const { id, token } = await makeFeed()
    await revokeFeed(nurse, 'live', id, { version: 1, reason: 'the tablet was lost' })
    for (const one of [token, 'A'.repeat(43)])
      await expect(serveCalendar(one, null)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listFeeds(nurse, 'live')).map((feed) => feed.id)).not.toContain(id)
  })

  it('ends with its maker', async () => {
    const admin = await registry.callAs('admin')
    const { id: personId } = await addPerson(admin, {
      username: 'temporary',
      displayName: 'Temporary',
      password: 'a long enough password',
      locale: 'en',
      grants: [{ role: 'nurse', study: 'live', site: 'NORTH' }],
    })
    const call = { ...nurse, actor: { ...nurse.actor, id: `person:${personId}`, personId } }
    const { token } = await makeFeed(call)
    expect(await readFeed(token)).not.toBeNull()
    await updatePerson(admin, personId, 1, { kind: 'disable' })
    expect(await readFeed(token)).toBeNull()
  })

  it('is made and revoked within one’s reach', async () => {
    const south = await registry.callAs('nurse.south')
    await expect(createFeed(south, 'live', input)).rejects.toMatchObject({ code: 'not_found' })
    const { id } = await makeFeed()
    const revoking = revokeFeed(south, 'live', id, { version: 1, reason: 'x' })
    await expect(revoking).rejects.toMatchObject({ code: 'not_found' })
    expect(await listFeeds(south, 'live')).toEqual([])
  })
})
