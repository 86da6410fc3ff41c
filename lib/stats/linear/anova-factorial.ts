import { codesOf, leastSquares, ones, products, sumContrasts, type Columns } from '../kernel/linear-model'
import { allFinite, requireNumbers, requireSameLength } from '../kernel/sample'
import { fCdf } from '../kernel/student'
import { notComputable, type NotComputable } from '../result'

export type FactorialTerm = { ss: number; df: number; F: number; p: number }
export type FactorialTable = { a: FactorialTerm; b: FactorialTerm; interaction: FactorialTerm }
export type AnovaFactorial = {
  status: 'ok'
  ssResidual: number
  dfResidual: number
  /** Each term given all others, sum-to-zero contrasts (SPSS). */
  type3: FactorialTable
  /** Main effects given each other, without the interaction. */
  type2: FactorialTable
}

/**
 * Two-way analysis of variance with interaction, sums of squares of types II and III.
 *
 * @param y outcome, NaN where missing; @param a label of the first factor; @param b label of the second
 * @returns not computable when a combination of levels has no observation or no residual df is left
 * @throws RangeError when the lengths differ
 *
 * R: `car::Anova(lm(y ~ a * b, contrasts = contr.sum), type = 3)` and `type = 2`.
 */
export function anovaFactorial(
  y: ArrayLike<number>,
  a: readonly string[],
  b: readonly string[],
): AnovaFactorial | NotComputable {
  requireNumbers(y, 'y')
  requireSameLength(y, a, 'y and a')
  requireSameLength(y, b, 'y and b')
  const rows = Array.from(y, (_, i) => i).filter((i) => !Number.isNaN(y[i]!))
  const values = Float64Array.from(rows, (i) => y[i]!)
  if (!allFinite(values)) return notComputable('infinite_value')
  const fa = codesOf(rows.map((i) => a[i]!))
  const fb = codesOf(rows.map((i) => b[i]!))
  const ka = fa.levels.length
  const kb = fb.levels.length
  if (ka < 2 || kb < 2) return notComputable('lt_2_groups')
  const cells = new Set(rows.map((_, r) => fa.codes[r]! * kb + fb.codes[r]!))
  if (cells.size < ka * kb) return notComputable('empty_cell')
  const n = values.length
  const dfResidual = n - ka * kb
  if (dfResidual < 1) return notComputable('no_residual_df')
  const ca = sumContrasts(fa.codes, ka)
  const cb = sumContrasts(fb.codes, kb)
  const cab = products(ca, cb)
  const one = [ones(n)]
  const rss = (...sets: Columns[]) => leastSquares([...one, ...sets.flat()], values).rss
  const ssResidual = rss(ca, cb, cab)
  if (ssResidual <= 1e-20 * values.reduce((s, v) => s + v * v, 0)) return notComputable('zero_variance')
  const term = (ss: number, df: number): FactorialTerm => {
    const F = ss / df / (ssResidual / dfResidual)
    return { ss, df, F, p: fCdf(F, df, dfResidual, 'upper') }
  }
  const additive = rss(ca, cb)
  const interaction = term(additive - ssResidual, (ka - 1) * (kb - 1))
  return {
    status: 'ok',
    ssResidual,
    dfResidual,
    type3: {
      a: term(rss(cb, cab) - ssResidual, ka - 1),
      b: term(rss(ca, cab) - ssResidual, kb - 1),
      interaction,
    },
    type2: { a: term(rss(cb) - additive, ka - 1), b: term(rss(ca) - additive, kb - 1), interaction },
  }
}
