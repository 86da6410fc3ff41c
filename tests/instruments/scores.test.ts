import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demographics } from '@/lib/instruments/demographics'
import { pain } from '@/lib/instruments/pain'
import { computeScores, percentChangeFrom } from '@/lib/instruments/score'
import { vas } from '@/lib/instruments/vas'

const mark = fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)

describe('pain', () => {
  it('back is the higher of rest and activity, leg the higher of the sides', () => {
    const values = { vas_back_rest: 2, vas_back_activity: 3.5, vas_leg_left: 6, vas_leg_right: 0 }
    expect(computeScores(pain, values)).toEqual({
      vas_back: { value: 3.5, formula: 'vas-back-worst', version: 1 },
      vas_leg: { value: 6, formula: 'vas-leg-worst', version: 1 },
    })
  })

  it('takes the one that is answered, and says when none is', () => {
    const scores = computeScores(pain, { vas_back_rest: 0, vas_back_activity: { missing: 'refused' } })
    expect(scores.vas_back?.value).toBe(0)
    expect(scores.vas_leg).toMatchObject({ value: null, reason: 'not_answered' })
  })

  it('lies among its parts and does not know their order', () => {
    fc.assert(
      fc.property(mark, mark, (a, b) => {
        const back = computeScores(pain, { vas_back_rest: a, vas_back_activity: b }).vas_back?.value
        expect([a, b]).toContain(back)
        expect(back).toBeGreaterThanOrEqual((a + b) / 2)
        expect(computeScores(pain, { vas_back_rest: b, vas_back_activity: a }).vas_back?.value).toBe(back)
        expect(computeScores(pain, { vas_leg_left: a, vas_leg_right: b }).vas_leg?.value).toBe(back)
      }),
      { numRuns: 200 },
    )
  })

  it('has nothing to compute where pain is one number', () => {
    expect(computeScores(vas, { vas: 3 })).toEqual({})
  })
})

describe('body mass index', () => {
  it('70 kg at 175 cm is 22.9', () => {
    const { bmi } = computeScores(demographics, { height_cm: 175, weight_kg: 70 })
    expect(bmi?.value?.toFixed(1)).toBe('22.9')
  })

  it('needs both', () => {
    expect(computeScores(demographics, { height_cm: 175 }).bmi).toEqual({
      value: null,
      reason: 'height_or_weight_missing',
      formula: 'bmi',
      version: 1,
    })
    expect(
      computeScores(demographics, { height_cm: { missing: 'unknown' }, weight_kg: 70 }).bmi?.value,
    ).toBeNull()
  })

  it('gives the weight back when multiplied by the square of the height', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 2300 }),
        fc.integer({ min: 150, max: 3000 }),
        (height, weight) => {
          const { bmi } = computeScores(demographics, { height_cm: height / 10, weight_kg: weight / 10 })
          expect((bmi?.value ?? 0) * (height / 1000) ** 2).toBeCloseTo(weight / 10, 9)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('change', () => {
  it('is positive when it got better', () => {
    expect(percentChangeFrom(46, 18)?.toFixed(1)).toBe('60.9')
    expect(percentChangeFrom(2, 3)).toBe(-50)
  })

  it('has no percentage of zero', () => {
    expect(percentChangeFrom(0, 3)).toBeNull()
    expect(percentChangeFrom(0, 0)).toBeNull()
  })

  it('percent and points agree in sign and at the ends', () => {
    fc.assert(
      fc.property(mark, mark, (pre, post) => {
        fc.pre(pre > 0)
        const share = percentChangeFrom(pre, post) ?? NaN
        expect(Math.sign(share)).toBe(Math.sign(pre - post))
        expect(share).toBeLessThanOrEqual(100)
        expect(pre * (1 - share / 100)).toBeCloseTo(post, 9)
      }),
      { numRuns: 200 },
    )
  })
})
