import { chiSquareCdf } from '../kernel/gamma'
import { inverse, quadraticForm, solve } from '../kernel/matrix'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import type { Interval } from '../result'
import { CoxLikelihood, type Ties } from './cox-likelihood'
import { sortTimes, type SortedTimes } from './order'
import { proportionalHazards, type PhTest } from './proportional-hazards'
import { survivalConcordance } from './survival-concordance'

export type Chi = { chi2: number; df: number; p: number }
export type CoxCoefficient = {
  name: string
  coef: number
  se: number
  z: number
  p: number
  hr: number
  ci: Interval
}
export type CoxModel =
  | {
      status: 'ok'
      loglik: number
      loglikNull: number
      lrt: Chi
      score: Chi
      wald: Chi
      coefficients: CoxCoefficient[]
      concordance: number | null
      /** Score tests of a trend of the effect in 1 - KM(t), Efron only; the last is global. */
      phTest: PhTest[] | null
    }
  /** An arm without events or the like: the estimate runs off, the score test stands. */
  | { status: 'infinite_coefficient'; score: Chi }
  | { status: 'not_estimable' }

function chi(chi2: number, df: number): Chi {
  return { chi2, df, p: chiSquareCdf(Math.max(0, chi2), df, 'upper') }
}

/** Columns centred (the partial likelihood does not care) so that exp(eta) stays in range. */
function centred(columns: readonly Float64Array[], n: number): Float64Array {
  const p = columns.length
  const out = new Float64Array(n * p)
  columns.forEach((c, j) => {
    const m = c.reduce((a, b) => a + b, 0) / n
    for (let i = 0; i < n; i++) out[i * p + j] = c[i]! - m
  })
  return out
}

function maximise(likelihood: CoxLikelihood): Float64Array | null {
  const p = likelihood.p
  let beta = new Float64Array(p)
  likelihood.evaluate(beta)
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = solve(likelihood.information, p, likelihood.score)
    if (!step) return null
    const before = likelihood.loglik
    let size = 1
    let next = beta
    for (let halving = 0; halving < 30; halving++, size /= 2) {
      next = beta.map((b, j) => b + size * step[j]!)
      likelihood.evaluate(next)
      if (likelihood.loglik >= before - 1e-12 * Math.abs(before)) break
    }
    beta = next
    if (beta.some((b) => !Number.isFinite(b))) return null
    const decrement = step.reduce((s, v) => Math.max(s, Math.abs(size * v)), 0)
    if (decrement < 1e-10 * Math.max(1, ...beta.map(Math.abs))) return beta
    if (Math.abs(likelihood.loglik - before) < 1e-13 * Math.abs(before) && beta.some((b) => Math.abs(b) > 10))
      return beta
  }
  return beta
}

/**
 * Cox proportional hazards regression.
 *
 * @param time, event follow-up, complete; @param names, columns covariates (each of length n)
 * @param ties 'efron' (R's default) or 'breslow' (SPSS)
 * R: `coxph(Surv(time, event) ~ ., ties = ties)`, `cox.zph(fit, transform = "km")`.
 */
export function coxModel(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  names: readonly string[],
  columns: readonly Float64Array[],
  ties: Ties,
): CoxModel {
  const s: SortedTimes = sortTimes(time, event)
  const p = columns.length
  const x = centred(columns, s.n)
  const likelihood = new CoxLikelihood(s, x, p, ties)
  likelihood.evaluate(new Float64Array(p))
  const loglikNull = likelihood.loglik
  const u = likelihood.score.slice()
  const w = solve(likelihood.information, p, u)
  if (!w) return { status: 'not_estimable' }
  const score = chi(
    u.reduce((sum, v, j) => sum + v * w[j]!, 0),
    p,
  )
  const beta = maximise(likelihood)
  if (!beta) return { status: 'not_estimable' }
  if (beta.some((b) => Math.abs(b) > 10)) return { status: 'infinite_coefficient', score }
  likelihood.evaluate(beta)
  const covariance = inverse(likelihood.information, p)
  if (!covariance || beta.some((_, j) => !(covariance[j * p + j]! > 0))) return { status: 'not_estimable' }
  const z = normalQuantile(0.025, 'upper')
  const lp = Float64Array.from({ length: s.n }, (_, i) =>
    columns.reduce((sum, c, j) => sum + c[i]! * beta[j]!, 0),
  )
  return {
    status: 'ok',
    loglik: likelihood.loglik,
    loglikNull,
    lrt: chi(2 * (likelihood.loglik - loglikNull), p),
    score,
    wald: chi(quadraticForm(likelihood.information, p, beta), p),
    coefficients: names.map((name, j) => {
      const coef = beta[j]!
      const se = Math.sqrt(covariance[j * p + j]!)
      const ratio = coef / se
      return {
        name,
        coef,
        se,
        z: ratio,
        p: normalTwoSided(ratio),
        hr: Math.exp(coef),
        ci: [Math.exp(coef - z * se), Math.exp(coef + z * se)] as Interval,
      }
    }),
    concordance: survivalConcordance(time, event, lp),
    phTest: ties === 'efron' ? proportionalHazards(s, likelihood, beta, names) : null,
  }
}
