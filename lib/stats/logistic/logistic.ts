import { chiSquareCdf } from '../kernel/gamma'
import { inverseLogit, LogisticSolver, type LogisticFit } from '../kernel/logistic-fit'
import { determinant, inverse, inverseFromCholesky, quadraticForm, submatrix } from '../kernel/matrix'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { notComputable, type Interval, type NotComputable } from '../result'
import { concordance } from '../prediction/concordance'
import { hosmerLemeshowTest, type HosmerLemeshow } from '../prediction/hosmer-lemeshow'
import {
  aliasedNames,
  buildDesign,
  isOneClass,
  requireBinary,
  rowMajor,
  type Design,
  type Predictors,
} from './design'
import { profileInterval } from './profile'

export type LogisticCoefficient = {
  name: string
  coef: number
  se: number
  z: number
  wald: number
  p: number
  or: number
  orCiWald: Interval
  /** Null when not asked for; an end may be 0 or Infinity. */
  orCiProfile: Interval | null
}
export type LogisticTerm = {
  name: string
  df: number
  lrChi2: number
  lrP: number
  waldChi2: number
  waldP: number
}
export type Logistic = {
  status: 'ok'
  n: number
  nDropped: number
  events: number
  coefficients: LogisticCoefficient[]
  terms: LogisticTerm[]
  loglik: number
  nullLoglik: number
  deviance: number
  aic: number
  bic: number
  omnibus: { chi2: number; df: number; p: number }
  coxSnellR2: number
  nagelkerkeR2: number
  mcfaddenR2: number
  cStatistic: number
  brier: number
  /** Generalised variance inflation of each predictor; null with a single one. */
  vif: { name: string; gvif: number; df: number; gvifAdj: number }[] | null
  hosmerLemeshow: HosmerLemeshow | null
  /** Events (or non-events, the fewer) per coefficient. */
  epv: number
  fitted: number[] | null
}
export type LogisticProblem =
  NotComputable | { status: 'separation' } | { status: 'aliased'; aliased: string[] }
export type LogisticOptions = {
  conf?: number
  /** Profile likelihood intervals, default true. */
  profile?: boolean
  /** Return the fitted probabilities, default false. */
  fitted?: boolean
}

function fitColumns(d: Design, keep: readonly number[]): LogisticFit {
  const columns = keep.map((j) => d.columns[j]!)
  return new LogisticSolver(rowMajor(columns), d.n, columns.length).fit(d.y)
}

function inflation(d: Design, covariance: Float64Array): Logistic['vif'] {
  if (d.terms.length < 2) return null
  const p = d.columns.length
  const k = p - 1
  const R = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      const spread = Math.sqrt(covariance[(i + 1) * p + i + 1]! * covariance[(j + 1) * p + j + 1]!)
      R[i * k + j] = covariance[(i + 1) * p + j + 1]! / spread
    }
  const whole = determinant(R, k)
  return d.terms.map((term) => {
    const own = term.at.map((j) => j - 1)
    const rest = Array.from({ length: k }, (_, j) => j).filter((j) => !own.includes(j))
    const minor = (index: number[]) => determinant(submatrix(R, k, index), index.length)
    const gvif = (minor(own) * minor(rest)) / whole
    return { name: term.name, gvif, df: own.length, gvifAdj: gvif ** (1 / (2 * own.length)) }
  })
}

function testTerms(d: Design, fit: LogisticFit, covariance: Float64Array): LogisticTerm[] {
  const p = d.columns.length
  return d.terms.map(({ name, at }) => {
    const rest = d.columns.map((_, j) => j).filter((j) => !at.includes(j))
    const lrChi2 = fitColumns(d, rest).deviance - fit.deviance
    const df = at.length
    const precision = inverse(submatrix(covariance, p, at), df)!
    const waldChi2 = quadraticForm(
      precision,
      df,
      at.map((j) => fit.beta[j]!),
    )
    const upper = (x: number) => chiSquareCdf(Math.max(0, x), df, 'upper')
    return { name, df, lrChi2, lrP: upper(lrChi2), waldChi2, waldP: upper(waldChi2) }
  })
}

/** Fitted probabilities of a fit. */
export function fittedProbabilities(d: Design, beta: Float64Array): Float64Array {
  const out = new Float64Array(d.n)
  for (let i = 0; i < d.n; i++) {
    let eta = 0
    for (let j = 0; j < d.columns.length; j++) eta += d.columns[j]![i]! * beta[j]!
    out[i] = inverseLogit(eta)
  }
  return out
}

