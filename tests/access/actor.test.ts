import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  can,
  canAcross,
  knowsStudy,
  reachAcross,
  reachInStudy,
  type Actor,
  type Membership,
} from '@/lib/access/actor'
import { POLICY, ROLES, type Role, type Verb } from '@/lib/access/verbs'

const LIVE = { id: 'live-id', slug: 'live' }
const OVCF = { id: 'ovcf-id', slug: 'ovcf' }
const VERBS = Object.keys(POLICY) as Verb[]
const person = (memberships: readonly Membership[]): Actor => ({
  id: 'person:p',
  personId: 'p',
  name: 'P',
  locale: 'en',
  memberships,
  unrestricted: false,
})
const cli: Actor = { ...person([]), id: 'cli:root', personId: null, unrestricted: true }
const allowed = (role: Role, verb: Verb) => (POLICY[verb] as readonly Role[]).includes(role)

const anyMembership: fc.Arbitrary<Membership> = fc
  .record({
    role: fc.constantFrom(...ROLES),
    study: fc.constantFrom(LIVE, OVCF),
    siteId: fc.constantFrom('north', 'south', null),
  })
  .chain((held) =>
    held.role === 'admin' && held.siteId === null
      ? fc.constantFrom<Membership>(held, { ...held, study: null })
      : fc.constant<Membership>(held),
  )
const anyActor = fc.array(anyMembership, { maxLength: 4 }).map(person)
const anyVerb = fc.constantFrom(...VERBS)

describe('the table of rights', () => {
  it('gives a researcher no patient, an administrator no clinical entry, a nurse no judgement', () => {
    const of = (role: Role) => VERBS.filter((verb) => allowed(role, verb))
    const clinical = /^(patient|enrolment|operation|visit|entry|draft|complication|alert)\./
    expect(of('researcher').filter((verb) => clinical.test(verb))).toEqual([])
    // How many alerts wait longest tells nothing of a patient.
    const told = of('admin').filter((verb) => verb !== 'alert.count')
    expect(told.filter((verb) => clinical.test(verb) || /^(comparison|extract)\./.test(verb))).toEqual([])
    expect(of('nurse')).not.toContain('complication.adjudicate')
    expect(
      of('nurse').filter((verb) => /^(comparison|extract|person\.(add|update|list)|trail)/.test(verb)),
    ).toEqual(['person.update_own'])
    expect(
      VERBS.filter((verb) => verb.startsWith('extract.')).every((verb) => !allowed('clinician', verb)),
    ).toBe(true)
  })

  it('leaves imports, checks and sessions to the command line and the system', () => {
    for (const verb of [
      'instance.prepare',
      'data.import',
      'trail.verify',
      'session.open',
      'session.purge',
    ] as const) {
      expect(POLICY[verb]).toEqual([])
      expect(reachAcross(cli, verb)).toEqual({ studies: '*', sites: '*' })
    }
  })
})

describe('reach in a study', () => {
  it('is the sites of the roles that allow the verb there, and nothing without one', () => {
    fc.assert(
      fc.property(anyActor, anyVerb, (actor, verb) => {
        const held = actor.memberships.filter(
          (one) => (one.study === null || one.study.id === LIVE.id) && allowed(one.role, verb),
        )
        const reach = reachInStudy(actor, verb, LIVE)
        expect(reach !== null).toBe(held.length > 0)
        expect(can(actor, verb, 'live')).toBe(reach !== null)
        if (!reach) return
        // Never another study, and only the one that was asked for.
        expect(reach.studies).toEqual(['live-id'])
        const sites = held.some((one) => one.siteId === null)
          ? '*'
          : [...new Set(held.map((one) => one.siteId))]
        expect(reach.sites).toEqual(sites)
      }),
    )
  })

  it('a right at one site is no right at another, however many roles are held', () => {
    const actor = person([
      { role: 'nurse', study: LIVE, siteId: 'north' },
      { role: 'clinician', study: LIVE, siteId: 'south' },
      { role: 'clinician', study: OVCF, siteId: null },
    ])
    expect(reachInStudy(actor, 'complication.adjudicate', LIVE)?.sites).toEqual(['south'])
    expect(reachInStudy(actor, 'entry.save', LIVE)?.sites).toEqual(['north', 'south'])
    expect(reachInStudy(actor, 'extract.run', LIVE)).toBeNull()
  })

  it('a study without a part in it is not known', () => {
    fc.assert(
      fc.property(anyActor, (actor) => {
        const has = actor.memberships.some((one) => one.study === null || one.study.slug === 'ovcf')
        expect(knowsStudy(actor, 'ovcf')).toBe(has)
        if (!has) for (const verb of VERBS) expect(reachInStudy(actor, verb, OVCF)).toBeNull()
      }),
    )
  })
})

describe('reach across studies', () => {
  it('needs a role over every site, and joins no site of one study to another study', () => {
    fc.assert(
      fc.property(anyActor, anyVerb, (actor, verb) => {
        const reach = reachAcross(actor, verb)
        expect(canAcross(actor, verb)).toBe(reach !== null)
        if (!reach || verb === 'person.update_own') return
        expect(reach.sites).toBe('*')
        const held = actor.memberships.filter((one) => one.siteId === null && allowed(one.role, verb))
        expect(held.length).toBeGreaterThan(0)
        if (reach.studies === '*') expect(held.some((one) => one.study === null)).toBe(true)
        else expect([...reach.studies]).toEqual(held.map((one) => one.study?.id))
      }),
    )
  })

  it('one’s own account reaches no study', () => {
    expect(reachAcross(person([]), 'person.update_own')).toEqual({ studies: [], sites: [] })
  })

  it('nobody without a role reaches anything', () => {
    for (const verb of VERBS.filter((one) => one !== 'person.update_own')) {
      expect(reachAcross(person([]), verb)).toBeNull()
      expect(reachInStudy(person([]), verb, LIVE)).toBeNull()
    }
  })
})
