import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { differenceStatistics } from '../kernel/pairwise'
import { latticeQuantile, lowerSum, mannWhitneyDensity } from '../kernel/rank-counts'
import { medianOfSorted, present, requireOpenUnit, sorted } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { permutationTail } from './rank-permutation'

export type MannWhitneyOptions = {
  conf?: number
  /** Exact P where it can be had (no ties: up to 200 a group; ties: up to 60); default true. */
  exact?: boolean
  /** Shift estimate with its interval; default true. */
  shift?: boolean
}
export type ZP = { z: number; p: number }
export type MannWhitney = {
  status: 'ok'
  n1: number
  n2: number
  /** Pairs in which x is larger (ties count half): R's W. */
  U1: number
  U2: number
  U: number
  rankSum1: number
  rankSum2: number
  meanRank1: number
  meanRank2: number
  ties: boolean
  median1: number
  median2: number
  exactP: number | null
  /** Normal approximation without continuity correction: SPSS. */
  normal: ZP
  /** With continuity correction: R's default. */
  normalCc: ZP
  /** Median of all differences x - y, interval from the distribution of U without ties. */
  hodgesLehmann: { estimate: number; ci: Interval } | null
  rankBiserial: { r: number; ci: Interval | null }
  /** P(X > Y) + ½ P(X = Y). */
  probSuperiority: number
}

type Merged = { rankSum: number; tieSum: number; distinct: number }

/** Rank sum of the first sample and Σ(t³ - t) over ties, by one merge; `each` sees doubled midranks and their sizes. */
function merge(x: Float64Array, y: Float64Array, each?: (doubled: number, size: number) => void): Merged {
  let i = 0
  let j = 0
  let doubledSum = 0
  let tieSum = 0
  let distinct = 0
  while (i < x.length || j < y.length) {
    const v = j >= y.length || (i < x.length && x[i]! <= y[j]!) ? x[i]! : y[j]!
    const before = i + j
    const i0 = i
    while (i < x.length && x[i] === v) i++
    while (j < y.length && y[j] === v) j++
    const t = i + j - before
    const doubled = 2 * before + t + 1
    doubledSum += doubled * (i - i0)
    if (t > 1) tieSum += t * t * t - t
    distinct++
    each?.(doubled, t)
  }
  return { rankSum: doubledSum / 2, tieSum, distinct }
}

function exactP(x: Float64Array, y: Float64Array, U1: number, ranks: Merged): number | null {
  const m = x.length
  const n = y.length
  if (ranks.tieSum === 0) {
    if (m > 200 || n > 200) return null
    return Math.min(1, 2 * lowerSum(mannWhitneyDensity(m, n), Math.min(U1, m * n - U1)))
  }
  if (m > 60 || n > 60) return null
  const doubled: number[] = []
  const sizes: number[] = []
  merge(x, y, (d, t) => {
    doubled.push(d)
    sizes.push(t)
  })
  return permutationTail(doubled, sizes, m, Math.round(2 * ranks.rankSum))
}

function shiftEstimate(x: Float64Array, y: Float64Array, conf: number) {
  const m = x.length
  const n = y.length
  const pairs = m * n
  let q: number
  if (m <= 50 && n <= 50) q = latticeQuantile(mannWhitneyDensity(m, n), (1 - conf) / 2)
  else
    q = Math.floor(
      pairs / 2 - normalQuantile((1 - conf) / 2, 'upper') * Math.sqrt((pairs * (m + n + 1)) / 12),
    )
  q = Math.max(1, q)
  const middle = Math.ceil(pairs / 2)
  const ranks = [middle, pairs % 2 ? middle : middle + 1, q, pairs + 1 - q]
  const [a, b, low, high] = differenceStatistics(x, y, ranks) as [number, number, number, number]
  return { estimate: a === b ? a : (a + b) / 2, ci: [low, high] as Interval }
}

/**
 * Mann-Whitney U (Wilcoxon rank-sum) test of two independent samples, with the shift estimate of Hodges and
 * Lehmann, the rank-biserial correlation (Fisher-z interval, se = √((m+n+1)/(3mn))) and P(X > Y).
 *
 * Exact P without ties: distribution of U, twice the smaller tail; with ties: permutation of the midranks,
 * P(|T - μ| >= |t - μ|), as coin does.
 *
 * @param x first sample, NaN where missing
 * @param y second sample
 * @throws TypeError when a sample holds anything but numbers; RangeError when conf is not in (0, 1)
 *
 * R: `wilcox.test(x, y, conf.int = TRUE)`, `coin::wilcox_test(distribution = "exact")`.
 * @example mannWhitney([1, 3, 5], [2, 8, 9, 11])
 */
export function mannWhitney(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: MannWhitneyOptions = {},
): MannWhitney | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const a = sorted(present(x, 'x'))
  const b = sorted(present(y, 'y'))
  return mannWhitneySorted(a, b, { conf, exact: options.exact ?? true, shift: options.shift ?? true })
}

/** The same for samples already sorted and free of missing values. */
export function mannWhitneySorted(
  a: Float64Array,
  b: Float64Array,
  options: Required<MannWhitneyOptions>,
): MannWhitney | NotComputable {
  const m = a.length
  const n = b.length
  if (m < 1 || n < 1) return notComputable('empty_group')
  if (![a[0]!, a[m - 1]!, b[0]!, b[n - 1]!].every(Number.isFinite)) return notComputable('infinite_value')
  const N = m + n
  const ranks = merge(a, b)
  const U1 = ranks.rankSum - (m * (m + 1)) / 2
  const U2 = m * n - U1
  const variance = ((m * n) / 12) * (N + 1 - ranks.tieSum / (N * (N - 1)))
  if (ranks.distinct < 2 || !(variance > 0)) return notComputable('all_equal')
  const deviation = U1 - (m * n) / 2
  const se = Math.sqrt(variance)
  const z = deviation / se
  const zCc = (deviation - 0.5 * Math.sign(deviation)) / se
  const r = (2 * U1) / (m * n) - 1
  const half = normalQuantile((1 - options.conf) / 2, 'upper') * Math.sqrt((N + 1) / (3 * m * n))
  const total = (N * (N + 1)) / 2
  return {
    status: 'ok',
    n1: m,
    n2: n,
    U1,
    U2,
    U: Math.min(U1, U2),
    rankSum1: ranks.rankSum,
    rankSum2: total - ranks.rankSum,
    meanRank1: ranks.rankSum / m,
    meanRank2: (total - ranks.rankSum) / n,
    ties: ranks.tieSum > 0,
    median1: medianOfSorted(a),
    median2: medianOfSorted(b),
    exactP: options.exact ? exactP(a, b, U1, ranks) : null,
    normal: { z, p: normalTwoSided(z) },
    normalCc: { z: zCc, p: normalTwoSided(zCc) },
    hodgesLehmann: options.shift ? shiftEstimate(a, b, options.conf) : null,
    rankBiserial: {
      r,
      ci: Math.abs(r) < 1 ? [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)] : null,
    },
    probSuperiority: U1 / (m * n),
  }
}