/**
 * Multivariable logistic regression of a 0/1 outcome. Rows with a missing value are left out. Factors enter as
 * indicators against their first level; an intercept is always there.
 *
 * @param y outcome 0 or 1, NaN where missing
 * @param predictors numbers, or { values, levels } for a factor
 * @returns separation when some combination predicts the outcome without error, aliased with the dependent columns
 * @throws RangeError when lengths differ, y is not 0/1, or a value is no level
 *
 * R: `glm(y ~ ., family = binomial)`, `confint` (profile, solved to full precision), `car::vif`, `rms::lrm`.
 * @example logistic([0, 1, 0, 1, 1, 0], { age: [50, 64, 70, 71, 66, 49] })
 */
export function logistic(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: LogisticOptions = {},
): Logistic | LogisticProblem {
  const conf = options.conf ?? 0.95
  const d = buildDesign(y, predictors)
  requireBinary(d.y, 'y')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  if (!d.columns.every((c) => c.every(Number.isFinite))) return notComputable('infinite_value')
  const aliased = aliasedNames(d)
  if (aliased.length) return { status: 'aliased', aliased }
  const fit = fitColumns(
    d,
    d.columns.map((_, j) => j),
  )
  if (fit.state !== 'converged') return { status: 'separation' }
  const p = d.columns.length
  const covariance = inverseFromCholesky(fit.factor, p)
  const z = normalQuantile((1 - conf) / 2, 'upper')
  const coefficients = d.names.map((name, j): LogisticCoefficient => {
    const coef = fit.beta[j]!
    const se = Math.sqrt(covariance[j * p + j]!)
    const ratio = coef / se
    const profile =
      (options.profile ?? true)
        ? profileInterval(d.columns, d.y, j, { beta: fit.beta, se, deviance: fit.deviance }, conf)
        : null
    return {
      name,
      coef,
      se,
      z: ratio,
      wald: ratio * ratio,
      p: normalTwoSided(ratio),
      or: Math.exp(coef),
      orCiWald: [Math.exp(coef - z * se), Math.exp(coef + z * se)],
      orCiProfile: profile && [Math.exp(profile[0]), Math.exp(profile[1])],
    }
  })
  return summarise(d, fit, covariance, coefficients, options.fitted ?? false)
}

function summarise(
  d: Design,
  fit: LogisticFit,
  covariance: Float64Array,
  coefficients: LogisticCoefficient[],
  wantFitted: boolean,
): Logistic {
  const { n, y } = d
  const p = d.columns.length
  const events = y.reduce((a, b) => a + b, 0)
  const rate = events / n
  const nullDeviance = -2 * (events * Math.log(rate) + (n - events) * Math.log1p(-rate))
  const loglik = -fit.deviance / 2
  const chi2 = nullDeviance - fit.deviance
  const coxSnellR2 = -Math.expm1(-chi2 / n)
  const fitted = fittedProbabilities(d, fit.beta)
  return {
    status: 'ok',
    n,
    nDropped: d.nDropped,
    events,
    coefficients,
    terms: testTerms(d, fit, covariance),
    loglik,
    nullLoglik: -nullDeviance / 2,
    deviance: fit.deviance,
    aic: fit.deviance + 2 * p,
    bic: fit.deviance + Math.log(n) * p,
    omnibus: { chi2, df: p - 1, p: chiSquareCdf(Math.max(0, chi2), p - 1, 'upper') },
    coxSnellR2,
    nagelkerkeR2: coxSnellR2 / -Math.expm1(-nullDeviance / n),
    mcfaddenR2: 1 - fit.deviance / nullDeviance,
    // Equal predictors may differ in the last digits; rounding lets them tie.
    cStatistic: concordance(
      fitted.map((v) => Math.round(v * 1e12) / 1e12),
      y,
    ),
    brier: fitted.reduce((s, v, i) => s + (v - y[i]!) ** 2, 0) / n,
    vif: inflation(d, covariance),
    hosmerLemeshow: hosmerLemeshowTest(y, fitted, 10),
    epv: Math.min(events, n - events) / (p - 1),
    fitted: wantFitted ? Array.from(fitted) : null,
  }
}
