import { chiSquareCdf, logFactorial } from '../kernel/gamma'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { aliasedNames, buildDesign, type Design, type Predictors } from '../logistic/design'
import { notComputable, type Interval, type NotComputable } from '../result'
import { fitLogLinear, type LogLinearFit } from './log-linear-fit'

export type RateCoefficient = {
  name: string
  coef: number
  se: number
  z: number
  p: number
  /** Rate ratio exp(coef) with its Wald interval. */
  rr: number
  rrCi: Interval
}
export type Poisson = {
  status: 'ok'
  n: number
  nDropped: number
  coefficients: RateCoefficient[]
  loglik: number
  deviance: number
  nullDeviance: number
  aic: number
  /** Against the model with the intercept (and exposure) only. */
  lr: { chi2: number; df: number; p: number }
  /** Pearson's chi-square over residual df; well above 1 means overdispersion. */
  dispersion: number
}

/** Exposure enters as log(exposure); rows without it are left out. */
export type CountOptions = { exposure?: ArrayLike<number>; conf?: number }
export type CountDesign = { d: Design; offset: Float64Array | null }

/** Complete rows of a count model; throws when y is not whole or an exposure not positive. */
export function countDesign(
  y: ArrayLike<number>,
  predictors: Predictors,
  exposure?: ArrayLike<number>,
): CountDesign {
  const logs =
    exposure &&
    Float64Array.from(exposure, (e) => {
      if (e <= 0) throw new RangeError(`exposure must be positive, got ${e}`)
      return Math.log(e)
    })
  const d = buildDesign(y, logs ? { ...predictors, ' exposure': logs } : predictors)
  for (const v of d.y)
    if (!(Number.isInteger(v) && v >= 0)) throw new RangeError(`y must hold counts, got ${v}`)
  if (!logs) return { d, offset: null }
  const offset = d.columns.at(-1)!
  return {
    d: { ...d, columns: d.columns.slice(0, -1), names: d.names.slice(0, -1), terms: d.terms.slice(0, -1) },
    offset,
  }
}

export function rateCoefficients(d: Design, fit: LogLinearFit, conf: number): RateCoefficient[] {
  const p = d.columns.length
  const z = normalQuantile((1 - conf) / 2, 'upper')
  return d.names.map((name, j) => {
    const coef = fit.beta[j]!
    const se = Math.sqrt(fit.covariance[j * p + j]!)
    const rrCi: Interval = [Math.exp(coef - z * se), Math.exp(coef + z * se)]
    return { name, coef, se, z: coef / se, p: normalTwoSided(coef / se), rr: Math.exp(coef), rrCi }
  })
}

function poissonDeviance(y: Float64Array, mu: Float64Array): number {
  let sum = 0
  for (let i = 0; i < y.length; i++)
    sum += 2 * ((y[i]! > 0 ? y[i]! * Math.log(y[i]! / mu[i]!) : 0) - (y[i]! - mu[i]!))
  return sum
}

/**
 * Poisson regression of a count with log link and optional exposure.
 *
 * @param y counts, NaN where missing; @param predictors as in `logistic`
 * @param options.exposure person-time or number of units of each row (positive)
 * @throws RangeError when y is not whole, an exposure not positive, or lengths differ
 *
 * R: `glm(y ~ . + offset(log(exposure)), family = poisson)`.
 */
export function poisson(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: CountOptions = {},
): Poisson | NotComputable {
  const { d, offset } = countDesign(y, predictors, options.exposure)
  const p = d.columns.length
  if (d.n <= p) return notComputable('no_residual_df')
  if (d.y.every((v) => v === 0)) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  const fit = fitLogLinear(d.columns, d.y, offset, Infinity, null)
  const empty = fitLogLinear(d.columns.slice(0, 1), d.y, offset, Infinity, null)
  if (!fit || !empty) return notComputable('not_converged')
  let loglik = 0
  let pearson = 0
  for (let i = 0; i < d.n; i++) {
    loglik += d.y[i]! * Math.log(fit.mu[i]!) - fit.mu[i]! - logFactorial(d.y[i]!)
    pearson += (d.y[i]! - fit.mu[i]!) ** 2 / fit.mu[i]!
  }
  const deviance = poissonDeviance(d.y, fit.mu)
  const nullDeviance = poissonDeviance(d.y, empty.mu)
  const chi2 = nullDeviance - deviance
  return {
    status: 'ok',
    n: d.n,
    nDropped: d.nDropped,
    coefficients: rateCoefficients(d, fit, options.conf ?? 0.95),
    loglik,
    deviance,
    nullDeviance,
    aic: -2 * loglik + 2 * p,
    lr: { chi2, df: p - 1, p: chiSquareCdf(Math.max(0, chi2), p - 1, 'upper') },
    dispersion: pearson / (d.n - p),
  }
}
