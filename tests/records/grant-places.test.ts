import { afterAll, beforeAll, expect, it } from 'vitest'
import { listGrantPlaces } from '@/lib/records/people/grant-places'
import { addPerson } from '@/lib/records/people/people'
import { findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { newId } from '@/lib/records/ids'
import { openRegistry, type Registry } from '../support/registry'

let registry: Registry

beforeAll(async () => {
  registry = await openRegistry()
})
afterAll(() => registry.close())

it('offers an administrator the studies administered, with their sites', async () => {
  const admin = await registry.callAs('admin')
  const all = await listGrantPlaces(admin)
  expect(all.wholeInstance).toBe(true)
  expect(all.studies.map(({ slug, sites }) => [slug, sites.map(({ code }) => code)])).toEqual([
    ['live', ['NORTH', 'SOUTH']],
    ['ovcf', ['NORTH']],
    ['snrb', ['NORTH']],
  ])

  const password = 'a long enough password'
  await addPerson(admin, {
    username: 'one.study',
    displayName: 'One study',
    password,
    locale: 'en',
    grants: [{ role: 'admin', study: 'ovcf', site: null }],
  })
  const actor = await findActor((await signIn('one.study', password, 'test')).token)
  if (!actor) throw new Error('no session')
  const own = await listGrantPlaces({ actor, request: newId() })
  expect(own.wholeInstance).toBe(false)
  expect(own.studies.map(({ slug }) => slug)).toEqual(['ovcf'])
  await expect(listGrantPlaces(await registry.callAs('nurse'))).rejects.toMatchObject({ code: 'forbidden' })
})
