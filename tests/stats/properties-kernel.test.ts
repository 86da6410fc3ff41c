import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { ArgSorter } from '@/lib/stats/kernel/argsort'
import { betaCdf, binomialCdf } from '@/lib/stats/kernel/beta'
import { gammaCdf } from '@/lib/stats/kernel/gamma'
import { hypergeometricCdf } from '@/lib/stats/kernel/hypergeometric'
import { noncentralTCdf } from '@/lib/stats/kernel/noncentral-t'
import { normalCdf, normalQuantile } from '@/lib/stats/kernel/normal'
import { kthDifference } from '@/lib/stats/kernel/pairwise'
import { RandomStream } from '@/lib/stats/kernel/random'
import { betaQuantile, fCdf, fQuantile, gammaQuantile, tCdf, tQuantile } from '@/lib/stats/kernel/student'
import { studentizedRangeCdf } from '@/lib/stats/kernel/studentized-range'
import type { Tail } from '@/lib/stats/kernel/tail'
import { drawCounts } from '@/lib/stats/prediction/optimism-bootstrap'
import { walshStatistics } from '@/lib/stats/two-groups/walsh'

vi.setConfig({ testTimeout: 60_000 })

const runs = { numRuns: 1000 }
const real = (min: number, max: number) => fc.double({ min, max, noNaN: true, noDefaultInfinity: true })
const shape = real(0.05, 300)
const probability = real(1e-12, 1 - 1e-12)

type Cdf = (x: number, tail: Tail) => number
const families: Record<string, fc.Arbitrary<{ cdf: Cdf; a: number; b: number }>> = {
  normal: fc.record({ cdf: fc.constant<Cdf>((x, t) => normalCdf(x, t)), a: real(-40, 40), b: real(-40, 40) }),
  t: shape.chain((df) =>
    fc.record({ cdf: fc.constant<Cdf>((x, t) => tCdf(x, df, t)), a: real(-50, 50), b: real(-50, 50) }),
  ),
  F: fc
    .tuple(shape, shape)
    .chain(([p, q]) =>
      fc.record({ cdf: fc.constant<Cdf>((x, t) => fCdf(x, p, q, t)), a: real(0, 50), b: real(0, 50) }),
    ),
  gamma: shape.chain((k) =>
    fc.record({ cdf: fc.constant<Cdf>((x, t) => gammaCdf(x, k, t)), a: real(0, 400), b: real(0, 400) }),
  ),
  beta: fc
    .tuple(shape, shape)
    .chain(([p, q]) =>
      fc.record({ cdf: fc.constant<Cdf>((x, t) => betaCdf(x, p, q, t)), a: real(0, 1), b: real(0, 1) }),
    ),
  binomial: fc
    .tuple(fc.integer({ min: 1, max: 200 }), probability)
    .chain(([n, p]) =>
      fc.record({ cdf: fc.constant<Cdf>((x, t) => binomialCdf(x, n, p, t)), a: real(-1, n), b: real(-1, n) }),
    ),
  hypergeometric: fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }))
    .chain(([m, n]) => fc.integer({ min: 1, max: m + n }).map((k) => ({ m, n, k })))
    .chain(({ m, n, k }) =>
      fc.record({
        cdf: fc.constant<Cdf>((x, t) => hypergeometricCdf(x, m, n, k, t)),
        a: real(-1, k),
        b: real(-1, k),
      }),
    ),
  'noncentral t': fc.tuple(real(1, 200), real(-30, 30)).chain(([df, d]) =>
    fc.record({
      cdf: fc.constant<Cdf>((x, t) => noncentralTCdf(x, df, d, t)),
      a: real(-40, 40),
      b: real(-40, 40),
    }),
  ),
}

describe.each(Object.entries(families))('%s distribution', (_, family) => {
  it('has tails that add to one and rises', () => {
    fc.assert(
      fc.property(family, ({ cdf, a, b }) => {
        const [lo, hi] = a < b ? [a, b] : [b, a]
        expect(cdf(a, 'lower') + cdf(a, 'upper')).toBeCloseTo(1, 10)
        expect(cdf(hi, 'lower')).toBeGreaterThanOrEqual(cdf(lo, 'lower') - 1e-11)
        expect(cdf(hi, 'upper')).toBeLessThanOrEqual(cdf(lo, 'upper') + 1e-11)
      }),
      runs,
    )
  })
})

