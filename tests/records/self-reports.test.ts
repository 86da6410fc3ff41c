import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import {
  openSelfReport,
  purgeSelfReportDrafts,
  saveSelfReport,
  sendSelfReport,
} from '@/lib/records/self-reports/answer'
import { inviteSelfReport, readInvitePage, revokeSelfReport } from '@/lib/records/self-reports/invite'
import { getSelfReport } from '@/lib/records/self-reports/review'
import { listSelfReports } from '@/lib/records/self-reports/self-reports'
import { deriveToken, hashToken } from '@/lib/records/self-reports/token'
import { lockVisit } from '@/lib/records/visits/lock-visit'
import { makePatient, saveForm, type MadePatient } from '../support/patient'
import { daysAgo, openRegistry, withKey, type Registry } from '../support/registry'
import { ADDRESS, begin, invite, nobodyCalls, send } from '../support/self-reports'

let registry: Registry
let nurse: Call
let clinician: Call
const QUIET = {
  urgent_bladder: 0,
  urgent_bowel: 0,
  urgent_saddle: 0,
  urgent_weakness: 0,
  urgent_fever: 0,
}
const SELF = { mode: 'self', relation: null } as const

beforeAll(async () => {
  registry = await openRegistry()
  nurse = await registry.callAs('nurse')
  clinician = await registry.callAs('clinician')
})
afterAll(() => registry.close())

const open = (token: string) => openSelfReport(token, ADDRESS)
const followed = () => makePatient(nurse, { operatedDaysAgo: 90 })
const nothing = { code: 'not_found', status: 404 }

async function readForm(patient: MadePatient, instrument: string, visit = 'm3') {
  const visitId = patient.visits[visit] ?? ''
  const place = { enrolmentId: patient.enrolmentId, visitId, instrument, repeatKey: '' }
  return getEntryForm(nurse, 'live', place)
}

describe('a token', () => {
  it('is of 28 characters, another for each link, and stands in the database as a hash', async () => {
    const tokens = Array.from({ length: 500 }, () => deriveToken(randomUUID()))
    expect(new Set(tokens).size).toBe(500)
    for (const token of tokens) expect(token).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]{28}$/)
    const { id, token } = await invite(nurse, await followed(), 'm3')
    const rows = await registry.asSuper<{ row: string }>('select t::text as row from self_report_link t')
    expect(rows.map(({ row }) => row).join()).toContain(hashToken(token))
    expect(rows.map(({ row }) => row).join()).not.toContain(token)
    expect((await getSelfReport(nurse, 'live', id)).token).toBe(token)
  })

  it('opens as it is typed from paper', async () => {
    const { token } = await invite(nurse, await followed(), 'm3')
    const typed = (token.match(/.{4}/g) ?? []).join('-').toLowerCase()
    expect((await open(typed)).forms.length).toBeGreaterThan(0)
  })
})

