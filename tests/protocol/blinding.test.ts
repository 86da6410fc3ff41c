import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { ROLES, type Role } from '@/lib/access/verbs'
import { saysNoArm, seesArm } from '@/lib/protocol/blinding'
import type { BlindRole, Protocol } from '@/lib/protocol/protocol'
import { instrumentsOfArm } from '@/lib/protocol/protocol-read'
import { LIVE_PROTOCOL } from '@/lib/protocol/shipped/live'
import { SNRB_PROTOCOL } from '@/lib/protocol/shipped/snrb'

const study = { slug: 'trial', followUpClosed: false }
const actorOf = (roles: readonly Role[], slug: string | null = 'trial'): Actor => ({
  id: 'person:1',
  personId: '1',
  name: 'somebody',
  locale: 'en',
  memberships: roles.map((role) => ({
    role,
    study: slug === null ? null : { id: slug, slug },
    siteId: null,
  })),
  unrestricted: false,
})
const blind = (blinding: Protocol['blinding'], blinded: readonly BlindRole[] = []) => ({ blinding, blinded })
const roleSets = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1 })
const protocols = fc.record({
  blinding: fc.constantFrom('open' as const, 'single' as const, 'double' as const),
  blinded: fc.uniqueArray(
    fc.constantFrom('nurse' as const, 'clinician' as const, 'assessor' as const, 'image_reader' as const),
  ),
})

describe('who sees an arm', () => {
  it('is never who judges outcomes, whatever else they are, opened or not', () => {
    fc.assert(
      fc.property(roleSets, protocols, fc.boolean(), (roles, protocol, opened) => {
        for (const judge of ['assessor', 'image_reader'] as const)
          expect(seesArm(actorOf([...roles, judge]), protocol, study, opened)).toBe(false)
      }),
    )
  })

  it('is everybody of the study once follow-up is closed', () => {
    fc.assert(
      fc.property(roleSets, protocols, (roles, protocol) => {
        expect(seesArm(actorOf(roles), protocol, { ...study, followUpClosed: true })).toBe(true)
      }),
    )
  })

  it('is no fewer people by holding fewer roles, and no more by opening it to nobody', () => {
    fc.assert(
      fc.property(roleSets, protocols, (roles, protocol) => {
        const all = seesArm(actorOf(roles), protocol, study)
        for (const role of roles) if (all) expect(seesArm(actorOf([role]), protocol, study)).toBe(true)
      }),
    )
  })

  it.each<[Role, Protocol['blinding'], readonly BlindRole[], boolean, boolean]>([
    ['nurse', 'open', [], false, true],
    ['nurse', 'single', ['nurse'], false, false],
    ['nurse', 'single', ['nurse'], true, true],
    ['clinician', 'single', ['nurse'], false, true],
    ['clinician', 'double', ['nurse', 'clinician'], false, false],
    ['clinician', 'double', ['nurse', 'clinician'], true, true],
    ['admin', 'single', ['nurse'], false, true],
    ['admin', 'double', [], false, false],
    ['admin', 'double', [], true, false],
    ['monitor', 'double', [], false, false],
    ['researcher', 'single', [], false, true],
  ])('%s, %s, blinded %j, opened %s: %s', (role, blinding, blinded, opened, sees) => {
    expect(seesArm(actorOf([role]), blind(blinding, blinded), study, opened)).toBe(sees)
  })

  it('is nobody by a role in another study', () => {
    expect(seesArm(actorOf(['clinician'], 'elsewhere'), blind('open'), study)).toBe(false)
    expect(seesArm(actorOf(['admin'], null), blind('open'), study)).toBe(true)
    expect(seesArm({ ...actorOf([]), unrestricted: true }, blind('double'), study)).toBe(true)
  })
})

describe('a form that every arm is asked', () => {
  const says = (instrument: string, visitId: string | null) =>
    saysNoArm({ instrument, visitId }, LIVE_PROTOCOL)

  it('tells no arm; one of a technique, or of an operation, does', () => {
    expect(says('pain', 'v')).toBe(true)
    expect(says('macnab', 'v')).toBe(false)
    expect(says('operation', null)).toBe(false)
    expect(says('adverse_event', null)).toBe(true)
  })

  it('tells the arm all the same where it is the treatment, or marked, of arms of one technique', () => {
    const snrb = (instrument: string, protocol = SNRB_PROTOCOL) =>
      saysNoArm({ instrument, visitId: 'v' }, protocol)
    expect(snrb('vas')).toBe(true)
    expect(snrb('block')).toBe(false)
    const [adm, preop, ...later] = SNRB_PROTOCOL.visits
    if (!adm || !preop) throw new Error('no visit')
    const plain = { ...preop, instruments: [{ id: 'block', version: 1, required: false }] }
    expect(snrb('block', { ...SNRB_PROTOCOL, visits: [adm, plain, ...later] })).toBe(false)
    // Marked at one visit, it is hidden at all.
    const marked = {
      ...preop,
      instruments: preop.instruments.map((one) => ({ ...one, tells: true as const })),
    }
    const visits = [adm, marked, ...later]
    expect(snrb('vas', { ...SNRB_PROTOCOL, visits })).toBe(false)
    expect(instrumentsOfArm({ ...SNRB_PROTOCOL, visits }, adm.instruments, null).map(({ id }) => id)).toEqual(
      adm.instruments.map(({ id }) => id).filter((id) => id !== 'vas'),
    )
    expect(instrumentsOfArm(SNRB_PROTOCOL, preop.instruments, 'P').map(({ id }) => id)).toContain('block')
  })
})
