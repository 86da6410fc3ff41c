import { inverse, solve } from '../kernel/matrix'

export type LogLinearFit = { beta: Float64Array; mu: Float64Array; covariance: Float64Array }

/**
 * Newton's method for a count model with log link: variance μ + μ²/θ (θ infinite: Poisson). X by columns, offset on the
 * log scale. The covariance is the inverse expected information at θ. Null when singular or without convergence.
 */
export function fitLogLinear(
  columns: readonly Float64Array[],
  y: Float64Array,
  offset: Float64Array | null,
  theta: number,
  start: Float64Array | null,
): LogLinearFit | null {
  const n = y.length
  const p = columns.length
  const beta = start ? start.slice() : new Float64Array(p)
  const mu = new Float64Array(n)
  if (!start) {
    const total = y.reduce((a, b) => a + b, 0)
    const exposure = offset ? offset.reduce((s, v) => s + Math.exp(v), 0) : n
    beta[0] = Math.log(total / exposure)
  }
  const information = new Float64Array(p * p)
  for (let iteration = 0; iteration < 200; iteration++) {
    const score = new Float64Array(p)
    information.fill(0)
    for (let i = 0; i < n; i++) {
      let eta = offset ? offset[i]! : 0
      for (let j = 0; j < p; j++) eta += columns[j]![i]! * beta[j]!
      mu[i] = Math.exp(eta)
      const damp = theta === Infinity ? 1 : 1 / (1 + mu[i]! / theta)
      const r = (y[i]! - mu[i]!) * damp
      const w = mu[i]! * damp
      for (let j = 0; j < p; j++) {
        const v = columns[j]![i]!
        score[j]! += r * v
        for (let k = 0; k < p; k++) information[j * p + k]! += w * v * columns[k]![i]!
      }
    }
    const step = solve(information, p, score)
    if (!step) return null
    let decrement = 0
    let largest = 0
    for (let j = 0; j < p; j++) {
      decrement += step[j]! * score[j]!
      largest = Math.max(largest, Math.abs(step[j]!))
    }
    if (decrement < 1e-22) {
      const covariance = inverse(information, p)
      return covariance && largest < 1e-3 ? { beta, mu, covariance } : null
    }
    const cap = largest > 3 ? 3 / largest : 1
    for (let j = 0; j < p; j++) beta[j]! += cap * step[j]!
  }
  return null
}
