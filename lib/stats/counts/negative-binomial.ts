import { digamma, trigamma } from '../kernel/digamma'
import { logGamma } from '../kernel/gamma'
import { findRoot } from '../kernel/roots'
import { aliasedNames, type Predictors } from '../logistic/design'
import { notComputable, type NotComputable } from '../result'
import { fitLogLinear, type LogLinearFit } from './log-linear-fit'
import { countDesign, rateCoefficients, type CountOptions, type RateCoefficient } from './poisson'

export type NegativeBinomial = {
  status: 'ok'
  n: number
  nDropped: number
  coefficients: RateCoefficient[]
  /** Shape θ: variance μ + μ²/θ. */
  theta: number
  thetaSe: number
  loglik: number
  aic: number
}

/** Derivative of the log likelihood in θ at fitted means. */
function thetaScore(y: Float64Array, mu: Float64Array, theta: number): number {
  let sum = 0
  for (let i = 0; i < y.length; i++)
    sum +=
      digamma(theta + y[i]!) -
      digamma(theta) +
      Math.log(theta) +
      1 -
      Math.log(theta + mu[i]!) -
      (y[i]! + theta) / (mu[i]! + theta)
  return sum
}

/** Minus the second derivative in θ. */
function thetaInformation(y: Float64Array, mu: Float64Array, theta: number): number {
  let sum = 0
  for (let i = 0; i < y.length; i++)
    sum +=
      trigamma(theta) -
      trigamma(theta + y[i]!) -
      1 / theta +
      2 / (mu[i]! + theta) -
      (y[i]! + theta) / (mu[i]! + theta) ** 2
  return sum
}

function logLikelihood(y: Float64Array, mu: Float64Array, theta: number): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) {
    const total = theta + mu[i]!
    sum += logGamma(theta + y[i]!) - logGamma(theta) - logGamma(y[i]! + 1)
    sum += theta * Math.log(theta / total) + (y[i]! > 0 ? y[i]! * Math.log(mu[i]! / total) : 0)
  }
  return sum
}

/**
 * Negative binomial regression (NB2, log link): θ and the coefficients by maximum likelihood, alternating.
 *
 * @param y counts, NaN where missing; @param predictors as in `logistic`; @param options.exposure as in `poisson`
 * @returns not computable when the counts vary no more than Poisson's (θ runs to infinity)
 *
 * R: `MASS::glm.nb(y ~ . + offset(log(exposure)))`; standard errors given θ, as it prints them.
 */
export function negativeBinomial(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: CountOptions = {},
): NegativeBinomial | NotComputable {
  const { d, offset } = countDesign(y, predictors, options.exposure)
  const p = d.columns.length
  if (d.n <= p) return notComputable('no_residual_df')
  if (d.y.every((v) => v === 0)) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  let fit: LogLinearFit | null = fitLogLinear(d.columns, d.y, offset, Infinity, null)
  let theta = Infinity
  for (let round = 0; fit && round < 500; round++) {
    const { mu, beta }: LogLinearFit = fit
    const logTheta = findRoot((l) => thetaScore(d.y, mu, Math.exp(l)), Math.log(1e-6), Math.log(1e6), 1e-14)
    if (logTheta === null) return notComputable('not_converged')
    const next = Math.exp(logTheta)
    const change = Math.abs(next / theta - 1)
    theta = next
    fit = fitLogLinear(d.columns, d.y, offset, theta, beta)
    if (change < 1e-13) break
  }
  if (!fit) return notComputable('not_converged')
  const loglik = logLikelihood(d.y, fit.mu, theta)
  return {
    status: 'ok',
    n: d.n,
    nDropped: d.nDropped,
    coefficients: rateCoefficients(d, fit, options.conf ?? 0.95),
    theta,
    thetaSe: 1 / Math.sqrt(thetaInformation(d.y, fit.mu, theta)),
    loglik,
    aic: -2 * loglik + 2 * (p + 1),
  }
}