it('quantiles invert their distributions on both tails', () => {
  const close = (p: number, back: number) => expect(Math.abs(back / p - 1)).toBeLessThan(1e-9)
  fc.assert(
    fc.property(
      real(-280, -0.31),
      real(0.3, 200),
      real(0.3, 200),
      fc.constantFrom<Tail>('lower', 'upper'),
      (e, a, b, tail) => {
        const p = 10 ** e
        close(p, normalCdf(normalQuantile(p, tail), tail))
        if (e > -100 && e / a > -140) close(p, tCdf(tQuantile(p, a, tail), a, tail))
        if (e > -30) {
          close(p, gammaCdf(gammaQuantile(p, a, tail), a, tail))
          if (tail === 'lower') close(p, betaCdf(betaQuantile(p, a, b), a, b))
          if (a > 2 && b > 2) close(p, fCdf(fQuantile(p, a, b, tail), a, b, tail))
        }
      },
    ),
    runs,
  )
})

it('the studentized range of two means is the t distribution', () => {
  fc.assert(
    fc.property(real(0.1, 8), real(3, 200), (q, df) => {
      const expected = 2 * tCdf(-q / Math.SQRT2, df)
      expect(Math.abs(studentizedRangeCdf(q, 2, df, 'upper') / expected - 1)).toBeLessThan(1e-8)
    }),
    runs,
  )
})

const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), real(-1e6, 1e6)), {
  minLength: 1,
  maxLength: 60,
})

it('order statistics of differences and averages equal brute force', () => {
  fc.assert(
    fc.property(values, values, real(0, 1), (xs, ys, share) => {
      const x = Float64Array.from(xs).sort()
      const y = Float64Array.from(ys).sort()
      const all = Float64Array.from(xs.flatMap((a) => ys.map((b) => a - b))).sort()
      const k = 1 + Math.floor(share * (all.length - 1))
      expect(kthDifference(x, y, k)).toBe(all[k - 1])
      const walsh = Float64Array.from(
        xs.flatMap((_, i) => xs.slice(i).map((_, j) => (x[i]! + x[i + j]!) / 2)),
      ).sort()
      const q = 1 + Math.floor(share * (walsh.length - 1))
      expect(walshStatistics(x, [q])[0]).toBe(walsh[q - 1])
    }),
    runs,
  )
})

it('argsort orders rows stably, by comparison and by bits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), real(-1e300, 1e300)), {
        minLength: 1,
        maxLength: 1200,
      }),
      (xs) => {
        const order = Array.from(new ArgSorter(xs.length).sort(xs))
        const expected = xs.map((_, i) => i).sort((a, b) => xs[a]! - xs[b]! || a - b)
        expect(order).toEqual(expected)
      },
    ),
    runs,
  )
})

it('random streams repeat, differ, and draw whole resamples', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(1000), fc.integer({ min: 1, max: 300 }), (seed, stream, n) => {
      const a = new RandomStream(seed, stream)
      const b = new RandomStream(seed, stream)
      const c = new RandomStream(seed, stream + 1)
      const draw = (r: RandomStream) => Array.from({ length: 6 }, () => r.uniform())
      const first = draw(a)
      expect(first).toEqual(draw(b))
      expect(first).not.toEqual(draw(c))
      expect(first.every((u) => u > 0 && u < 1)).toBe(true)
      const counts = new Float64Array(n)
      drawCounts(seed, stream, counts)
      expect(counts.reduce((s, v) => s + v, 0)).toBe(n)
    }),
    runs,
  )
})

it('the generator gives the published numbers of Philox 4x32-10', () => {
  // Known answer of Random123 for counter 0 and key 0.
  const r = new RandomStream(0, 0)
  expect([r.uint32(), r.uint32(), r.uint32(), r.uint32()]).toEqual([
    0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
  ])
})

it('averages of many values are counted, not listed, and the same', () => {
  fc.assert(
    fc.property(fc.nat(), fc.boolean(), real(0, 1), (seed, tied, share) => {
      const draw = new RandomStream(seed, 0)
      const x = Float64Array.from({ length: 401 }, () =>
        tied ? draw.below(30) / 2 : draw.uniform() - 0.5,
      ).sort()
      const k = 1 + Math.floor(share * ((401 * 402) / 2 - 1))
      const v = walshStatistics(x, [k])[0]!
      let below = 0
      let upTo = 0
      for (let i = 0; i < 401; i++)
        for (let j = i; j < 401; j++) {
          const average = (x[i]! + x[j]!) / 2
          if (average < v) below++
          if (average <= v) upTo++
        }
      expect(below < k && k <= upTo).toBe(true)
    }),
    runs,
  )
})