describe('an invitation', () => {
  it('asks what the visit needs and patients can tell, with no calculated item and nothing of others', async () => {
    const { token } = await invite(nurse, await followed(), 'm3')
    const page = await open(token)
    expect(page.forms.map(({ id }) => id)).toEqual([
      'pain',
      'odi',
      'residual_pain',
      'recurrent_pain',
      'urgent_signs',
    ])
    expect(page.forms.flatMap(({ items }) => items).some(({ kind }) => kind === 'calculated')).toBe(false)
    expect(page).toMatchObject({ language: 'zh-CN', allows: 'either', draft: null })
    expect(Object.keys(page).sort()).toEqual(['allows', 'draft', 'forms', 'language', 'phone', 'site'])
  })

  it('asks more when told, leaves out what is complete, and never what somebody else must say', async () => {
    const patient = await followed()
    await saveForm(nurse, patient, 'm3', 'urgent_signs', QUIET)
    const { token } = await invite(nurse, patient, 'm3', { forms: ['odi', 'eq5d5l'] })
    const { forms } = await open(token)
    expect(forms.map(({ id }) => id)).toEqual(['odi', 'eq5d5l'])
    expect(forms[1]?.items.map(({ name }) => name)).not.toContain('eq_index')
    for (const form of ['urgent_signs', 'radiographs', 'nothing']) {
      await expect(invite(nurse, patient, 'm3', { forms: [form] })).rejects.toMatchObject({
        fields: [{ field: 'forms', code: 'unknown' }],
      })
    }
  })

  it('is refused before the visit opens, when it is locked, and when nothing is left to ask', async () => {
    const patient = await followed()
    const reason = (wanted: string) => ({ code: 'not_now', reason: wanted })
    await expect(invite(nurse, patient, 'm12')).rejects.toMatchObject(reason('visit_not_open'))
    expect((await readInvitePage(nurse, 'live', patient.visits.m12 ?? '')).refused).toBe('visit_not_open')
    await saveForm(nurse, patient, 'd1', 'pain', {}, { doneDaysAgo: 89 })
    const { visit } = await readForm(patient, 'pain', 'd1')
    await lockVisit(clinician, 'live', patient.visits.d1 ?? '', { version: visit?.version ?? 0 })
    await expect(invite(nurse, patient, 'd1')).rejects.toMatchObject(reason('visit_locked'))
  })

  it('ends the one before; a revoked one is revoked once', async () => {
    const patient = await followed()
    const first = await invite(nurse, patient, 'm3')
    const second = await invite(nurse, patient, 'm3')
    await expect(open(first.token)).rejects.toMatchObject(nothing)
    expect((await open(second.token)).draft).toBeNull()
    await revokeSelfReport(nurse, 'live', second.id, { version: 1 })
    await expect(open(second.token)).rejects.toMatchObject(nothing)
    await expect(revokeSelfReport(nurse, 'live', second.id, { version: 2 })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  it('asked for twice under one key is made once, and shows the same address', async () => {
    const patient = await followed()
    const call = withKey(nurse)
    const wanted = {
      visitId: patient.visits.m3 ?? '',
      language: 'en',
      allows: 'self',
      days: 3,
      forms: null,
    } as const
    const first = await inviteSelfReport(call, 'live', wanted)
    const again = await inviteSelfReport(call, 'live', wanted)
    expect(again).toMatchObject({ id: first.id, replayed: true })
    expect((await open(deriveToken(again.id))).language).toBe('en')
  })
})

describe('what opens nothing', () => {
  it('is one answer: unknown, malformed, expired, used, revoked, of an ended course', async () => {
    const expired = await invite(nurse, await followed(), 'm3')
    await registry.asSuper(
      `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
    )
    await registry.asSuper(
      `update self_report_link set expires_at = now() - interval '1 second' where id = $1`,
      [expired.id],
    )
    const used = await invite(nurse, await followed(), 'm3')
    await send(used.token)
    const gone = await followed()
    const ended = await invite(nurse, gone, 'm3')
    await endEnrolment(nurse, 'live', gone.enrolmentId, {
      version: 2,
      endedOn: daysAgo(1),
      reason: 'withdrawn_follow_up',
      note: null,
    })
    const tokens = [
      expired.token,
      used.token,
      ended.token,
      deriveToken(randomUUID()),
      'x',
      '',
      '%2e%2e',
      '0'.repeat(80),
    ]
    const seen = new Set<string>()
    for (const token of tokens) {
      const told = { token, ...SELF, answers: {} }
      for (const attempt of [
        () => open(token),
        () => saveSelfReport(nobodyCalls(), { ...told, version: 0 }, ADDRESS),
        () => sendSelfReport(nobodyCalls(), told, ADDRESS),
      ]) {
        const problem = await attempt().catch((error: unknown) => error)
        expect(problem, token).toMatchObject({ ...nothing, reason: undefined, fields: [], extra: {} })
        seen.add(String(problem))
      }
    }
    expect(seen.size).toBe(1)
  })

  it('is counted by address: after sixty misses a miss waits, and a good link opens there and elsewhere', async () => {
    const { token } = await invite(nurse, await followed(), 'm3')
    const guesser = 'test guesser'
    for (let n = 0; n < 60; n += 1) {
      await expect(openSelfReport(deriveToken(randomUUID()), guesser)).rejects.toMatchObject(nothing)
    }
    const miss = (address: string) => openSelfReport(deriveToken(randomUUID()), address)
    await expect(miss(guesser)).rejects.toMatchObject({ code: 'too_many' })
    await expect(miss('test somebody else')).rejects.toMatchObject(nothing)
    for (const address of [guesser, 'test somebody else'])
      expect((await openSelfReport(token, address)).forms.length).toBeGreaterThan(0)
  })
})

describe('answers on the way', () => {
  it('wait, sealed and outside the trail, for the link alone', async () => {
    const { id, token } = await invite(nurse, await followed(), 'm3')
    const trail = async () =>
      (await registry.asSuper<{ n: number }>('select count(*)::int as n from trail'))[0]?.n ?? 0
    await begin(token, { pain: { vas_back_rest: 7.3 } })
    const before = await trail()
    await begin(token, { pain: { vas_back_rest: 7.3, vas_back_activity: 8.1 } }, 1)
    expect(await trail()).toBe(before)
    expect((await open(token)).draft).toEqual({
      ...SELF,
      version: 2,
      answers: { pain: { vas_back_rest: 7.3, vas_back_activity: 8.1 } },
    })
    const [row] = await registry.asSuper<{ ciphertext: string }>(
      'select ciphertext from self_report_draft where link_id = $1',
      [id],
    )
    expect(row?.ciphertext).toMatch(/^v1\./)
    expect(row?.ciphertext).not.toContain('8.1')
    expect(
      (await listSelfReports(nurse, 'live', { state: 'open', page: 1 })).rows.map((one) => one.id),
    ).toContain(id)
  })

  it('of two windows: the later one is told, and nothing is overwritten', async () => {
    const { token } = await invite(nurse, await followed(), 'm3')
    await begin(token, { pain: { vas_back_rest: 1 } })
    await expect(begin(token, { pain: { vas_back_rest: 9 } })).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 1 } },
    })
    expect((await open(token)).draft?.answers).toEqual({ pain: { vas_back_rest: 1 } })
    // The first window’s answer got lost on the way: it asks again under the same key.
    const call = nobodyCalls()
    const told = { token, ...SELF, answers: { pain: { vas_back_rest: 2 } }, version: 1 }
    expect(await saveSelfReport(call, told, ADDRESS)).toMatchObject({ version: 2, replayed: false })
    expect(await saveSelfReport(call, told, ADDRESS)).toMatchObject({ version: 2, replayed: true })
  })

  it('are refused where no page of ours sends them', async () => {
    const { token } = await invite(nurse, await followed(), 'm3', { allows: 'self' })
    const told = { token, ...SELF, answers: {}, version: 0 }
    const bad = [
      { mode: 'proxy', relation: 'child' },
      { answers: { leakage: { leak: 1 } } },
      { answers: { pain: { vas_back: 3 } } },
      { answers: { pain: { vas_back_rest: 10.1 } } },
      { answers: { pain: { vas_back_rest: { missing: 'not_done' } } } },
      { answers: { recurrent_pain: { pain_relieved: 0, recurrent_pain: 1 } } },
    ]
    for (const wrong of bad) {
      await expect(
        saveSelfReport(nobodyCalls(), { ...told, ...wrong } as typeof told, ADDRESS),
        JSON.stringify(wrong),
      ).rejects.toMatchObject({ code: 'invalid' })
    }
    await expect(
      sendSelfReport(nobodyCalls(), { token, ...SELF, answers: {} }, ADDRESS),
    ).rejects.toMatchObject({
      code: 'invalid',
    })
    expect((await open(token)).draft).toBeNull()
  })

  it('are thrown away two weeks after the link has ended', async () => {
    const { id, token } = await invite(nurse, await followed(), 'm3')
    await begin(token, { pain: { vas_back_rest: 1 } })
    expect(await purgeSelfReportDrafts()).toBe(0)
    await registry.asSuper(
      `select set_config('app.actor', 'test', false), set_config('app.verb', 'test', false)`,
    )
    await registry.asSuper(
      `update self_report_link set expires_at = now() - interval '15 days' where id = $1`,
      [id],
    )
    expect(await purgeSelfReportDrafts()).toBe(1)
  })
})
