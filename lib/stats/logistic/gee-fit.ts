import { chiSquareCdf } from '../kernel/gamma'
import { inverseLogit } from '../kernel/logistic-fit'
import { inverse, multiply, solve } from '../kernel/matrix'
import { rowMajor } from './design'
import { clusterState, clusterSums, type Clusters } from './gee-sums'

export type GeeCoefficient = { name: string; coef: number; robustSe: number; wald: number; p: number }
export type GeeFit = {
  /** Exchangeable working correlation; null when independent. */
  alpha: number | null
  phi: number
  coefficients: GeeCoefficient[]
  /** False when a coefficient runs off (a level without variation): then it is only the last step. */
  converged: boolean
}

/** Inverse of a positive definite matrix whose diagonal spans many orders of magnitude; null when singular. */
function scaledInverse(a: Float64Array, p: number): Float64Array | null {
  const scale = Float64Array.from({ length: p }, (_, j) => 1 / Math.sqrt(a[j * p + j]!))
  const inv = inverse(
    a.map((v, at) => v * scale[Math.floor(at / p)]! * scale[at % p]!),
    p,
  )
  return inv && inv.map((v, at) => v * scale[Math.floor(at / p)]! * scale[at % p]!)
}

/** Ordinary logistic start, stopped by the change in deviance as `glm` does. */
function startValues(x: Float64Array, y: Float64Array, n: number, p: number): Float64Array {
  const eta = y.map((v) => Math.log((v + 0.5) / 2 / (1 - (v + 0.5) / 2)))
  let beta = new Float64Array(p)
  let before = Infinity
  for (let iteration = 0; iteration < 25; iteration++) {
    const normal = new Float64Array(p * p)
    const right = new Float64Array(p)
    for (let i = 0; i < n; i++) {
      const mu = inverseLogit(eta[i]!)
      const w = mu * (1 - mu)
      const working = eta[i]! + (y[i]! - mu) / w
      for (let j = 0; j < p; j++) {
        const v = w * x[i * p + j]!
        right[j]! += v * working
        for (let k = 0; k < p; k++) normal[j * p + k]! += v * x[i * p + k]!
      }
    }
    const next = solve(normal, p, right)
    if (!next) break
    beta = next as Float64Array<ArrayBuffer>
    let deviance = 0
    for (let i = 0; i < n; i++) {
      let e = 0
      for (let j = 0; j < p; j++) e += x[i * p + j]! * beta[j]!
      eta[i] = e
      deviance += 2 * (y[i] === 1 ? Math.log1p(Math.exp(-e)) : Math.log1p(Math.exp(e)))
    }
    if (Math.abs(deviance - before) / (Math.abs(deviance) + 0.1) < 1e-8) break
    before = deviance
  }
  return beta
}

/**
 * Alternates a scoring step for the coefficients with moment estimates of φ and α; rows of one cluster stand together.
 * Null when a matrix is singular.
 */
export function fitGee(
  columns: readonly Float64Array[],
  names: readonly string[],
  y: Float64Array,
  id: Int32Array,
  exchangeable: boolean,
): GeeFit | null {
  const n = y.length
  const p = columns.length
  const x = rowMajor(columns)
  const clusters: Clusters = { x, y, n, p, id }
  const beta = startValues(x, y, n, p)
  let state = clusterState(clusters, beta, exchangeable)
  let alpha = 0
  let converged = false
  for (let iteration = 0; iteration < 200 && !converged; iteration++) {
    const { bread, score } = clusterSums(clusters, state, alpha)
    const covariance = scaledInverse(bread, p)
    if (!covariance) return null
    const step = multiply(covariance, score, p, p, 1)
    for (let j = 0; j < p; j++) beta[j]! += step[j]!
    state = clusterState(clusters, beta, exchangeable)
    const change = Math.abs(state.alpha - alpha)
    alpha = state.alpha
    converged = change < 1e-12 && step.every((v) => Math.abs(v) < 1e-12)
  }
  const sums = clusterSums(clusters, state, alpha)
  const bread = scaledInverse(sums.bread, p)
  if (!bread) return null
  const robust = multiply(multiply(bread, sums.meat, p, p, p), bread, p, p, p)
  return {
    alpha: exchangeable ? alpha : null,
    phi: state.phi,
    coefficients: names.map((name, j) => {
      const robustSe = Math.sqrt(robust[j * p + j]!)
      const wald = (beta[j]! / robustSe) ** 2
      return { name, coef: beta[j]!, robustSe, wald, p: chiSquareCdf(wald, 1, 'upper') }
    }),
    converged,
  }
}
