import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { descriptives } from '@/lib/stats/describe/descriptives'
import { effectSizeBinary } from '@/lib/stats/effects/effect-size-binary'
import { logistic } from '@/lib/stats/logistic/logistic'
import { lmmRandomIntercept } from '@/lib/stats/repeated/lmm-random-intercept'
import { rmAnova } from '@/lib/stats/repeated/rm-anova'
import { tableOne } from '@/lib/stats/report/table-one'
import { fisher } from '@/lib/stats/tables/fisher'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import { tTest } from '@/lib/stats/two-groups/t-test'
import { wilcoxonSignedRank } from '@/lib/stats/two-groups/wilcoxon-signed-rank'

vi.setConfig({ testTimeout: 60_000 })

const runs = { numRuns: 1000 }
const tenth = fc.integer({ min: -400, max: 400 }).map((v) => v / 10)
const group = fc.array(tenth, { minLength: 3, maxLength: 25 })
const distinct = (size: { minLength: number; maxLength: number }) =>
  fc.uniqueArray(fc.integer({ min: -100_000, max: 100_000 }), size)
const close = (a: number, b: number, rel = 1e-9) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(rel * Math.max(1e-300, Math.abs(a), Math.abs(b)) + 1e-12)

/** Every number anywhere in a result. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(numbersIn)
}

describe('two samples', () => {
  it('do not depend on the order of the values', () => {
    fc.assert(
      fc.property(group, group, (x, y) => {
        const back = [...x].reverse()
        expect(mannWhitney(back, y)).toEqual(mannWhitney(x, y))
        const a = tTest(x, y)
        const b = tTest(back, y)
        if (a.status === 'ok' && b.status === 'ok' && a.welch && b.welch) close(a.welch.p, b.welch.p, 1e-8)
        else expect(a.status).toBe(b.status)
      }),
      runs,
    )
  })

  it('change sign, not P, when the groups change places', () => {
    fc.assert(
      fc.property(group, group, (x, y) => {
        const a = tTest(x, y)
        const b = tTest(y, x)
        if (a.status === 'ok' && b.status === 'ok' && a.student && b.student) {
          close(a.student.t, -b.student.t)
          close(a.student.p, b.student.p)
          close(a.student.ci[0], -b.student.ci[1])
        } else expect(a.status).toBe(b.status)
        const u = mannWhitney(x, y)
        const v = mannWhitney(y, x)
        if (u.status === 'ok' && v.status === 'ok') {
          expect(u.U1 + v.U1).toBe(x.length * y.length)
          close(u.normal.p, v.normal.p)
          close(u.exactP!, v.exactP!)
        } else expect(u.status).toBe(v.status)
      }),
      runs,
    )
  })

  it('follow shift and scale', () => {
    fc.assert(
      fc.property(group, group, tenth, fc.integer({ min: 1, max: 50 }), (x, y, shift, scale) => {
        const move = (v: number[]) => v.map((e) => scale * e + shift)
        const a = tTest(x, y)
        const b = tTest(move(x), move(y))
        if (a.status === 'ok' && b.status === 'ok' && a.welch && b.welch) {
          close(a.welch.t, b.welch.t, 1e-7)
          close(a.welch.diff * scale, b.welch.diff, 1e-7)
        }
        const d = descriptives(x)
        const e = descriptives(move(x))
        if (d.status === 'ok' && e.status === 'ok') {
          close(scale * d.median! + shift, e.median!)
          close(scale * d.sd!, e.sd!, 1e-7)
        }
        const u = mannWhitney(x, y)
        const v = mannWhitney(
          x.map((q) => q ** 3),
          y.map((q) => q ** 3),
        )
        if (u.status === 'ok' && v.status === 'ok') close(u.exactP!, v.exactP!)
        else expect(u.status).toBe(v.status)
      }),
      runs,
    )
  })

  it('have intervals that agree with their tests', () => {
    fc.assert(
      fc.property(
        distinct({ minLength: 4, maxLength: 12 }),
        distinct({ minLength: 4, maxLength: 12 }),
        (x, y) => {
          const t = tTest(x, y)
          if (t.status === 'ok')
            for (const r of [t.student, t.welch])
              if (r && Math.abs(r.p - 0.05) > 1e-9) expect(r.ci[0] <= 0 && r.ci[1] >= 0).toBe(r.p > 0.05)
          const shared = x.some((v) => y.includes(v))
          const u = mannWhitney(x, y)
          if (u.status === 'ok' && !shared) {
            const [low, high] = u.hodgesLehmann!.ci
            expect(low <= 0 && high >= 0).toBe(u.exactP! > 0.05)
          }
        },
      ),
      runs,
    )
  })

  it('signed-rank interval and exact test agree without ties or zeros', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 6, maxLength: 14 }),
        fc.infiniteStream(fc.boolean()),
        (size, signs) => {
          const d = size.map((v) => (signs.next().value ? v : -v) * 2 + 1)
          if (new Set(d.map(Math.abs)).size < d.length) return
          const r = wilcoxonSignedRank(d, new Array<number>(d.length).fill(0))
          if (r.status !== 'ok' || !r.hodgesLehmann.ci) throw new Error('expected an interval')
          const [low, high] = r.hodgesLehmann.ci
          expect(low <= 0 && high >= 0).toBe(r.exactP! > 0.05)
        },
      ),
      runs,
    )
  })
})

it('profile likelihood intervals agree with likelihood ratio tests', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(tenth, fc.boolean()), { minLength: 15, maxLength: 40 }), (rows) => {
      const r = logistic(
        rows.map(([, y]) => (y ? 1 : 0)),
        { x: rows.map(([x]) => x) },
      )
      if (r.status !== 'ok') return
      const { lrP } = r.terms[0]!
      const [low, high] = r.coefficients[1]!.orCiProfile!
      if (Math.abs(lrP - 0.05) > 1e-6) expect(low <= 1 && high >= 1).toBe(lrP > 0.05)
    }),
    runs,
  )
})

describe('Fisher', () => {
  const logFactorial = (n: number): number => (n < 2 ? 0 : Math.log(n) + logFactorial(n - 1))

  /** All tables with the margins of `t`, their log probabilities up to a constant. */
  function enumerate(t: number[][]): number[] {
    const cols = t[0]!.map((_, j) => t.reduce((s, r) => s + r[j]!, 0))
    const rows = t.map((r) => r.reduce((a, b) => a + b, 0))
    const out: number[] = []
    const fillRow = (i: number, left: number[], log: number): void => {
      if (i === rows.length - 1) {
        out.push(log - left.reduce((s, v) => s + logFactorial(v), 0))
        return
      }
      const fillCell = (j: number, rest: number, next: number[], l: number): void => {
        if (j === left.length - 1) {
          if (rest <= left[j]!) fillRow(i + 1, [...next, left[j]! - rest], l - logFactorial(rest))
          return
        }
        for (let v = 0; v <= Math.min(rest, left[j]!); v++)
          fillCell(j + 1, rest - v, [...next, left[j]! - v], l - logFactorial(v))
      }
      fillCell(0, rows[i]!, [], log)
    }
    fillRow(0, cols, 0)
    return out
  }

  it('equals full enumeration on small tables', () => {
    const cell = fc.integer({ min: 0, max: 4 })
    const table = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 3 }))
      .chain(([r, c]) =>
        fc.array(fc.array(cell, { minLength: c, maxLength: c }), { minLength: r, maxLength: r }),
      )
    fc.assert(
      fc.property(table, (t) => {
        const result = fisher(t)
        if (result.status !== 'ok') return
        const own = -t.flat().reduce((s, v) => s + logFactorial(v), 0)
        const all = enumerate(t)
        const top = Math.max(...all)
        const total = all.reduce((s, l) => s + Math.exp(l - top), 0)
        const tail = all.filter((l) => l <= own + 1e-7).reduce((s, l) => s + Math.exp(l - top), 0)
        close(result.p, tail / total, 1e-7)
      }),
      runs,
    )
  })

  it('declares the Monte Carlo fallback and repeats it', () => {
    const t = [
      [3, 5, 2, 7],
      [8, 6, 9, 4],
      [2, 7, 8, 10],
    ]
    const exact = fisher(t)
    const drawn = fisher(t, { workCap: 10, draws: 20_000, seed: 7 })
    if (exact.status !== 'ok' || drawn.status !== 'ok') throw new Error('expected a result')
    expect(drawn.method).toBe('monte_carlo')
    expect(drawn).toEqual(fisher(t, { workCap: 10, draws: 20_000, seed: 7 }))
    expect(Math.abs(drawn.p - exact.p)).toBeLessThan(5 * drawn.monteCarlo!.se)
  })
})

