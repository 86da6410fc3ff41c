import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { inverse, multiply, solve } from '../kernel/matrix'
import { requireSameLength } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { competingRows } from './competing-risks'
import { censoringSurvival, FineGrayData, type Moments } from './fine-gray-data'

export type FineGray = {
  status: 'ok'
  n: number
  events: number
  competing: number
  /** Subdistribution hazard ratios with robust standard errors. */
  coefficients: { name: string; coef: number; se: number; z: number; p: number; shr: number; ci: Interval }[]
  loglik: number
}

/** Influence of each subject: its own part and the part through the estimated censoring distribution. */
function influences(data: FineGrayData, beta: Float64Array, m: Moments): Float64Array {
  const { n, p, time, status, x } = data
  const out = new Float64Array(n * p)
  const G = data.censoring
  // Own part: (Z - z̄) at the event, less the compensator over all event times.
  for (let i = 0; i < n; i++) {
    let eta = 0
    for (let j = 0; j < p; j++) eta += x[i * p + j]! * beta[j]!
    const risk = Math.exp(eta)
    m.times.forEach((t, e) => {
      const w = data.weight(i, e)
      const own = status[i] === 1 && time[i] === t ? 1 : 0
      const dM = own - (w * risk * m.deaths[e]!) / m.S0[e]!
      if (dM === 0) return
      for (let j = 0; j < p; j++) out[i * p + j]! += dM * (x[i * p + j]! - m.mean[e * p + j]!)
    })
  }
  // Through the censoring: q(u) / at risk, against the censoring martingale.
  const cuts = G.times
  const q = new Float64Array(cuts.length * p)
  for (let i = 0; i < n; i++) {
    if (status[i] !== 2) continue
    let eta = 0
    for (let j = 0; j < p; j++) eta += x[i * p + j]! * beta[j]!
    const risk = Math.exp(eta)
    m.times.forEach((t, e) => {
      if (t <= time[i]!) return
      const part = (data.weight(i, e) * risk * m.deaths[e]!) / m.S0[e]!
      cuts.forEach((u, c) => {
        if (u <= time[i]! || u > t) return
        for (let j = 0; j < p; j++) q[c * p + j]! += part * (x[i * p + j]! - m.mean[e * p + j]!)
      })
    })
  }
  for (let i = 0; i < n; i++)
    cuts.forEach((u, c) => {
      if (time[i]! < u) return
      const own = time[i] === u && status[i] === 0 ? 1 : 0
      const dM = own - G.censored[c]! / G.risk[c]!
      for (let j = 0; j < p; j++) out[i * p + j]! += (q[c * p + j]! / G.risk[c]!) * dM
    })
  return out
}

/**
 * Fine & Gray's regression of the subdistribution hazard (1999), weights by the Kaplan-Meier of censoring.
 *
 * @param time follow-up, NaN where missing; @param status 0 censored, 1 event, 2 competing event
 * @param predictors numeric covariates by name, complete
 * @throws RangeError when lengths differ, a status is unknown or a covariate has missing values
 *
 * R: `cmprsk::crr(time, status, X)`.
 */
export function fineGray(
  time: ArrayLike<number>,
  status: ArrayLike<number>,
  predictors: Readonly<Record<string, ArrayLike<number>>>,
): FineGray | NotComputable {
  const { keep, t, s } = competingRows(time, status)
  const names = Object.keys(predictors)
  const p = names.length
  const n = keep.length
  if (!p) throw new RangeError('predictors must name at least one covariate')
  const x = new Float64Array(n * p)
  names.forEach((name, j) => {
    const column = predictors[name]!
    requireSameLength(time, column, `time and ${name}`)
    keep.forEach((row, i) => {
      if (Number.isNaN(column[row]!)) throw new RangeError(`${name} must be complete`)
      x[i * p + j] = column[row]!
    })
  })
  const events = s.reduce((a, v) => a + (v === 1 ? 1 : 0), 0)
  if (!events) return notComputable('outcome_constant')
  const data = new FineGrayData(t, s, x, p, censoringSurvival(t, s))
  let beta = new Float64Array(p)
  let m = data.moments(beta)
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = solve(m.information, p, m.score)
    if (!step) return notComputable('singular')
    const decrement = step.reduce((sum, v, j) => sum + v * m.score[j]!, 0)
    if (decrement < 1e-22) break
    for (let size = 1; size > 1e-6; size /= 2) {
      const trial = beta.map((b, j) => b + size * step[j]!)
      const next = data.moments(trial)
      if (!(next.loglik >= m.loglik - 1e-12 * Math.abs(m.loglik))) continue
      beta = trial
      m = next
      break
    }
    if (beta.some((b) => Math.abs(b) > 50)) return notComputable('not_converged')
  }
  const bread = inverse(m.information, p)
  if (!bread) return notComputable('singular')
  const influence = influences(data, beta, m)
  const meat = new Float64Array(p * p)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < p; j++)
      for (let k = 0; k < p; k++) meat[j * p + k]! += influence[i * p + j]! * influence[i * p + k]!
  const covariance = multiply(multiply(bread, meat, p, p, p), bread, p, p, p)
  const z = normalQuantile(0.025, 'upper')
  return {
    status: 'ok',
    n,
    events,
    competing: s.reduce((a, v) => a + (v === 2 ? 1 : 0), 0),
    coefficients: names.map((name, j) => {
      const coef = beta[j]!
      const se = Math.sqrt(covariance[j * p + j]!)
      const ci: Interval = [Math.exp(coef - z * se), Math.exp(coef + z * se)]
      return { name, coef, se, z: coef / se, p: normalTwoSided(coef / se), shr: Math.exp(coef), ci }
    }),
    loglik: m.loglik,
  }
}
