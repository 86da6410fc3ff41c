import { restrictedVariance } from '../effects/miettinen-nurminen'
import { normalCdf, normalQuantile } from '../kernel/normal'
import { requireCount, requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { tTest } from '../two-groups/t-test'

/** margin > 0 in the units of the outcome; higher says whether more is better; alpha is one-sided. */
export type NonInferiorityOptions = { margin: number; higher?: boolean; alpha?: number }
export type NonInferiorMeans = {
  status: 'ok'
  /** New minus control. */
  diff: number
  /** Two-sided interval of level 1 - 2 alpha (Welch). */
  ci: Interval
  welch: { t: number; df: number; p: number }
  student: { t: number; df: number; p: number } | null
  nonInferior: boolean
}
export type NonInferiorProportions = {
  status: 'ok'
  diff: number
  /** Unpooled z. */
  wald: { z: number; p: number }
  /** Farrington & Manning 1990: variance restricted to the margin. */
  score: { z: number; p: number }
  waldCi: Interval
  nonInferior: boolean
}

function settle(o: NonInferiorityOptions): Required<NonInferiorityOptions> {
  const s = { higher: true, alpha: 0.025, ...o }
  requireOpenUnit(s.alpha, 'alpha')
  if (!(s.margin > 0)) throw new RangeError(`margin must be positive, got ${s.margin}`)
  return s
}

/**
 * Non-inferiority of a new treatment on a mean: one-sided t tests of new - control beyond the margin on the bad side.
 *
 * @param x new treatment, NaN where missing; @param y control
 * R: `t.test(x, y, mu = -margin, alternative = "greater")`.
 */
export function nonInferiorMeans(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: NonInferiorityOptions,
): NonInferiorMeans | NotComputable {
  const o = settle(options)
  const mu = o.higher ? -o.margin : o.margin
  const test = tTest(x, y, { mu, alternative: o.higher ? 'greater' : 'less' })
  if (test.status !== 'ok') return test
  if (!test.welch) return notComputable('too_few')
  const both = tTest(x, y, { conf: 1 - 2 * o.alpha })
  if (both.status !== 'ok' || !both.welch) return notComputable('too_few')
  const { t, df, p, diff } = test.welch
  const s = test.student
  return {
    status: 'ok',
    diff,
    ci: both.welch.ci,
    welch: { t, df, p },
    student: s && { t: s.t, df: s.df, p: s.p },
    nonInferior: p < o.alpha,
  }
}

/**
 * Non-inferiority of a new treatment on a proportion, a of n1 against b of n2.
 *
 * @throws RangeError when a count is not whole, exceeds its group, or the margin is not in (0, 1)
 * R: formula; the restricted estimate agrees with maximising the binomial likelihood by `optimize`.
 */
export function nonInferiorProportions(
  a: number,
  n1: number,
  b: number,
  n2: number,
  options: NonInferiorityOptions,
): NonInferiorProportions | NotComputable {
  const o = settle(options)
  for (const [v, name] of [
    [a, 'a'],
    [n1, 'n1'],
    [b, 'b'],
    [n2, 'n2'],
  ] as const)
    requireCount(v, name)
  if (a > n1 || b > n2) throw new RangeError('events must not exceed their group')
  if (!(o.margin < 1)) throw new RangeError(`margin must lie in (0, 1), got ${o.margin}`)
  if (n1 < 1 || n2 < 1) return notComputable('empty_group')
  const D = o.higher ? -o.margin : o.margin
  const p1 = a / n1
  const p2 = b / n2
  const diff = p1 - p2
  const se = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  const restricted = Math.sqrt((restrictedVariance(a, n1, b, n2, D) * (n1 + n2 - 1)) / (n1 + n2))
  if (!(se > 0 && restricted > 0)) return notComputable('zero_variance')
  const test = (spread: number) => {
    const z = (diff - D) / spread
    return { z, p: normalCdf(z, o.higher ? 'upper' : 'lower') }
  }
  const half = normalQuantile(o.alpha, 'upper') * se
  const score = test(restricted)
  return {
    status: 'ok',
    diff,
    wald: test(se),
    score,
    waldCi: [diff - half, diff + half],
    nonInferior: score.p < o.alpha,
  }
}
