import { chiSquareCdf } from '../kernel/gamma'
import { cholesky, inverseFromCholesky } from '../kernel/matrix'
import { normalTwoSided } from '../kernel/normal'
import { findRoot } from '../kernel/roots'
import { chiSquareQuantile } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, rowMajor, type Predictors } from './design'
import { FirthSolver } from './firth-solver'

export type Firth = {
  status: 'ok'
  n: number
  nDropped: number
  coefficients: {
    name: string
    coef: number
    se: number
    or: number
    orCiProfile: Interval
    lrChi2: number
    lrP: number
    waldP: number
  }[]
  penalizedLoglik: number
}

/**
 * Firth's penalised logistic regression (Jeffreys prior): finite estimates under separation. Intervals and P by the
 * penalised profile likelihood.
 *
 * @param y outcome 0 or 1, NaN where missing; @param predictors as in `logistic`
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `logistf::logistf`, `brglm2::brglm_fit(type = "AS_mean")`.
 */
export function firth(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: { conf?: number } = {},
): Firth | NotComputable {
  const conf = options.conf ?? 0.95
  const d = buildDesign(y, predictors)
  requireBinary(d.y, 'y')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  if (!d.columns.every((c) => c.every(Number.isFinite))) return notComputable('infinite_value')
  if (aliasedNames(d).length) return notComputable('aliased')
  const p = d.columns.length
  const solver = new FirthSolver(rowMajor(d.columns), d.y, d.n, p)
  const full = solver.fit(null, 0, null)
  const covariance = inverseFromCholesky(cholesky(solver.information(full.beta), p)!, p)
  const critical = chiSquareQuantile(1 - conf, 1, 'upper')
  const coefficients = d.names.map((name, j) => {
    const coef = full.beta[j]!
    const se = Math.sqrt(covariance[j * p + j]!)
    const fall = (value: number) => 2 * (full.penalized - solver.fit(j, value, full.beta).penalized)
    const side = (sign: number): number => {
      let width = sign * 2 * se
      let steps = 0
      while (fall(coef + width) < critical && steps < 25) {
        width *= 1.5
        steps++
      }
      if (steps >= 25) return sign * Infinity
      return findRoot((v) => fall(v) - critical, coef, coef + width, 1e-10) ?? sign * Infinity
    }
    const lrChi2 = Math.max(0, 2 * (full.penalized - solver.fit(j, 0, null).penalized))
    return {
      name,
      coef,
      se,
      or: Math.exp(coef),
      orCiProfile: [Math.exp(side(-1)), Math.exp(side(1))] as Interval,
      lrChi2,
      lrP: chiSquareCdf(lrChi2, 1, 'upper'),
      waldP: normalTwoSided(coef / se),
    }
  })
  return { status: 'ok', n: d.n, nDropped: d.nDropped, coefficients, penalizedLoglik: full.penalized }
}
