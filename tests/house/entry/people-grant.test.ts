import { describe, expect, it } from 'vitest'
import {
  EVERY_SITE,
  keepSite,
  makeGrantSchema,
  toGrant,
  type GrantChoice,
} from '@/components/registry/people-grant-schema'

const lacking = (choice: GrantChoice, wholeInstance = true) =>
  (makeGrantSchema(wholeInstance).safeParse(choice).error?.issues ?? []).map(({ path }) => path.join('.'))

describe('a role that is given', () => {
  it.each(['nurse', 'clinician'] as const)('has its site chosen for a %s, every site too', (role) => {
    expect(lacking({ role, study: 'live', site: '' })).toEqual(['site'])
    expect(lacking({ role, study: '', site: '' })).toEqual(['study'])
    expect(lacking({ role, study: 'live', site: 'NORTH' })).toEqual([])
    expect(lacking({ role, study: 'live', site: EVERY_SITE })).toEqual([])
  })

  it.each(['researcher', 'admin'] as const)('is at every site for a %s unless one is chosen', (role) => {
    expect(lacking({ role, study: 'live', site: '' }, false)).toEqual([])
    expect(toGrant({ role, study: 'live', site: '' })).toEqual({ role, study: 'live', site: null })
  })

  it('is sent with null for every study and every site', () => {
    expect(toGrant({ role: 'admin', study: '', site: '' })).toEqual({
      role: 'admin',
      study: null,
      site: null,
    })
    const nurse = { role: 'nurse', study: 'live' } as const
    expect(toGrant({ ...nurse, site: EVERY_SITE })).toEqual({ ...nurse, site: null })
    expect(toGrant({ ...nurse, site: 'NORTH' })).toEqual({ ...nurse, site: 'NORTH' })
  })

  it('forgets a site of another study, and asks for every site again by role', () => {
    expect(keepSite('study', 'NORTH')).toBe('')
    expect(keepSite('role', EVERY_SITE)).toBe('')
    expect(keepSite('role', 'NORTH')).toBe('NORTH')
    expect(keepSite('site', EVERY_SITE)).toBe(EVERY_SITE)
  })
})
