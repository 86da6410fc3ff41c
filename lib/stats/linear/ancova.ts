import { codesOf, indicators, leastSquares, ones, products } from '../kernel/linear-model'
import { quadraticForm } from '../kernel/matrix'
import { isConstant, mean, requireNumbers, requireSameLength } from '../kernel/sample'
import { fCdf, tQuantile, tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'

export type Contrast = { contrast: string; estimate: number; se: number; t: number; p: number }
export type Ancova = {
  status: 'ok'
  n: number
  baselineSlope: number
  /** Group minus the first group at equal baseline. */
  adjustedDifference: (Contrast & { df: number; ci: Interval })[]
  /** At the mean baseline of all. */
  adjustedMeans: { group: string; mean: number; se: number; ci: Interval }[]
  groupF: number
  groupP: number
  partialEta2: number
  /** Test of equal slopes. */
  slopesHomogeneity: { F: number; df1: number; df2: number; p: number } | null
  /** Unadjusted comparison of y - baseline. */
  changeScore: Contrast[]
}

function changeScores(
  y: Float64Array,
  baseline: Float64Array,
  codes: Int32Array,
  levels: string[],
): Contrast[] {
  const fit = leastSquares(
    [ones(y.length), ...indicators(codes, levels.length)],
    y.map((v, i) => v - baseline[i]!),
  )
  const df = y.length - fit.rank
  return levels.slice(1).map((level, l) => {
    const estimate = fit.coefficients[l + 1]!
    const se = Math.sqrt((fit.rss / df) * fit.inverse[(l + 1) * fit.rank + l + 1]!)
    const t = estimate / se
    return { contrast: `${level}-${levels[0]}`, estimate, se, t, p: tTwoSided(t, df) }
  })
}

/**
 * Analysis of covariance: y on baseline and group, the first group seen being the reference.
 *
 * @param y outcome, NaN where missing; @param baseline covariate, NaN where missing; @param group label of each row
 * @throws RangeError when the lengths differ
 *
 * R: `lm(y ~ baseline + group)`, `car::Anova(m, type = 3)`, slopes by `anova(m, lm(y ~ baseline * group))`.
 */
export function ancova(
  y: ArrayLike<number>,
  baseline: ArrayLike<number>,
  group: readonly string[],
): Ancova | NotComputable {
  requireNumbers(y, 'y')
  requireNumbers(baseline, 'baseline')
  requireSameLength(y, baseline, 'y and baseline')
  requireSameLength(y, group, 'y and group')
  // Levels keep the order of all rows, even those left out for a missing value.
  const order = [...new Set(group)]
  const rows = Array.from(y, (_, i) => i).filter((i) => !Number.isNaN(y[i]!) && !Number.isNaN(baseline[i]!))
  const used = new Set(rows.map((i) => group[i]!))
  const levels = order.filter((g) => used.has(g))
  const k = levels.length
  if (k < 2) return notComputable('lt_2_groups')
  const n = rows.length
  const df = n - k - 1
  if (df < 1) return notComputable('no_residual_df')
  const yy = Float64Array.from(rows, (i) => y[i]!)
  const b = Float64Array.from(rows, (i) => baseline[i]!)
  if (!yy.every(Number.isFinite) || !b.every(Number.isFinite)) return notComputable('infinite_value')
  if (isConstant(b)) return notComputable('constant_baseline')
  const { codes } = codesOf([...levels, ...rows.map((i) => group[i]!)])
  const rowCodes = codes.slice(k)
  const dummies = indicators(rowCodes, k)
  const columns = [ones(n), b, ...dummies]
  const fit = leastSquares(columns, yy)
  if (fit.aliased.length) return notComputable('aliased')
  const square = yy.reduce((s, v) => s + v * v, 0)
  if (fit.rss <= 1e-20 * square) return notComputable('zero_variance')
  const mse = fit.rss / df
  const q = tQuantile(0.025, df, 'upper')
  const without = leastSquares([ones(n), b], yy).rss
  const ssGroup = without - fit.rss
  const groupF = ssGroup / (k - 1) / mse
  const slopes = leastSquares([...columns, ...products([b], dummies)], yy)
  const df2 = n - slopes.rank
  const df1 = slopes.rank - fit.rank
  const slopeF = (fit.rss - slopes.rss) / df1 / (slopes.rss / df2)
  const centre = mean(b)
  return {
    status: 'ok',
    n,
    baselineSlope: fit.coefficients[1]!,
    adjustedDifference: levels.slice(1).map((level, l) => {
      const at = l + 2
      const estimate = fit.coefficients[at]!
      const se = Math.sqrt(mse * fit.inverse[at * fit.rank + at]!)
      const t = estimate / se
      const ci: Interval = [estimate - q * se, estimate + q * se]
      return { contrast: `${level}-${levels[0]}`, estimate, se, t, df, p: tTwoSided(t, df), ci }
    }),
    adjustedMeans: levels.map((level, l) => {
      const x = [1, centre, ...levels.slice(1).map((_, j) => (j + 1 === l ? 1 : 0))]
      const value = x.reduce((s, v, j) => s + v * fit.coefficients[j]!, 0)
      const se = Math.sqrt(mse * quadraticForm(fit.inverse, fit.rank, x))
      return { group: level, mean: value, se, ci: [value - q * se, value + q * se] as Interval }
    }),
    groupF,
    groupP: fCdf(groupF, k - 1, df, 'upper'),
    partialEta2: ssGroup / (ssGroup + fit.rss),
    slopesHomogeneity:
      df1 > 0 && df2 > 0 ? { F: slopeF, df1, df2, p: fCdf(slopeF, df1, df2, 'upper') } : null,
    changeScore: changeScores(yy, b, rowCodes, levels),
  }
}
