/**
 * What holds for every score on the shelf, whatever is answered: 300 invented entries an instrument, of values the
 * grammar lets through, some left out, some declared missing. What a score means is tested beside its formula.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalculatedItem } from '@/lib/codebook/item'
import { computeScores, SCORE_REASONS } from '@/lib/instruments/score'
import { listInstruments } from '@/lib/instruments/shelf'
import { arbitraryEntry } from '../support/any-entry'

const RUNS = { numRuns: 300 }

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
