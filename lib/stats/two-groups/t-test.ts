import { allFinite, mean, present, requireCount, requireOpenUnit, variance } from '../kernel/sample'
import { tCdf, tQuantile, tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'

export type Alternative = 'two.sided' | 'less' | 'greater'
export type TTestOptions = { alternative?: Alternative; mu?: number; conf?: number }
export type TResult = { t: number; df: number; p: number; diff: number; se: number; ci: Interval }
export type TTest = {
  status: 'ok'
  n1: number
  n2: number
  mean1: number
  mean2: number
  sd1: number | null
  sd2: number | null
  /** Equal variances (Student); null when its standard error is zero. */
  student: TResult | null
  /** Unequal variances (Welch, Satterthwaite's df); null with fewer than two values in a group. */
  welch: TResult | null
}
export type TwoSummaries = { mean1: number; sd1: number; n1: number; mean2: number; sd2: number; n2: number }

function conclude(diff: number, se: number, df: number, o: Required<TTestOptions>): TResult {
  const t = (diff - o.mu) / se
  if (o.alternative === 'less')
    return {
      t,
      df,
      p: tCdf(t, df),
      diff,
      se,
      ci: [-Infinity, diff + tQuantile(1 - o.conf, df, 'upper') * se],
    }
  if (o.alternative === 'greater')
    return {
      t,
      df,
      p: tCdf(t, df, 'upper'),
      diff,
      se,
      ci: [diff - tQuantile(1 - o.conf, df, 'upper') * se, Infinity],
    }
  const half = tQuantile((1 - o.conf) / 2, df, 'upper') * se
  return { t, df, p: tTwoSided(t, df), diff, se, ci: [diff - half, diff + half] }
}

function settle(options: TTestOptions): Required<TTestOptions> {
  const o = { alternative: 'two.sided' as Alternative, mu: 0, conf: 0.95, ...options }
  requireOpenUnit(o.conf, 'conf')
  if (!Number.isFinite(o.mu)) throw new RangeError(`mu must be finite, got ${o.mu}`)
  if (!['two.sided', 'less', 'greater'].includes(o.alternative))
    throw new RangeError(`alternative must be two.sided, less or greater, got ${o.alternative}`)
  return o
}

/**
 * Student's and Welch's t test from printed means and standard deviations.
 * @throws RangeError when a count is not whole, or a standard deviation negative
 */
export function tTestFromSummary(s: TwoSummaries, options: TTestOptions = {}): TTest | NotComputable {
  const o = settle(options)
  requireCount(s.n1, 'n1')
  requireCount(s.n2, 'n2')
  if (s.sd1 < 0 || s.sd2 < 0) throw new RangeError('sd1 and sd2 must not be negative')
  return compute(s.mean1, s.n1 > 1 ? s.sd1 ** 2 : 0, s.n1, s.mean2, s.n2 > 1 ? s.sd2 ** 2 : 0, s.n2, o)
}

function compute(
  mean1: number,
  v1: number,
  n1: number,
  mean2: number,
  v2: number,
  n2: number,
  o: Required<TTestOptions>,
): TTest | NotComputable {
  if (n1 < 1 || n2 < 1) return notComputable('empty_group')
  if (n1 + n2 < 3) return notComputable('too_few')
  const diff = mean1 - mean2
  const floor = 10 * Number.EPSILON * Math.max(Math.abs(mean1), Math.abs(mean2))
  const df = n1 + n2 - 2
  const pooled = Math.sqrt((((n1 - 1) * v1 + (n2 - 1) * v2) / df) * (1 / n1 + 1 / n2))
  const student = pooled > floor ? conclude(diff, pooled, df, o) : null
  let welch: TResult | null = null
  if (n1 >= 2 && n2 >= 2) {
    const a = v1 / n1
    const b = v2 / n2
    const se = Math.sqrt(a + b)
    const share = a / (a + b)
    if (se > floor) welch = conclude(diff, se, 1 / (share ** 2 / (n1 - 1) + (1 - share) ** 2 / (n2 - 1)), o)
  }
  if (!student && !welch) return notComputable('zero_variance')
  const sd1 = n1 > 1 ? Math.sqrt(v1) : null
  const sd2 = n2 > 1 ? Math.sqrt(v2) : null
  return { status: 'ok', n1, n2, mean1, mean2, sd1, sd2, student, welch }
}

/**
 * Two-sample t tests, Student (pooled variance) and Welch together. Differences are first minus second, in the
 * units of the data.
 *
 * @param x first group, NaN where missing
 * @param y second group
 * @param options alternative ('two.sided', 'less', 'greater'), mu (difference under the null), conf
 * @throws TypeError when a group holds anything but numbers; RangeError for an impossible option
 *
 * R: `t.test(x, y, var.equal = TRUE)` and `t.test(x, y)`.
 * @example tTest([5.1, 4.9, 6.0], [4.1, 4.4, 3.9])
 */
export function tTest(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: TTestOptions = {},
): TTest | NotComputable {
  const o = settle(options)
  const a = present(x, 'x')
  const b = present(y, 'y')
  if (!allFinite(a) || !allFinite(b)) return notComputable('infinite_value')
  const m1 = mean(a)
  const m2 = mean(b)
  const v1 = a.length > 1 ? variance(a, m1) : 0
  const v2 = b.length > 1 ? variance(b, m2) : 0
  return compute(m1, v1, a.length, m2, v2, b.length, o)
}
