import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ItemValue, Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { odi } from '@/lib/instruments/odi'
import { computeScores } from '@/lib/instruments/score'

/** Grades of the sections 1 … 10; null = left blank. */
function answers(grades: readonly (number | null | { missing: 'not_applicable' })[]): Values {
  const entries = grades.map((grade, index): [string, ItemValue | null] => [`odi_${index + 1}`, grade])
  return Object.fromEntries(entries.filter((entry): entry is [string, ItemValue] => entry[1] !== null))
}

function percentOf(values: Values) {
  return computeScores(odi, values).odi
}

const grade = fc.integer({ min: 0, max: 5 })
const tenGrades = fc.array(grade, { minLength: 10, maxLength: 10 })

describe('ODI', () => {
  it('16 of 45 with one section blank is 35.6 %', () => {
    const scores = computeScores(odi, answers([2, 2, 2, 2, 2, 2, 2, null, 1, 1]))
    expect(scores.odi_raw?.value).toBe(16)
    expect(scores.odi_answered?.value).toBe(9)
    expect(scores.odi?.value?.toFixed(1)).toBe('35.6')
    expect(scores.odi).toMatchObject({ formula: 'odi-percent', version: 1 })
  })

  it('18 of 50 is 36 %', () => {
    expect(percentOf(answers([2, 2, 2, 2, 2, 2, 2, 2, 1, 1]))?.value).toBe(36)
  })

  it('takes the nine-section form over 45: section 8 not applicable', () => {
    const na = { missing: 'not_applicable' } as const
    expect(percentOf(answers([5, 5, 5, 5, 5, 5, 5, na, 5, 5]))?.value).toBe(100)
    expect(percentOf(answers([1, 1, 1, 1, 1, 1, 1, na, 1, 1]))?.value).toBe(20)
  })

  it('needs 8 sections', () => {
    expect(percentOf(answers([5, 5, 5, 5, 5, 5, 5, 5, null, null]))?.value).toBe(100)
    expect(percentOf(answers([5, 5, 5, 5, 5, 5, 5, null, null, null]))).toEqual({
      value: null,
      reason: 'too_few_sections',
      formula: 'odi-percent',
      version: 1,
    })
  })

  it('says that nothing was answered', () => {
    expect(computeScores(odi, {})).toMatchObject({
      odi_raw: { value: null, reason: 'not_answered' },
      odi_answered: { value: 0 },
      odi: { value: null, reason: 'too_few_sections' },
    })
  })

  it('can hold one mark a section only, 0 to 5', () => {
    expect(parseValues(odi, { odi_1: 5 }).ok).toBe(true)
    expect(parseValues(odi, { odi_1: 6 }).ok).toBe(false)
    expect(parseValues(odi, { odi_1: [2, 3] }).ok).toBe(false)
  })

  it('is twice the sum of ten, within 0 and 100', () => {
    fc.assert(
      fc.property(tenGrades, (grades) => {
        const sum = grades.reduce((total, one) => total + one, 0)
        expect(percentOf(answers(grades))?.value).toBe(2 * sum)
      }),
      { numRuns: 200 },
    )
  })

  it('does not depend on which sections hold the grades', () => {
    const shuffled = tenGrades.chain((grades) =>
      fc.tuple(fc.constant(grades), fc.shuffledSubarray(grades, { minLength: 10, maxLength: 10 })),
    )
    fc.assert(
      fc.property(shuffled, ([grades, turned]) => {
        expect(percentOf(answers(turned))).toEqual(percentOf(answers(grades)))
      }),
      { numRuns: 200 },
    )
  })

  it('never falls when one section gets worse, answered or not the rest', () => {
    const some = fc.array(fc.option(grade), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(some, fc.nat(9), (grades, index) => {
        const before = percentOf(answers(grades))?.value
        const now = grades[index]
        fc.pre(now !== null && now !== undefined && now < 5)
        const after = percentOf(answers(grades.with(index, (now ?? 0) + 1)))?.value
        if (before === null || before === undefined) expect(after).toBeNull()
        else expect(after).toBeGreaterThan(before)
      }),
      { numRuns: 300 },
    )
  })

  it('equals the mean of the answered sections in percent of 5, from 8 answered on', () => {
    const some = fc.array(fc.option(grade, { freq: 4 }), { minLength: 10, maxLength: 10 })
    fc.assert(
      fc.property(some, (grades) => {
        const given = grades.filter((one) => one !== null)
        const value = percentOf(answers(grades))?.value
        if (given.length < 8) expect(value).toBeNull()
        else expect(value).toBeCloseTo((20 * given.reduce((total, one) => total + one, 0)) / given.length, 10)
      }),
      { numRuns: 300 },
    )
  })
})
