import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import { parseValues } from '@/lib/codebook/schema'
import { sample } from './sample'

describe('checks', () => {
  it('refuses outside the hard range and asks outside the soft one', () => {
    expect(checkValues(sample, { volume: 41 })).toEqual({
      hard: [{ field: 'volume', code: 'above_hard', params: { max: 40 } }],
      soft: [],
    })
    expect(checkValues(sample, { volume: 0.5 })).toEqual({
      hard: [],
      soft: [{ field: 'volume', code: 'below_soft', params: { min: 1 } }],
    })
    expect(checkValues(sample, { volume: 1 })).toEqual({ hard: [], soft: [] })
    expect(checkValues(sample, { volume: 15 })).toEqual({ hard: [], soft: [] })
  })

  it('asks about a jump against the previous visit, in either direction', () => {
    const previous = { volume: 8.2 }
    expect(checkValues(sample, { volume: 3.2 }, { previous }).soft).toEqual([])
    expect(checkValues(sample, { volume: 3.1 }, { previous }).soft).toEqual([
      { field: 'volume', code: 'jump', params: { previous: 8.2, change: -5.1 } },
    ])
    expect(checkValues(sample, { volume: 13.3 }, { previous }).soft).toMatchObject([{ code: 'jump' }])
    expect(
      checkValues(sample, { volume: 13.3 }, { previous: { volume: { missing: 'refused' } } }).soft,
    ).toEqual([])
  })

  it('judges calculated items by their jump', () => {
    const { soft } = checkValues(sample, { volume: 14 }, { previous: { volume: 2 } })
    expect(soft.map(({ field, code }) => `${field} ${code}`)).toEqual(['volume jump', 'double jump'])
  })

  it('reports unknown and hidden items as hard, and lets an incomplete entry pass', () => {
    expect(checkValues(sample, { leek: 1, kinds: [1] }).hard).toEqual([
      { field: 'leek', code: 'unknown_item' },
      { field: 'kinds', code: 'hidden' },
    ])
    expect(checkValues(sample, {})).toEqual({ hard: [], soft: [] })
  })

  it('is hard exactly where the schema refuses', () => {
    const value = fc.oneof(
      fc.integer({ min: -20, max: 500 }).map((n) => n / 10),
      fc.constantFrom('x', [1], [9]),
    )
    const values = fc.dictionary(fc.constantFrom('volume', 'shots', 'leak', 'kinds', 'other', 'leek'), value)
    fc.assert(
      fc.property(values, (input) => {
        const { hard } = checkValues(sample, input as never)
        const parsed = parseValues(sample, input)
        expect(hard.length === 0).toBe(parsed.ok)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('completeness', () => {
  it('lists what is required, asked and absent', () => {
    expect(assessCompleteness(sample, {})).toEqual({
      complete: false,
      asked: 4,
      answered: 0,
      declared: [],
      lacking: ['volume', 'leak'],
    })
  })

  it('counts a declared reason as an answer', () => {
    expect(assessCompleteness(sample, { volume: { missing: 'unknown' }, leak: 0 })).toEqual({
      complete: true,
      asked: 4,
      answered: 2,
      declared: ['volume'],
      lacking: [],
    })
  })

  it('asks for what an answer opens', () => {
    expect(assessCompleteness(sample, { volume: 3, leak: 1 }).lacking).toEqual(['kinds'])
    expect(assessCompleteness(sample, { volume: 3, leak: 1, kinds: [9] })).toMatchObject({
      complete: true,
      asked: 6,
    })
  })
})
