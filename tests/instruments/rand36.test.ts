import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { rand36 } from '@/lib/instruments/rand36'
import { RAND_DOMAINS, RAND_LABELS, RAND_RECODES } from '@/lib/instruments/rand36-key'
import { computeScores } from '@/lib/instruments/score'
import { sf36Domains } from '@/lib/instruments/sf36-domains'
import { sf36Total } from '@/lib/instruments/sf36-total'

const NUMBERS = RAND_LABELS.map((_label, index) => index + 1)

/** Number of answers of each item, read from the instrument itself. */
const answersOf = (number: number) => {
  const item = rand36.items[number - 1]
  return item?.kind === 'choice' ? item.codes.length : 0
}

/** Item number to answer; a number left out is not answered. */
function answer(answers: Readonly<Record<number, number | null>>): Values {
  const given = Object.entries(answers).filter((entry): entry is [string, number] => entry[1] !== null)
  return Object.fromEntries(given.map(([number, code]) => [`rand_${number}`, code]))
}

function valueOf(values: Values, domain: string) {
  return computeScores(rand36, values)[`rand_${domain}`]?.value
}

const someAnswers = fc
  .tuple(...NUMBERS.map((number) => fc.option(fc.integer({ min: 1, max: answersOf(number) }), { freq: 3 })))
  .map((codes) => Object.fromEntries(codes.map((code, index) => [index + 1, code])))

describe('the key of RAND-36', () => {
  it('recodes each of the 36 items once, over as many answers as the form offers', () => {
    expect(RAND_RECODES.flatMap(({ items }) => items).sort((a, b) => a - b)).toEqual(NUMBERS)
    for (const { items, values } of RAND_RECODES)
      for (const number of items) expect(answersOf(number)).toBe(values.length)
  })

  it('puts every item but the health transition into one of eight domains', () => {
    const inDomains = RAND_DOMAINS.flatMap(({ items }) => items).sort((a, b) => a - b)
    expect(inDomains).toEqual(NUMBERS.filter((number) => number !== 2))
    expect(RAND_DOMAINS.map(({ id, items }) => [id, items.length])).toEqual([
      ['pf', 10],
      ['rp', 4],
      ['re', 3],
      ['vt', 4],
      ['mh', 5],
      ['sf', 2],
      ['bp', 2],
      ['gh', 5],
    ])
  })
})

describe('RAND-36', () => {
  it('VT of 23 = 4, 27 = 3, 29 = 3, 31 blank is 46.7', () => {
    const values = answer({ 23: 4, 27: 3, 29: 3 })
    expect(valueOf(values, 'vt')?.toFixed(1)).toBe('46.7')
    expect(computeScores(rand36, values)['rand_vt']).toMatchObject({ formula: 'rand36-vt', version: 1 })
  })

  it.each([
    ['best health', 100, { 1: 1, 20: 1, 21: 1, 22: 1, 32: 5, 33: 5, 34: 1, 35: 5, 36: 1 }],
    ['worst health', 0, { 1: 5, 20: 5, 21: 6, 22: 5, 32: 1, 33: 1, 34: 5, 35: 1, 36: 5 }],
  ])('%s is %d in general health, pain and social functioning', (_name, value, answers) => {
    for (const domain of ['gh', 'bp', 'sf']) expect(valueOf(answer(answers), domain)).toBe(value)
  })

  it('has the health transition by itself', () => {
    expect(valueOf(answer({ 2: 2 }), 'ht')).toBe(75)
    expect(valueOf(answer({ 2: 2 }), 'gh')).toBeNull()
  })

  it('half rule: half of a scale is enough, less is not', () => {
    expect(valueOf(answer({ 13: 2, 14: 1 }), 'rp')).toBe(50)
    expect(computeScores(rand36, answer({ 13: 2 }))['rand_rp']).toMatchObject({
      value: null,
      reason: 'fewer_than_half',
    })
    expect(valueOf(answer({ 17: 2, 18: 2 }), 're')).toBe(100)
    expect(valueOf(answer({ 17: 2 }), 're')).toBeNull()
    expect(valueOf(answer({ 21: 1 }), 'bp')).toBe(100)
    expect(computeScores(rand36, {})['rand_bp']).toMatchObject({ value: null, reason: 'not_answered' })
  })

  it('every domain is the mean of its recoded answers, from half of them on, within 0 and 100', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const scores = computeScores(rand36, answer(answers))
        for (const { id, items } of RAND_DOMAINS) {
          const recoded = items.flatMap((number) => {
            const code = answers[number] ?? null
            const key = RAND_RECODES.find((one) => one.items.includes(number))
            return code === null ? [] : [key?.values[code - 1] ?? NaN]
          })
          const value = scores[`rand_${id}`]?.value
          if (recoded.length * 2 < items.length) expect(value).toBeNull()
          else {
            expect(value).toBeCloseTo(recoded.reduce((all, one) => all + one, 0) / recoded.length, 10)
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(100)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('turning every answer round turns every domain round: 100 less itself', () => {
    fc.assert(
      fc.property(someAnswers, (answers) => {
        const turned = Object.fromEntries(
          Object.entries(answers).map(([number, code]) => [
            number,
            code === null ? null : answersOf(Number(number)) + 1 - code,
          ]),
        )
        for (const { id } of RAND_DOMAINS) {
          const [value, other] = [valueOf(answer(answers), id), valueOf(answer(turned), id)]
          if (value === null || value === undefined) expect(other).toBeNull()
          else expect(other).toBeCloseTo(100 - value, 9)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('takes what the form offers and nothing else', () => {
    expect(parseValues(rand36, { rand_3: 3, rand_21: 6 }).ok).toBe(true)
    expect(parseValues(rand36, { rand_3: 4 }).ok).toBe(false)
    expect(parseValues(rand36, { rand_1: 0 }).ok).toBe(false)
  })
})

describe('SF-36 from elsewhere', () => {
  it('names its scoring, and no total is computed from domains', () => {
    expect(sf36Domains.items[0]).toMatchObject({ name: 'sf36_scoring', required: true })
    expect(sf36Domains.items.map(({ kind }) => kind)).not.toContain('calculated')
    expect(rand36.items.map(({ name }) => name)).not.toContain('rand_total')
  })

  it("the site's own total is called so and is not held to 0–100", () => {
    expect(sf36Total.items[0]?.label.en).toContain("site's own")
    expect(parseValues(sf36Total, { sf36_total: 118.3 }).ok).toBe(true)
    expect(parseValues(sf36Total, { sf36_total: 151 }).ok).toBe(false)
    const names = [...rand36.items, ...sf36Domains.items].map(({ name }) => name)
    expect(names).not.toContain('sf36_total')
  })
})
