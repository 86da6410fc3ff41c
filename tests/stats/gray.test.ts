import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grayTest } from '@/lib/stats/survival/gray'

const row = fc.record({
  time: fc.integer({ min: 0, max: 12 }),
  status: fc.integer({ min: 0, max: 2 }),
  group: fc.constantFrom('A', 'B', 'C'),
})
const rows = fc.array(row, { minLength: 6, maxLength: 60 })
type Row = { time: number; status: number; group: string }

function run(all: readonly Row[]) {
  return grayTest(
    all.map((r) => r.time),
    all.map((r) => r.status),
    all.map((r) => r.group),
  )
}

/** P values by cause; null where the test could not be done. */
function pOf(all: readonly Row[], cause: 1 | 2): number | null {
  const r = run(all)
  return r.status === 'ok' ? (r.tests.find((t) => t.cause === cause)?.p ?? null) : null
}

const near = (a: number | null, b: number | null) =>
  a === null || b === null ? expect(a).toBe(b) : expect(a).toBeCloseTo(b, 8)

describe("Gray's test", () => {
  it('does not depend on the order of rows, the names of groups or the unit of time', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const p = pOf(all, 1)
        near(pOf([...all].reverse(), 1), p)
        const renamed = { A: 'z', B: 'y', C: 'x' } as Record<string, string>
        near(
          pOf(
            all.map((r) => ({ ...r, group: renamed[r.group]! })),
            1,
          ),
          p,
        )
        near(
          pOf(
            all.map((r) => ({ ...r, time: r.time * 30.4 })),
            1,
          ),
          p,
        )
      }),
      { numRuns: 1000 },
    )
  })

  it('swaps its two answers when the causes are swapped', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const swapped = all.map((r) => ({ ...r, status: [0, 2, 1][r.status]! }))
        near(pOf(swapped, 2), pOf(all, 1))
      }),
      { numRuns: 1000 },
    )
  })

  it('never gives a number that is none', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const r = run(all)
        if (r.status !== 'ok') return
        for (const t of r.tests) {
          expect(t.chi2).toBeGreaterThanOrEqual(-1e-9)
          expect(t.p >= 0 && t.p <= 1).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('says why there is no answer', () => {
    expect(grayTest([1, 2], [1, 1], ['A', 'A'])).toEqual({ status: 'not_computable', reason: 'lt_2_groups' })
    expect(grayTest([1, 2], [0, 0], ['A', 'B'])).toEqual({ status: 'not_computable', reason: 'no_variation' })
    expect(() => grayTest([1], [3], ['A'])).toThrow('status must be 0, 1 or 2')
  })
})
