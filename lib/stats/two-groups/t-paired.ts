import {
  allFinite,
  isConstant,
  mean,
  requireNumbers,
  requireOpenUnit,
  requireSameLength,
  variance,
} from '../kernel/sample'
import { tQuantile, tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'

export type TPaired = {
  status: 'ok'
  n: number
  /** Pairs left out because one value is missing. */
  nDropped: number
  meanDiff: number
  sdDiff: number
  t: number
  df: number
  p: number
  ci: Interval
  cohenDz: number
  /** Pearson correlation of the pair; null when either is constant. */
  r: number | null
}

/** The pairs in which both values are present. */
export function completePairs(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): { x: Float64Array; y: Float64Array } {
  requireNumbers(x, 'x')
  requireNumbers(y, 'y')
  requireSameLength(x, y, 'x and y')
  const a: number[] = []
  const b: number[] = []
  for (let i = 0; i < x.length; i++)
    if (!Number.isNaN(x[i]!) && !Number.isNaN(y[i]!)) {
      a.push(x[i]!)
      b.push(y[i]!)
    }
  return { x: Float64Array.from(a), y: Float64Array.from(b) }
}

/** Pearson's correlation of two arrays of equal length without missing values. */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const mx = mean(x)
  const my = mean(y)
  let sxx = 0
  let syy = 0
  let sxy = 0
  for (let i = 0; i < x.length; i++) {
    const dx = x[i]! - mx
    const dy = y[i]! - my
    sxx += dx * dx
    syy += dy * dy
    sxy += dx * dy
  }
  return Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx) / Math.sqrt(syy)))
}

/**
 * Paired t test of x - y over complete pairs, with Cohen's dz.
 *
 * @param x first measurement, NaN where missing; @param y second measurement of the same subjects
 * @throws RangeError when the lengths differ
 *
 * R: `t.test(x, y, paired = TRUE)`.
 * @example tPaired([5, 6, 7], [4, 4, 6])
 */
export function tPaired(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { conf?: number } = {},
): TPaired | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const pairs = completePairs(x, y)
  const n = pairs.x.length
  if (n < 2) return notComputable('too_few')
  if (!allFinite(pairs.x) || !allFinite(pairs.y)) return notComputable('infinite_value')
  const d = pairs.x.map((v, i) => v - pairs.y[i]!)
  const meanDiff = mean(d)
  const sdDiff = Math.sqrt(variance(d, meanDiff))
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(pairs.x[i]!), Math.abs(pairs.y[i]!))
  if (sdDiff <= 10 * Number.EPSILON * largest) return notComputable('zero_variance')
  const se = sdDiff / Math.sqrt(n)
  const t = meanDiff / se
  const df = n - 1
  const half = tQuantile((1 - conf) / 2, df, 'upper') * se
  return {
    status: 'ok',
    n,
    nDropped: x.length - n,
    meanDiff,
    sdDiff,
    t,
    df,
    p: tTwoSided(t, df),
    ci: [meanDiff - half, meanDiff + half],
    cohenDz: meanDiff / sdDiff,
    r: isConstant(pairs.x) || isConstant(pairs.y) ? null : pearson(pairs.x, pairs.y),
  }
}
