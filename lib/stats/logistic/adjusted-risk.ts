import { LogisticSolver } from '../kernel/logistic-fit'
import { inverseLogit } from '../kernel/logistic-fit'
import { inverseFromCholesky, quadraticForm } from '../kernel/matrix'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { notComputable, type Interval, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, rowMajor, type Predictors } from './design'

export type AdjustedRisk = {
  status: 'ok'
  n: number
  nDropped: number
  /** Mean predicted risk if everybody were treated, and if nobody were. */
  risk1: number
  risk0: number
  riskDifference: { estimate: number; se: number; z: number; p: number; ci: Interval }
  riskRatio: { estimate: number; seLog: number; z: number; p: number; ci: Interval }
}

/**
 * Adjusted risk difference and ratio: logistic model of the outcome on treatment and covariates, predictions averaged
 * over all patients with the treatment set to 1 and to 0 (marginal standardisation), delta-method standard errors.
 *
 * @param y outcome 0 or 1, NaN where missing; @param treat 1 or 0; @param predictors covariates, as in `logistic`
 * @throws RangeError when y or treat is not 0/1 or lengths differ
 *
 * R: `marginaleffects::avg_comparisons(glm(y ~ treat + ., binomial), variables = "treat")`, comparison difference and
 * lnratioavg.
 */
export function adjustedRisk(
  y: ArrayLike<number>,
  treat: ArrayLike<number>,
  predictors: Predictors,
  options: { conf?: number } = {},
): AdjustedRisk | NotComputable | { status: 'separation' } {
  const d = buildDesign(y, { treat, ...predictors })
  requireBinary(d.y, 'y')
  requireBinary(d.columns[1]!, 'treat')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  const p = d.columns.length
  const x = rowMajor(d.columns)
  const fit = new LogisticSolver(x, d.n, p).fit(d.y)
  if (fit.state !== 'converged') return { status: 'separation' }
  const covariance = inverseFromCholesky(fit.factor, p)
  const standardise = (value: number) => {
    let risk = 0
    const gradient = new Float64Array(p)
    for (let i = 0; i < d.n; i++) {
      let eta = 0
      for (let j = 0; j < p; j++) eta += (j === 1 ? value : x[i * p + j]!) * fit.beta[j]!
      const mu = inverseLogit(eta)
      risk += mu / d.n
      for (let j = 0; j < p; j++) gradient[j]! += (mu * (1 - mu) * (j === 1 ? value : x[i * p + j]!)) / d.n
    }
    return { risk, gradient }
  }
  const one = standardise(1)
  const zero = standardise(0)
  const spread = (weight1: number, weight0: number) =>
    Math.sqrt(
      quadraticForm(
        covariance,
        p,
        one.gradient.map((g, j) => weight1 * g - weight0 * zero.gradient[j]!),
      ),
    )
  const z = normalQuantile((1 - (options.conf ?? 0.95)) / 2, 'upper')
  const difference = one.risk - zero.risk
  const se = spread(1, 1)
  const logRatio = Math.log(one.risk / zero.risk)
  const seLog = spread(1 / one.risk, 1 / zero.risk)
  return {
    status: 'ok',
    n: d.n,
    nDropped: d.nDropped,
    risk1: one.risk,
    risk0: zero.risk,
    riskDifference: {
      estimate: difference,
      se,
      z: difference / se,
      p: normalTwoSided(difference / se),
      ci: [difference - z * se, difference + z * se],
    },
    riskRatio: {
      estimate: Math.exp(logRatio),
      seLog,
      z: logRatio / seLog,
      p: normalTwoSided(logRatio / seLog),
      ci: [Math.exp(logRatio - z * seLog), Math.exp(logRatio + z * seLog)],
    },
  }
}
