import { mean, requireNumbers, requireSameLength, variance } from '../kernel/sample'
import { tQuantile, tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'

export type RubinPool = {
  status: 'ok'
  estimate: number
  within: number
  between: number
  total: number
  se: number
  /** Barnard & Rubin 1999; Rubin 1987 when the complete-data df is infinite. */
  df: number
  t: number
  p: number
  ci: Interval
  /** Share of the variance due to missing values. */
  fmiLambda: number
  /** Relative increase in variance. */
  riv: number
}

/**
 * Pools one estimate over m imputed data sets by Rubin's rules.
 *
 * @param estimates one a data set; @param se its standard errors; @param dfComplete residual df without missing values
 * @throws RangeError when the lengths differ
 *
 * R: `mice::pool.scalar(estimates, se^2, n, k)`.
 */
export function rubinPool(
  estimates: ArrayLike<number>,
  se: ArrayLike<number>,
  dfComplete = Infinity,
): RubinPool | NotComputable {
  requireNumbers(estimates, 'estimates')
  requireNumbers(se, 'se')
  requireSameLength(estimates, se, 'estimates and se')
  const m = estimates.length
  if (m < 2) return notComputable('too_few')
  const estimate = mean(estimates)
  const within = mean(Array.from(se, (s) => s * s))
  const between = variance(estimates, estimate)
  const extra = (1 + 1 / m) * between
  const total = within + extra
  if (!(total > 0)) return notComputable('zero_variance')
  const lambda = extra / total
  const dfOld = lambda > 0 ? (m - 1) / lambda ** 2 : Infinity
  const dfObserved =
    dfComplete < Infinity ? ((dfComplete + 1) / (dfComplete + 3)) * dfComplete * (1 - lambda) : Infinity
  const df =
    dfObserved === Infinity
      ? dfOld
      : dfOld === Infinity
        ? dfObserved
        : (dfOld * dfObserved) / (dfOld + dfObserved)
  const pooledSe = Math.sqrt(total)
  const t = estimate / pooledSe
  const half = tQuantile(0.025, df, 'upper') * pooledSe
  return {
    status: 'ok',
    estimate,
    within,
    between,
    total,
    se: pooledSe,
    df,
    t,
    p: tTwoSided(t, df),
    ci: [estimate - half, estimate + half],
    fmiLambda: lambda,
    riv: extra / within,
  }
}