it('odds and risk ratios turn over with the groups', () => {
  const arm = fc
    .integer({ min: 1, max: 60 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((a) => [a, n] as const))
  fc.assert(
    fc.property(arm, arm, ([a, n1], [b, n2]) => {
      const r = effectSizeBinary(a, n1, b, n2)
      const s = effectSizeBinary(b, n2, a, n1)
      if (r.status !== 'ok' || s.status !== 'ok') throw new Error('expected a result')
      close(r.oddsRatioHaldane.est * s.oddsRatioHaldane.est, 1)
      close(r.rdNewcombe[0], -s.rdNewcombe[1])
      expect(r.rdNewcombe[0]).toBeLessThanOrEqual(r.riskDifference + 1e-12)
      expect(r.rdNewcombe[1]).toBeGreaterThanOrEqual(r.riskDifference - 1e-12)
    }),
    runs,
  )
})

it('the random-intercept model gives RM-ANOVA F on balanced complete data', () => {
  const visits = ['v1', 'v2', 'v3']
  const subject = fc.tuple(
    fc.integer({ min: -300, max: 300 }),
    ...visits.map(() => fc.integer({ min: -60, max: 60 })),
  )
  fc.assert(
    fc.property(fc.array(subject, { minLength: 8, maxLength: 14 }), (subjects) => {
      const n = subjects.length - (subjects.length % 2)
      const rows = subjects.slice(0, n).map(([level, ...e]) => e.map((v) => (level + v) / 10))
      const arm = rows.map((_, i) => (i % 2 ? 'b' : 'a'))
      const anova = rmAnova(rows, arm)
      const lmm = lmmRandomIntercept({
        id: rows.flatMap((_, i) => visits.map(() => String(i))),
        group: arm.flatMap((g) => visits.map(() => g)),
        visit: rows.flatMap(() => visits),
        y: rows.flat(),
      })
      if (anova.status !== 'ok' || lmm.status !== 'ok' || lmm.varIntercept === 0) return
      const term = (name: string) => lmm.type3.find((t) => t.name === name)!
      close(term('group=:visit=').F, anova.effects.interaction!.F, 1e-6)
      close(term('visit=').F, anova.effects.time.F, 1e-6)
      close(term('group=').F, anova.effects.group!.F, 1e-5)
      close(term('group=').df2, n - 2, 1e-4)
    }),
    runs,
  )
})

it('no result holds NaN, whatever is missing, tied or constant', () => {
  const cell = fc.oneof(fc.constant(Number.NaN), fc.constant(3), fc.integer({ min: 0, max: 4 }), tenth)
  const label = fc.oneof(fc.constant(null), fc.constantFrom('x', 'y', 'z'))
  const row = fc.record({ g: fc.constantFrom('a', 'b', 'c'), v: cell, w: cell, k: label })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.boolean(), (rows, two) => {
      const group = rows.map((r) => (two && r.g === 'c' ? 'a' : r.g))
      const v = rows.map((r) => r.v)
      const w = rows.map((r) => r.w)
      const k = rows.map((r) => r.k)
      const results = [
        tableOne(group, {
          v: { type: 'continuous', values: v },
          k: { type: 'categorical', values: k, levels: ['x', 'y', 'z'] },
          o: { type: 'ordinal', values: k, levels: ['x', 'y', 'z'] },
        }),
        descriptives(v),
        tTest(v, w),
        mannWhitney(v, w),
        wilcoxonSignedRank(v, w),
      ]
      expect(numbersIn(results).some(Number.isNaN)).toBe(false)
    }),
    runs,
  )
})
