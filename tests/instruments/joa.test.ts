import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { joa } from '@/lib/instruments/joa'
import { RECOVERY_SCHEMES, gradeRecovery, joaRecoveryRate } from '@/lib/instruments/joa-recovery'
import { joaTotal } from '@/lib/instruments/joa-total'
import { computeScores } from '@/lib/instruments/score'

const SUBJECTIVE = ['joa_low_back', 'joa_leg', 'joa_gait']
const SIGNS = ['joa_slr', 'joa_sensory', 'joa_motor']
const DAILY = ['turning', 'standing', 'washing', 'leaning', 'sitting', 'lifting', 'walking'].map(
  (part) => `joa_${part}`,
)

const full: Values = {
  ...Object.fromEntries(SUBJECTIVE.map((name) => [name, 3])),
  ...Object.fromEntries([...SIGNS, ...DAILY].map((name) => [name, 2])),
  joa_bladder: 0,
}

const record = (names: readonly string[], max: number) =>
  fc.record(Object.fromEntries(names.map((name) => [name, fc.integer({ min: 0, max })])))
const anyPatient: fc.Arbitrary<Values> = fc
  .tuple(record(SUBJECTIVE, 3), record([...SIGNS, ...DAILY], 2), record(['joa_bladder'], 2))
  .map((parts) => Object.assign({}, ...parts) as Values)

function valueOf(values: Values, name = 'joa') {
  return computeScores(joa, values)[name]?.value
}

function sum(values: Values, names: readonly string[]): number {
  return names.reduce((total, name) => total + Number(values[name]), 0)
}

