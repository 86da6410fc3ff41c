import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_SLOT,
  LAST_SLOT,
  sayTimeOfSlot,
  suggestAttempt,
  type CallMade,
  type HourRate,
  type Line,
} from '@/lib/protocol/next-attempt'

const daughter: Line = { phone: 'daughter', preferred: false, own: false, bestHour: null }
const patient: Line = { phone: 'patient', preferred: true, own: true, bestHour: null }
const at = (phone: string | null, slot: number, reached: boolean, weekend = false): CallMade => ({
  phone,
  slot,
  reached,
  weekend,
})

const phones = ['patient', 'daughter', 'son']
const calls = fc.array(
  fc.record({
    phone: fc.option(fc.constantFrom(...phones)),
    slot: fc.integer({ min: 0, max: 47 }),
    weekend: fc.boolean(),
    reached: fc.boolean(),
  }),
  { maxLength: 20 },
)
const lines = fc.uniqueArray(
  fc.record({
    phone: fc.constantFrom(...phones),
    preferred: fc.boolean(),
    own: fc.boolean(),
    bestHour: fc.option(fc.integer({ min: 8, max: 20 })),
  }),
  { selector: ({ phone }) => phone, maxLength: 3 },
)
const hours = fc.uniqueArray(
  fc
    .record({
      hour: fc.integer({ min: 0, max: 23 }),
      tried: fc.nat(200),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ hour, tried, share }): HourRate => ({ hour, tried, reached: Math.floor(tried * share) })),
  { selector: ({ hour }) => hour, maxLength: 12 },
)

describe('the next attempt', () => {
  it('is when the daughter answered, whom the patient’s own line did not reach', () => {
    const made = [at('patient', 20, false), at('patient', 22, false), at('daughter', 37, true)]
    const found = suggestAttempt(made, [patient, daughter], [])
    expect(found).toMatchObject({ slot: 37, phone: 'daughter', basis: 'own' })
    expect(sayTimeOfSlot(found?.slot ?? 0)).toBe('18:30')
  })

  it('is the hour that was named, until calls at that hour fail', () => {
    const line = { ...daughter, bestHour: 18 }
    expect(suggestAttempt([], [line], [])).toMatchObject({ slot: 36, basis: 'named' })
    const failed = Array.from({ length: 6 }, () => at('daughter', 36, false))
    expect(suggestAttempt([...failed, at('daughter', 24, true)], [line], [])?.slot).toBe(24)
  })

  it('falls back to the study’s best hour, one lucky call at another hour not deceiving it', () => {
    const rates = [
      { hour: 10, tried: 60, reached: 12 },
      { hour: 18, tried: 50, reached: 35 },
      { hour: 20, tried: 1, reached: 1 },
    ]
    expect(suggestAttempt([], [patient], rates)).toEqual({
      slot: 36,
      phone: 'patient',
      days: null,
      basis: 'study',
    })
  })

  it('names the days on which somebody answers', () => {
    const made = [
      at(null, 20, false),
      at(null, 30, false),
      at(null, 20, true, true),
      at(null, 22, true, true),
    ]
    expect(suggestAttempt(made, [], [])).toMatchObject({ days: 'weekend', phone: null })
  })

  it('is not made up', () => {
    expect(suggestAttempt([], [patient], [])).toBeNull()
    expect(
      suggestAttempt([at('patient', 20, false)], [patient], [{ hour: 9, tried: 9, reached: 9 }]),
    ).toBeNull()
  })

  it('lies in hours when people are called, on a line that is known', () => {
    fc.assert(
      fc.property(calls, lines, hours, (made, known, rates) => {
        const found = suggestAttempt(made, known, rates)
        if (!found) return
        expect(found.slot).toBeGreaterThanOrEqual(FIRST_SLOT)
        expect(found.slot).toBeLessThanOrEqual(LAST_SLOT)
        expect(known.map(({ phone }) => phone)).toEqual(
          known.length === 0 ? [] : expect.arrayContaining([found.phone]),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('does not depend on the order of calls, telephones or hours', () => {
    fc.assert(
      fc.property(calls, lines, hours, (made, known, rates) => {
        const turned = suggestAttempt([...made].reverse(), [...known].reverse(), [...rates].reverse())
        expect(turned).toEqual(suggestAttempt(made, known, rates))
      }),
      { numRuns: 300 },
    )
  })

  it('stays where it is when it was taken and somebody answered', () => {
    fc.assert(
      fc.property(calls, lines, hours, (made, known, rates) => {
        const found = suggestAttempt(made, known, rates)
        if (!found) return
        const again = suggestAttempt([...made, at(found.phone, found.slot, true)], known, rates)
        expect([again?.slot, again?.phone]).toEqual([found.slot, found.phone])
      }),
      { numRuns: 300 },
    )
  })
})
