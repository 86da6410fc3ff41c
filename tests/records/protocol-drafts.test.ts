import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import type { Call } from '@/lib/records/call'
import { getEnrolPage } from '@/lib/records/enrolments/enrol-page'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson } from '@/lib/records/people/people'
import { findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { addPlannedStudy } from '@/lib/records/studies/manage-studies'
import {
  discardProtocolDraft,
  getProtocolEditor,
  saveProtocolDraft,
} from '@/lib/records/studies/protocol-drafts'
import { listProtocolVersions, publishProtocol } from '@/lib/records/studies/publish-protocol'
import { getStudy } from '@/lib/records/studies/studies'
import { newEnrolment } from '../support/patient'
import { daysAgo, openRegistry, TODAY, withKey, type Registry } from '../support/registry'

let registry: Registry
let admin: Call
let nurse: Call

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  nurse = await registry.callAs('nurse')
})
afterAll(() => registry.close())

const draftOf = async () => getProtocolEditor(admin, 'live')
/** Saves as somebody who has just loaded the page. */
async function save(definition: unknown) {
  const { draftVersion: version, number: basedOn } = await draftOf()
  return saveProtocolDraft(admin, 'live', { version, basedOn, definition })
}

describe('a draft of the next version', () => {
  it('keeps whatever was typed, and changes nothing of the study', async () => {
    const typed = { ...LIVE_PROTOCOL, visits: [{ code: 'm3', target: 'ninety' }] }
    await save(typed)
    const { draft, current, number } = await draftOf()
    expect(draft).toMatchObject({ definition: typed, basedOn: 1, savedBy: '周例宁（管理员）' })
    expect([number, current]).toEqual([1, LIVE_PROTOCOL])
  })

  it('of two people the second one sees what the first saved', async () => {
    const { draftVersion: version } = await draftOf()
    const input = { version, basedOn: 1, definition: { ...LIVE_PROTOCOL, sampleSize: 40 } }
    const first = withKey(admin)
    const done = await saveProtocolDraft(first, 'live', input)
    // The same request once more is the same save.
    expect(await saveProtocolDraft(first, 'live', input)).toEqual({ ...done, replayed: true })
    await expect(saveProtocolDraft(admin, 'live', { ...input, definition: {} })).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: version + 1, definition: { sampleSize: 40 } } },
    })
    expect((await draftOf()).draft?.definition).toMatchObject({ sampleSize: 40 })
  })

  it('thrown away leaves the version in force, and no late save brings it back', async () => {
    const before = (await draftOf()).draftVersion
    await discardProtocolDraft(admin, 'live', before)
    expect((await draftOf()).draft).toBeNull()
    await expect(
      saveProtocolDraft(admin, 'live', { version: before, basedOn: 1, definition: {} }),
    ).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { definition: null, version: before + 1 } },
    })
    await expect(publishProtocol(admin, 'live', { version: before + 1, reason: 'x' })).rejects.toMatchObject({
      reason: 'no_draft',
    })
  })

  it('is for administrators of every site alone', async () => {
    await addPerson(admin, {
      username: 'north.admin',
      displayName: 'North admin',
      password: 'a long enough password',
      locale: 'en',
      grants: [{ role: 'admin', study: 'live', site: 'NORTH' }],
    })
    const actor = await findActor((await signIn('north.admin', 'a long enough password', 'test')).token)
    if (!actor) throw new Error('no session')
    const north = { ...admin, actor }
    for (const call of [north, nurse])
      await expect(
        saveProtocolDraft(call, 'live', { version: 0, basedOn: 1, definition: {} }),
      ).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getProtocolEditor(north, 'live')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('publishing', () => {
  it('refuses what makes no sense, field by field, and what changes nothing', async () => {
    const [arm] = LIVE_PROTOCOL.arms
    const { version } = await save({ ...LIVE_PROTOCOL, arms: [arm, arm], baseline: 'm9' })
    await expect(publishProtocol(admin, 'live', { version, reason: 'amended' })).rejects.toMatchObject({
      fields: [
        { field: 'arms.1', code: 'duplicate' },
        { field: 'baseline', code: 'unknown_value' },
      ],
    })
    const same = await save(LIVE_PROTOCOL)
    await expect(
      publishProtocol(admin, 'live', { version: same.version, reason: 'amended' }),
    ).rejects.toMatchObject({ reason: 'nothing_changed' })
  })

  it('makes the next version, with who, when and why, and empties the draft', async () => {
    const { version } = await save({ ...LIVE_PROTOCOL, sampleSize: 300 })
    await expect(publishProtocol(admin, 'live', { version, reason: ' ' })).rejects.toMatchObject({
      fields: [{ field: 'reason', code: 'required' }],
    })
    await publishProtocol(admin, 'live', { version, reason: 'sample size after the pilot' })
    const [second, first] = await listProtocolVersions(nurse, 'live')
    expect(second).toMatchObject({
      number: 2,
      reason: 'sample size after the pilot',
      publishedBy: '周例宁（管理员）',
      protocol: { sampleSize: 300 },
    })
    expect(first).toMatchObject({ number: 1, reason: null, protocol: LIVE_PROTOCOL })
    expect((await getStudy(nurse, 'live')).protocolVersion).toBe(2)
    expect(await draftOf()).toMatchObject({ draft: null, number: 2 })
    const [line] = await registry.asSuper<{ verb: string; reason: string }>(
      `select verb, reason from trail where table_name = 'protocol_version' order by seq desc limit 1`,
    )
    expect(line).toEqual({ verb: 'protocol.publish', reason: 'sample size after the pilot' })
  })

  it('refuses a draft that was begun from an older version', async () => {
    const { draftVersion } = await draftOf()
    const { version } = await saveProtocolDraft(admin, 'live', {
      version: draftVersion,
      basedOn: 1,
      definition: LIVE_PROTOCOL,
    })
    await expect(publishProtocol(admin, 'live', { version, reason: 'late' })).rejects.toMatchObject({
      reason: 'draft_overtaken',
    })
    await discardProtocolDraft(admin, 'live', version)
  })

  it('lets the numbers of patients begin as they began', async () => {
    const { id } = await registerPatient(nurse, 'live', { identity: null, notDuplicate: true })
    await enrolPatient(nurse, 'live', newEnrolment(id, 'pvp', TODAY))
    const { version } = await save({ ...LIVE_PROTOCOL, codePrefix: 'ZZ' })
    await expect(publishProtocol(admin, 'live', { version, reason: 'x' })).rejects.toMatchObject({
      fields: [{ field: 'codePrefix', code: 'prefix_in_use' }],
    })
  })
})

describe('an arm of a blinded study', () => {
  it('stays while somebody is in it', async () => {
    const blinded = { ...LIVE_PROTOCOL, sampleSize: 300, blinding: 'single' as const }
    const first = await save(blinded)
    await publishProtocol(admin, 'live', { version: first.version, reason: 'blinded' })
    const without = (arm: string) => ({
      ...blinded,
      arms: blinded.arms.filter(({ code }) => code !== arm),
    })
    const held = await save(without('pvp'))
    await expect(
      publishProtocol(admin, 'live', { version: held.version, reason: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'arms', code: 'arm_in_use', params: { value: 'pvp' } }] })
    const empty = await save(without('snrb_peld'))
    await publishProtocol(admin, 'live', { version: empty.version, reason: 'nobody came' })
  })
})

describe('a new study', () => {
  const study = { titleZh: '新', titleEn: 'New', followUpClosed: false, sites: ['NORTH'] }

  it('begins empty, or as another one', async () => {
    await addPlannedStudy(admin, { ...study, slug: 'empty', protocol: 'blank', codePrefix: 'EM' })
    await addPlannedStudy(admin, {
      ...study,
      slug: 'twin',
      protocol: 'study',
      like: 'live',
      codePrefix: 'TW',
    })
    expect((await getStudy(admin, 'empty')).protocol).toMatchObject({ codePrefix: 'EM', criteria: [] })
    const { sampleSize, codePrefix } = (await getStudy(admin, 'twin')).protocol
    expect([sampleSize, codePrefix]).toEqual([300, 'TW'])
    await expect(
      addPlannedStudy(admin, {
        ...study,
        slug: 'none',
        protocol: 'study',
        like: 'nowhere',
        codePrefix: 'NO',
      }),
    ).rejects.toMatchObject({ fields: [{ field: 'like', code: 'unknown' }] })
  })
})

describe('enrolment', () => {
  it('waits for the approval of a committee and ends with it, and holds rules against what is known', async () => {
    const ethics = {
      committee: 'IRB',
      number: '2026-1',
      approvedOn: daysAgo(20),
      expiresOn: daysAgo(10),
    }
    const [adult, ...others] = LIVE_PROTOCOL.criteria
    if (!adult) throw new Error('no criterion')
    const criteria = [{ ...adult, rule: 'age >= 18 and age <= 80' }, ...others]
    const { version } = await save({ ...LIVE_PROTOCOL, ethics, criteria, consentVersions: ['1.0', '2.0'] })
    await publishProtocol(admin, 'live', { version, reason: 'approval' })
    const register = async (birthDate: string) =>
      (
        await registerPatient(nurse, 'live', {
          identity: { name: '例批准', birthDate },
          notDuplicate: true,
        })
      ).id
    const consent = { version: '2.0', by: 'patient', relation: null } as const
    const enrol = async (patientId: string, on: string, more = {}) =>
      enrolPatient(nurse, 'live', {
        ...newEnrolment(patientId, 'pvp', on),
        consent: { ...consent, on },
        ...more,
      })
    const id = await register('1950-01-01')
    await expect(enrol(id, daysAgo(21))).rejects.toMatchObject({
      fields: [{ field: 'enrolledOn', code: 'ethics_not_approved', params: { on: daysAgo(20) } }],
    })
    await expect(enrol(id, daysAgo(9))).rejects.toMatchObject({
      fields: [{ field: 'enrolledOn', code: 'ethics_expired', params: { on: daysAgo(10) } }],
    })
    await expect(
      enrol(id, daysAgo(15), { consent: { ...consent, version: '1.0', on: daysAgo(15) } }),
    ).rejects.toMatchObject({ fields: [{ field: 'consent.version', code: 'consent_outdated' }] })
    const old = await register('1940-01-01')
    await expect(enrol(old, daysAgo(15))).rejects.toMatchObject({
      fields: [{ field: 'eligibility.adult', code: 'contradicts_known' }],
    })
    await enrol(id, daysAgo(15))
    expect((await getEnrolPage(nurse, 'live', id)).enrolledAs).toMatch(/^LV-/)
  })
})
