import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Call } from '@/lib/records/call'
import { enrolPatient } from '@/lib/records/enrolments/enrolments'
import { registerPatient } from '@/lib/records/patients/patients'
import { addPerson } from '@/lib/records/people/people'
import { findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { addPlannedStudy, listManagedStudies, updateStudy } from '@/lib/records/studies/manage-studies'
import { addSite, listSites, updateSite } from '@/lib/records/studies/sites'
import { newId } from '@/lib/records/ids'
import { makePatient, newEnrolment } from '../support/patient'
import { openRegistry, TODAY, type Registry } from '../support/registry'

const PASSWORD = 'a long enough password'
let registry: Registry
let admin: Call
let local: Call

beforeAll(async () => {
  registry = await openRegistry()
  admin = await registry.callAs('admin')
  const grants = [{ role: 'admin', study: 'live', site: null }] as const
  await addPerson(admin, {
    username: 'one.study',
    displayName: 'One study',
    password: PASSWORD,
    locale: 'en',
    grants,
  })
  const actor = await findActor((await signIn('one.study', PASSWORD, 'test')).token)
  if (!actor) throw new Error('no session')
  local = { actor, request: newId() }
})
afterAll(() => registry.close())

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string; reason?: string; fields: { field: string; code: string }[] }) =>
      [error.code, ...error.fields.map((one) => `${one.field} ${one.code}`)].join(' '),
  )
const names = { nameZh: '东院', nameEn: 'East', timeZone: 'Asia/Urumqi', phone: '0991-123 4567' }
const titles = { titleZh: '新登记', titleEn: 'New registry', followUpClosed: false }
const study = { slug: 'east', ...titles, protocol: 'live', codePrefix: 'EA', sites: ['EAST'] } as const
const siteOf = async (code: string) => {
  const site = (await listSites(admin)).find((one) => one.code === code)
  if (!site) throw new Error('no site')
  return site
}

describe('a site', () => {
  it('is added and changed, with its telephone', async () => {
    await addSite(admin, { code: 'EAST', ...names })
    expect(await siteOf('EAST')).toMatchObject({ ...names, version: 1 })
    const { id } = await siteOf('EAST')
    await updateSite(admin, id, { ...names, nameEn: 'East Hospital', timeZone: 'Asia/Shanghai', version: 1 })
    expect(await siteOf('EAST')).toMatchObject({ nameEn: 'East Hospital', timeZone: 'Asia/Shanghai' })
    const late = updateSite(admin, id, { ...names, nameEn: 'Other', version: 1 })
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 2, nameEn: 'East Hospital' } },
    })
  })

  it('is refused with the field and the reason', async () => {
    expect(await refusal(addSite(admin, { code: 'NORTH', ...names }))).toBe('invalid code taken')
    const nowhere = { ...names, timeZone: 'Asia/Nowhere' }
    expect(await refusal(addSite(admin, { code: 'WEST', ...nowhere }))).toBe('invalid timeZone unknown')
  })

  it('keeps its time zone once it has a patient', async () => {
    await makePatient(await registry.callAs('nurse'), {})
    const { id, version, ...site } = await siteOf('NORTH')
    const move = { nameZh: site.nameZh, nameEn: site.nameEn, phone: null, version }
    expect(await refusal(updateSite(admin, id, { ...move, timeZone: 'Asia/Tokyo' }))).toBe(
      'invalid timeZone zone_in_use',
    )
    await updateSite(admin, id, { ...move, timeZone: site.timeZone })
  })
})

describe('a study', () => {
  it('made from a shipped protocol takes its first patient', async () => {
    await addPlannedStudy(admin, study)
    const found = (await listManagedStudies(admin)).find((one) => one.slug === 'east')
    expect(found).toMatchObject({ codePrefix: 'EA', sites: ['EAST'], enrolments: 0, people: 0 })
    await addPerson(admin, {
      username: 'east.nurse',
      displayName: 'East nurse',
      password: PASSWORD,
      locale: 'en',
      grants: [{ role: 'nurse', study: 'east', site: 'EAST' }],
    })
    const actor = await findActor((await signIn('east.nurse', PASSWORD, 'test')).token)
    if (!actor) throw new Error('no session')
    const nurse = { actor, request: newId() }
    const { id } = await registerPatient(nurse, 'east', {
      identity: { name: '东例一' },
      notDuplicate: false,
    })
    await enrolPatient(nurse, 'east', newEnrolment(id, 'pvp', TODAY))
    const [row] = await registry.asSuper<{ code: string }>(
      'select code from enrolment where patient_id = $1',
      [id],
    )
    expect(row?.code).toMatch(/^EA-/)
    expect((await listManagedStudies(admin)).find((one) => one.slug === 'east')).toMatchObject({
      enrolments: 1,
      people: 1,
    })
  })

  it('is refused with the field and the reason', async () => {
    const other = { ...study, slug: 'west', codePrefix: 'WE' }
    expect(await refusal(addPlannedStudy(admin, { ...other, slug: 'east' }))).toBe('invalid slug taken')
    expect(await refusal(addPlannedStudy(admin, { ...other, slug: 'system' }))).toBe(
      'invalid slug name_reserved',
    )
    expect(await refusal(addPlannedStudy(admin, { ...other, codePrefix: 'LV' }))).toBe(
      'invalid codePrefix taken',
    )
    expect(await refusal(addPlannedStudy(admin, { ...other, sites: ['NONE'] }))).toBe('invalid sites unknown')
    expect(await registry.asSuper(`select 1 from study where slug = 'west'`)).toEqual([])
  })

  it('is renamed and closed, and lets a site join once', async () => {
    const change = { ...titles, titleEn: 'Renamed', followUpClosed: true, addSites: ['EAST', 'SOUTH'] }
    await updateStudy(admin, 'east', { ...change, version: 1 })
    expect((await listManagedStudies(admin)).find((one) => one.slug === 'east')).toMatchObject({
      titleEn: 'Renamed',
      followUpClosed: true,
      version: 2,
      sites: ['EAST', 'SOUTH'],
    })
    await expect(updateStudy(admin, 'east', { ...change, version: 1 })).rejects.toMatchObject({
      code: 'conflict',
      extra: { current: { version: 2, titleEn: 'Renamed' } },
    })
  })
})

it('belongs to administrators of everything alone', async () => {
  const nurse = await registry.callAs('nurse')
  const { id } = await siteOf('EAST')
  for (const call of [local, nurse, await registry.callAs('researcher')]) {
    const acts = [
      () => listSites(call),
      () => addSite(call, { code: 'MINE', ...names }),
      () => updateSite(call, id, { ...names, version: 2 }),
      () => addPlannedStudy(call, { ...study, slug: 'mine', codePrefix: 'MI' }),
      () => listManagedStudies(call),
      () => updateStudy(call, 'live', { ...titles, addSites: [], version: 1 }),
    ]
    for (const act of acts) await expect(act()).rejects.toMatchObject({ status: 403 })
  }
})
