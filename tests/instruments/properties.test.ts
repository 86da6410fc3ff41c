/**
 * What holds for every score on the shelf, whatever is answered: 300 invented entries an instrument, of values the
 * grammar lets through, some left out, some declared missing. What a score means is tested beside its formula.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { MISSING_REASONS } from '@/lib/codebook/item'
import type { CalculatedItem, Item, ItemValue, Values } from '@/lib/codebook/item'
import { computeScores, SCORE_REASONS } from '@/lib/instruments/score'
import { listInstruments } from '@/lib/instruments/shelf'

const RUNS = { numRuns: 300 }

/** A value the item takes; whole numbers over ten to the decimals, so that nothing has more digits than a form allows. */
function arbitraryOf(item: Item): fc.Arbitrary<ItemValue> | null {
  switch (item.kind) {
    case 'number':
    case 'integer': {
      const scale = 10 ** (item.kind === 'number' ? item.decimals : 0)
      const [min, max] = [item.hard?.min ?? 0, item.hard?.max ?? 1000]
      return fc
        .integer({ min: Math.ceil(min * scale), max: Math.floor(max * scale) })
        .map((count) => count / scale)
    }
    case 'choice':
      return fc.constantFrom(...item.codes.map(({ code }) => code))
    case 'multi':
      return fc.subarray(
        item.codes.map(({ code }) => code),
        { minLength: 1 },
      )
    case 'date':
      return fc.nat(4000).map((days) => addDays('2017-02-01', days))
    case 'text':
      return fc.constant('—')
    case 'calculated':
      return null
  }
}

const missing = fc.constantFrom(...MISSING_REASONS).map((reason): ItemValue => ({ missing: reason }))

function arbitraryEntry(items: readonly Item[]): fc.Arbitrary<Values> {
  const fields = items.flatMap((item) => {
    const value = arbitraryOf(item)
    if (!value) return []
    const answer = fc.oneof(
      { weight: 12, arbitrary: value },
      { weight: 1, arbitrary: missing },
      { weight: 1, arbitrary: fc.constant(null) },
    )
    return [fc.tuple(fc.constant(item.name), answer)]
  })
  return fc
    .tuple(...fields)
    .map((pairs) => Object.fromEntries(pairs.filter((pair): pair is [string, ItemValue] => pair[1] !== null)))
}

const scored = listInstruments().filter(({ score }) => score)

describe.each(scored.map((one) => [`${one.id} v${one.version}`, one] as const))(
  'scores of %s',
  (_name, one) => {
    const derived = one.items.filter((item): item is CalculatedItem => item.kind === 'calculated')

    it('are a finite number within the range, or a reason that is said in words', () => {
      fc.assert(
        fc.property(arbitraryEntry(one.items), (values) => {
          const scores = computeScores(one, values)
          expect(Object.keys(scores).toSorted()).toEqual(derived.map(({ name }) => name).toSorted())
          for (const { name, range, formula } of derived) {
            const score = scores[name]
            expect(score).toMatchObject({ formula: formula.id, version: formula.version })
            if (score?.value === null) {
              expect(SCORE_REASONS).toContain(score.reason)
              continue
            }
            expect(score?.reason).toBeUndefined()
            expect(Number.isFinite(score?.value)).toBe(true)
            expect(score?.value).toBeGreaterThanOrEqual((range?.min ?? -Infinity) - 1e-9)
            expect(score?.value).toBeLessThanOrEqual((range?.max ?? Infinity) + 1e-9)
          }
        }),
        RUNS,
      )
    })

    it('take a value that is declared missing as not there, and leave the entry as it was', () => {
      fc.assert(
        fc.property(arbitraryEntry(one.items), (values) => {
          const before = structuredClone(values)
          const told = Object.fromEntries(
            Object.entries(values).filter(([, value]) => typeof value !== 'object' || Array.isArray(value)),
          )
          expect(computeScores(one, values)).toEqual(computeScores(one, told))
          expect(values).toEqual(before)
        }),
        RUNS,
      )
    })

    it('do not depend on the order in which the answers came', () => {
      fc.assert(
        fc.property(arbitraryEntry(one.items), (values) => {
          const turned = Object.fromEntries(Object.entries(values).reverse())
          expect(computeScores(one, turned)).toEqual(computeScores(one, values))
        }),
        RUNS,
      )
    })
  },
)
