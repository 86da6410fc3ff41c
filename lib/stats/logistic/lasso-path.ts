import { inverseLogit } from '../kernel/logistic-fit'

/** Coefficients on the original scale at one penalty, intercept first. */
export type LassoPoint = { lambda: number; beta: Float64Array; devRatio: number; nonzero: number }

function softThreshold(v: number, by: number): number {
  return v > by ? v - by : v < -by ? v + by : 0
}

/**
 * LASSO logistic regression along given penalties, largest first: minimises -loglik / n + λ Σ|b| over predictors
 * standardised with divisor n (Friedman, Hastie & Tibshirani 2010), by coordinate descent inside Newton steps run to
 * full precision. Rows can be left out by weight 0.
 */
export function lassoPath(
  columns: readonly Float64Array[],
  y: Float64Array,
  use: Uint8Array,
  lambdas: readonly number[],
): LassoPoint[] {
  const rows = Int32Array.from(Array.from(use, (u, i) => (u ? i : -1)).filter((i) => i >= 0))
  const n = rows.length
  const p = columns.length
  const centre = new Float64Array(p)
  const scale = new Float64Array(p)
  const z = columns.map((c, j) => {
    let sum = 0
    for (const i of rows) sum += c[i]!
    centre[j] = sum / n
    let square = 0
    for (const i of rows) square += (c[i]! - centre[j]!) ** 2
    scale[j] = Math.sqrt(square / n)
    return Float64Array.from(rows, (i) => (scale[j]! > 0 ? (c[i]! - centre[j]!) / scale[j]! : 0))
  })
  const yy = Float64Array.from(rows, (i) => y[i]!)
  const rate = yy.reduce((a, b) => a + b, 0) / n
  const nullDeviance = -2 * n * (rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate))
  const b = new Float64Array(p)
  let intercept = Math.log(rate / (1 - rate))
  return lambdas.map((lambda) => {
    intercept = descend(z, yy, n, b, intercept, lambda)
    const beta = new Float64Array(p + 1)
    beta[0] = intercept
    let nonzero = 0
    for (let j = 0; j < p; j++) {
      if (b[j] === 0) continue
      nonzero++
      beta[j + 1] = b[j]! / scale[j]!
      beta[0] -= beta[j + 1]! * centre[j]!
    }
    return { lambda, beta, devRatio: 1 - devianceOf(z, yy, n, b, intercept) / nullDeviance, nonzero }
  })
}

function devianceOf(
  z: Float64Array[],
  y: Float64Array,
  n: number,
  b: Float64Array,
  intercept: number,
): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    let eta = intercept
    for (let j = 0; j < b.length; j++) if (b[j]) eta += b[j]! * z[j]![i]!
    const s = y[i] === 1 ? -eta : eta
    sum += 2 * (s > 0 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s)))
  }
  return sum
}

/** Newton steps, each a weighted LASSO solved by cycling through the coordinates; changes b, returns the intercept. */
function descend(
  z: Float64Array[],
  y: Float64Array,
  n: number,
  b: Float64Array,
  start: number,
  lambda: number,
): number {
  const p = b.length
  let intercept = start
  const w = new Float64Array(n)
  const r = new Float64Array(n)
  const curvature = new Float64Array(p)
  for (let outer = 0; outer < 100; outer++) {
    let total = 0
    for (let i = 0; i < n; i++) {
      let eta = intercept
      for (let j = 0; j < p; j++) if (b[j]) eta += b[j]! * z[j]![i]!
      const mu = inverseLogit(eta)
      w[i] = Math.max(mu * (1 - mu), 1e-10)
      // Weighted working residual of the quadratic approximation.
      r[i] = y[i]! - mu
      total += w[i]!
    }
    for (let j = 0; j < p; j++) {
      curvature[j] = 0
      for (let i = 0; i < n; i++) curvature[j]! += (w[i]! * z[j]![i]! ** 2) / n
    }
    let moved = 0
    for (let cycle = 0; cycle < 100_000; cycle++) {
      let largest = 0
      const residual = r.reduce((s, v) => s + v, 0) / total
      intercept += residual
      for (let i = 0; i < n; i++) r[i]! -= w[i]! * residual
      largest = Math.max(largest, Math.abs(residual))
      for (let j = 0; j < p; j++) {
        if (!(curvature[j]! > 0)) continue
        const zj = z[j]!
        let gradient = 0
        for (let i = 0; i < n; i++) gradient += zj[i]! * r[i]!
        const next = softThreshold(gradient / n + curvature[j]! * b[j]!, lambda) / curvature[j]!
        const change = next - b[j]!
        if (change === 0) continue
        b[j] = next
        for (let i = 0; i < n; i++) r[i]! -= w[i]! * zj[i]! * change
        largest = Math.max(largest, Math.abs(change))
      }
      moved = Math.max(moved, largest)
      if (largest < 1e-13) break
    }
    if (moved < 1e-11) break
  }
  return intercept
}