describe('JOA 29', () => {
  it('is 29 at best and −6 at worst, not 0', () => {
    expect(valueOf(full)).toBe(29)
    const worst = Object.fromEntries(Object.keys(full).map((name) => [name, 0]))
    expect(valueOf({ ...worst, joa_bladder: 2 })).toBe(-6)
    expect(valueOf({ ...full, joa_bladder: 1 })).toBe(26)
  })

  it('has subscores of 9, 6 and 14', () => {
    expect(['joa_subjective', 'joa_signs', 'joa_adl'].map((name) => valueOf(full, name))).toEqual([9, 6, 14])
  })

  it('total is its parts less three points a step of the bladder', () => {
    fc.assert(
      fc.property(anyPatient, (values) => {
        const parts = [sum(values, SUBJECTIVE), sum(values, SIGNS), sum(values, DAILY)]
        const total = parts.reduce((all, part) => all + part, 0) - 3 * Number(values['joa_bladder'])
        expect(
          ['joa_subjective', 'joa_signs', 'joa_adl', 'joa'].map((name) => valueOf(values, name)),
        ).toEqual([...parts, total])
        expect(total).toBeGreaterThanOrEqual(-6)
        expect(total).toBeLessThanOrEqual(29)
        expect(parseValues(joa, values).ok).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('never imputes: one item missing takes the total and its own part, and no other part', () => {
    fc.assert(
      fc.property(anyPatient, fc.constantFrom(...SUBJECTIVE, ...DAILY, 'joa_bladder'), (values, name) => {
        const { [name]: _gone, ...rest } = values
        const scores = computeScores(joa, rest)
        expect(scores['joa']).toMatchObject({ value: null, reason: 'items_missing' })
        expect(scores['joa_signs']?.value).toBe(sum(values, SIGNS))
        expect(scores['joa_subjective']?.value).toBe(
          SUBJECTIVE.includes(name) ? null : sum(values, SUBJECTIVE),
        )
        expect(scores['joa_adl']?.value).toBe(DAILY.includes(name) ? null : sum(values, DAILY))
      }),
      { numRuns: 300 },
    )
  })

  it('by telephone asks no signs, keeps symptoms and daily living, and has no total', () => {
    fc.assert(
      fc.property(anyPatient, (values) => {
        const asked = Object.entries(values).filter(([name]) => !SIGNS.includes(name))
        const told: Values = { ...Object.fromEntries(asked), joa_by_phone: 1 }
        expect(computeScores(joa, told)).toMatchObject({
          joa: { value: null, reason: 'signs_not_examined' },
          joa_signs: { value: null, reason: 'signs_not_examined' },
          joa_subjective: { value: sum(values, SUBJECTIVE) },
          joa_adl: { value: sum(values, DAILY) },
        })
        expect(assessCompleteness(joa, told)).toMatchObject({ complete: true, lacking: [] })
      }),
      { numRuns: 200 },
    )
  })

  it('by telephone refuses signs, and does not score them', () => {
    const told = { ...full, joa_by_phone: 1 }
    expect(parseValues(joa, told)).toMatchObject({
      ok: false,
      issues: SIGNS.map((field) => ({ field, code: 'hidden' })),
    })
    expect(valueOf(told)).toBeNull()
  })

  it('asks the signs when nothing is said of the telephone', () => {
    expect(assessCompleteness(joa, {}).lacking).toEqual(expect.arrayContaining(SIGNS))
  })

  it('known only as a total keeps the range', () => {
    expect([-6, 0, 29].map((one) => parseValues(joaTotal, { joa: one }).ok)).toEqual([true, true, true])
    expect([-7, 30, 12.5].map((one) => parseValues(joaTotal, { joa: one }).ok)).toEqual([false, false, false])
  })
})

describe('recovery rate', () => {
  it('of the means 13.66 → 22.49 is 57.6 % (BMRI 2019, group A)', () => {
    expect(joaRecoveryRate(13.66, 22.49)?.toFixed(1)).toBe('57.6')
  })

  it('averaged over patients is not the rate of the means', () => {
    const patients = [
      [5, 15],
      [25, 28],
    ] as const
    const rates = patients.map(([pre, post]) => joaRecoveryRate(pre, post) ?? NaN)
    expect((rates.reduce((all, one) => all + one, 0) / 2).toFixed(1)).toBe('58.3')
    expect(joaRecoveryRate(15, 21.5)?.toFixed(1)).toBe('46.4')
  })

  it('is undefined at full marks before, and keeps negatives', () => {
    expect(joaRecoveryRate(29, 29)).toBeNull()
    expect(joaRecoveryRate(29, 20)).toBeNull()
    expect(joaRecoveryRate(27, 17)).toBe(-500)
    expect(joaRecoveryRate(-6, 29)).toBe(100)
  })

  it('uses 17 for the cervical score, and refuses a lumbar one there', () => {
    expect(joaRecoveryRate(9, 13, 17)).toBe(50)
    expect(() => joaRecoveryRate(20, 25, 17)).toThrow(RangeError)
  })

  it('gives the score back, has the sign of the change and is 100 at full marks', () => {
    const score = fc.integer({ min: -6, max: 29 })
    fc.assert(
      fc.property(score, score, (pre, post) => {
        const rate = joaRecoveryRate(pre, post)
        if (pre === 29) expect(rate).toBeNull()
        else {
          expect(pre + ((rate ?? NaN) / 100) * (29 - pre)).toBeCloseTo(post, 9)
          expect(Math.sign(rate ?? NaN)).toBe(Math.sign(post - pre))
          expect(joaRecoveryRate(pre, 29)).toBe(100)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('grades of the rate', () => {
  it.each([
    ['four_grades_75', 100, 'excellent'],
    ['four_grades_75', 75, 'excellent'],
    ['four_grades_75', 74.9, 'good'],
    ['four_grades_75', 50, 'good'],
    ['four_grades_75', 49.9, 'fair'],
    ['four_grades_75', 25, 'fair'],
    ['four_grades_75', 24.9, 'poor'],
    ['four_grades_75', -500, 'poor'],
    ['cured_100', 100, 'cured'],
    ['cured_100', 99.9, 'marked'],
    ['cured_100', 60.1, 'marked'],
    ['cured_100', 60, 'effective'],
    ['cured_100', 25, 'effective'],
    ['cured_100', 24.9, 'ineffective'],
    ['cured_100', -10, 'ineffective'],
  ])('%s: %d is %s', (scheme, rate, key) => {
    expect(gradeRecovery(scheme, rate).key).toBe(key)
  })

  it('differ between schemes, so the scheme is named; an unknown one is refused', () => {
    expect(new Set(RECOVERY_SCHEMES.map(({ id }) => id)).size).toBe(2)
    for (const { source, verified } of RECOVERY_SCHEMES) expect(source.includes('unverified')).toBe(!verified)
    expect(() => gradeRecovery('', 50)).toThrow('no recovery scheme')
  })

  it('never fall when the rate rises', () => {
    const rate = fc.double({ min: -600, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom(...RECOVERY_SCHEMES), rate, rate, ({ id, grades }, one, other) => {
        const place = (value: number) => grades.indexOf(gradeRecovery(id, value))
        expect(place(Math.max(one, other))).toBeLessThanOrEqual(place(Math.min(one, other)))
      }),
      { numRuns: 300 },
    )
  })
})
