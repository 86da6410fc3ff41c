import { normalTwoSided } from '../kernel/normal'
import { latticeQuantile, lowerSum, signedRankDensity } from '../kernel/rank-counts'
import { midranks } from '../kernel/ranks'
import { allFinite, requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import type { ZP } from './mann-whitney'
import { completePairs } from './t-paired'
import { walshStatistics } from './walsh'

export type WilcoxonSignedRank = {
  status: 'ok'
  nPairs: number
  nDropped: number
  nZero: number
  ties: boolean
  /** Sum of the ranks of positive and of negative differences (zeros dropped). */
  V: number
  wMinus: number
  /** Exact P, ties included: P(|V - μ| >= |v - μ|) over all signs; null beyond 500 (ties: 200) differences. */
  exactP: number | null
  normal: ZP
  normalCc: ZP
  /** Zeros kept in the ranking (Pratt 1959); null when there are none. */
  pratt: ZP | null
  /** Median of the Walsh averages; exact order-statistic interval for 6 to 500 pairs. */
  hodgesLehmann: { estimate: number; ci: Interval | null; achievedConf: number | null }
  rankBiserial: number
}

/** Differences to 1e-10, so that 0.3 - 0.1 and 0.5 - 0.3 tie. */
export function roundDifference(d: number): number {
  return Math.abs(d) < 1e5 ? Math.round(d * 1e10) / 1e10 : d
}

function exactWithTies(ranks: Float64Array, V: number): number {
  // Doubled midranks are whole numbers; probabilities of their signed sums by dynamic programming.
  const doubled = Array.from(ranks, (r) => Math.round(2 * r))
  const total = doubled.reduce((a, b) => a + b, 0)
  const density = new Float64Array(total + 1)
  density[0] = 1
  let reach = 0
  for (const r of doubled) {
    reach += r
    for (let s = reach; s >= 0; s--) density[s] = 0.5 * (density[s]! + (s >= r ? density[s - r]! : 0))
  }
  const deviation = Math.abs(4 * V - total)
  let p = 0
  for (let s = 0; s <= total; s++) if (Math.abs(2 * s - total) >= deviation) p += density[s]!
  return Math.min(1, p)
}

function exactP(ranks: Float64Array, V: number, ties: boolean): number | null {
  const n = ranks.length
  if (ties) return n <= 200 ? exactWithTies(ranks, V) : null
  if (n > 500) return null
  const low = Math.min(V, (n * (n + 1)) / 2 - V)
  return Math.min(1, 2 * lowerSum(signedRankDensity(n), low))
}

function pratt(all: Float64Array): ZP | null {
  const { ranks } = midranks(all.map(Math.abs))
  let T = 0
  let sum = 0
  let square = 0
  for (let i = 0; i < all.length; i++) {
    if (all[i] === 0) continue
    const r = ranks[i]!
    if (all[i]! > 0) T += r
    sum += r
    square += r * r
  }
  const z = (T - sum / 2) / Math.sqrt(square / 4)
  return { z, p: normalTwoSided(z) }
}

function shift(all: Float64Array, conf: number): WilcoxonSignedRank['hodgesLehmann'] {
  const n = all.length
  const count = (n * (n + 1)) / 2
  const middle = Math.ceil(count / 2)
  const median = count % 2 ? [middle] : [middle, middle + 1]
  const sorted = all.slice().sort()
  const centre = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
  if (n < 6 || n > 500)
    return { estimate: centre(walshStatistics(sorted, median)), ci: null, achievedConf: null }
  const density = signedRankDensity(n)
  const q = Math.max(1, latticeQuantile(density, (1 - conf) / 2))
  const [low, high, ...rest] = walshStatistics(sorted, [q, count + 1 - q, ...median]) as [
    number,
    number,
    ...number[],
  ]
  return { estimate: centre(rest), ci: [low, high], achievedConf: 1 - 2 * lowerSum(density, q - 1) }
}

/**
 * Wilcoxon signed-rank test of paired measurements, differences x - y rounded to 1e-10 before ranking.
 *
 * @param x first measurement, NaN where missing; @param y second measurement of the same subjects
 * @throws RangeError when the lengths differ
 *
 * R: `wilcox.test(x, y, paired = TRUE)`, `exactRankTests::wilcox.exact` (which turns to the normal approximation from
 * 50 differences with ties on), `coin::wilcoxsign_test(zero.method = "Pratt")`.
 */
export function wilcoxonSignedRank(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { conf?: number } = {},
): WilcoxonSignedRank | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const pairs = completePairs(x, y)
  if (!allFinite(pairs.x) || !allFinite(pairs.y)) return notComputable('infinite_value')
  const all = pairs.x.map((v, i) => roundDifference(v - pairs.y[i]!))
  const d = all.filter((v) => v !== 0)
  const n = d.length
  if (!n) return notComputable(all.length ? 'all_differences_zero' : 'too_few')
  const { ranks, tieSum } = midranks(d.map(Math.abs))
  let V = 0
  for (let i = 0; i < n; i++) if (d[i]! > 0) V += ranks[i]!
  const total = (n * (n + 1)) / 2
  const se = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieSum / 48)
  const deviation = V - total / 2
  const z = deviation / se
  const zCc = (deviation - 0.5 * Math.sign(deviation)) / se
  return {
    status: 'ok',
    nPairs: all.length,
    nDropped: x.length - all.length,
    nZero: all.length - n,
    ties: tieSum > 0,
    V,
    wMinus: total - V,
    exactP: exactP(ranks, V, tieSum > 0),
    normal: { z, p: normalTwoSided(z) },
    normalCc: { z: zCc, p: normalTwoSided(zCc) },
    pratt: n < all.length ? pratt(all) : null,
    hodgesLehmann: shift(all, conf),
    rankBiserial: (2 * V - total) / total,
  }
}
