import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  DEFAULT_THRESHOLD,
  THRESHOLDS,
  getThreshold,
  isResponder,
  thresholdLine,
} from '@/lib/instruments/thresholds'
import type { Outcome } from '@/lib/instruments/thresholds'

const usual = getThreshold(DEFAULT_THRESHOLD)
const tenths = (max: number) => fc.integer({ min: 0, max: max * 10 }).map((value) => value / 10)

describe('presets', () => {
  it('have ids of their own, a source, and say when it was not read', () => {
    expect(new Set(THRESHOLDS.map(({ id }) => id)).size).toBe(THRESHOLDS.length)
    for (const { source, verified } of THRESHOLDS) {
      expect(source.en.includes('unverified')).toBe(!verified)
      expect(source.zh.includes('未核实')).toBe(!verified)
      expect(source.zh).not.toMatch(/unverified|failure|baseline|points/)
    }
    expect(() => getThreshold('mine')).toThrow('no threshold mine')
  })

  it('the default is 30 % of ODI and 2 points of VAS, said to be borrowed', () => {
    expect(usual.bars).toEqual({
      back: { kind: 'drop', points: 2 },
      leg: { kind: 'drop', points: 2 },
      odi: { kind: 'percent', percent: 30 },
    })
    expect(usual.note?.en).toContain('borrowed from low back pain')
  })
})

describe('responder', () => {
  it.each<[string, Outcome, number | null, number | null, boolean | null]>([
    ['default', 'odi', 46, 18, true],
    ['default', 'odi', 40, 28, true],
    ['default', 'odi', 40, 28.1, false],
    ['default', 'odi', 0, 0, null],
    ['default', 'odi', 40, null, null],
    ['default', 'odi', null, 10, null],
    ['default', 'back', 6.5, 4.5, true],
    ['default', 'back', 5.1, 3.1, true],
    ['default', 'back', 5.1, 3.2, false],
    ['default', 'back', 1.5, 0, false],
    ['success_discectomy', 'leg', 7, 3.5, true],
    ['success_discectomy', 'odi', 50, 31, false],
    ['success_stenosis', 'back', 7, 1, null],
    ['no_failure_ldh', 'odi', 40, 27, true],
    ['no_failure_ldh', 'odi', 40, 27.1, false],
    ['no_failure_ldh_percent', 'odi', 30, 20.1, true],
    ['pass', 'odi', 20, 22, true],
    ['pass', 'odi', null, 22.1, false],
    ['pass', 'back', 0, 2, true],
  ])('%s, %s %s → %s: %s', (id, outcome, pre, post, expected) => {
    expect(isResponder(getThreshold(id), outcome, pre, post)).toBe(expected)
  })

  it('equals the definition over the whole scale, whatever binary fractions do', () => {
    fc.assert(
      fc.property(tenths(10), tenths(10), (pre, post) => {
        const byTenths = Math.round(pre * 10) - Math.round(post * 10)
        expect(isResponder(usual, 'back', pre, post)).toBe(byTenths >= 20)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(tenths(100), tenths(100), (pre, post) => {
        fc.pre(pre > 0)
        const exact = 100 * Math.round(post * 10) <= 70 * Math.round(pre * 10)
        expect(isResponder(usual, 'odi', pre, post)).toBe(exact)
      }),
      { numRuns: 500 },
    )
  })

  it('a better result never loses the response', () => {
    const outcome = fc.constantFrom<Outcome>('back', 'leg', 'odi')
    fc.assert(
      fc.property(
        fc.constantFrom(...THRESHOLDS),
        outcome,
        tenths(10),
        tenths(10),
        (threshold, one, pre, post) => {
          const better = isResponder(threshold, one, pre, Math.max(0, post - 1))
          if (isResponder(threshold, one, pre, post)) expect(better).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('draws the line that the timeline shows', () => {
    expect(thresholdLine(usual, 'odi', 46)).toBe(32.2)
    expect(thresholdLine(usual, 'back', 6.5)).toBe(4.5)
    expect(thresholdLine(usual, 'odi', 0)).toBeNull()
    expect(thresholdLine(getThreshold('pass'), 'odi', null)).toBe(22)
  })
})
