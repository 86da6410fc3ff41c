import { chiSquareCdf } from '../kernel/gamma'
import { inverseLogit } from '../kernel/logistic-fit'
import { codesOf, indicators, leastSquares, ones } from '../kernel/linear-model'
import { inverse, multiply, solve } from '../kernel/matrix'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { isOneClass, requireBinary, rowMajor } from './design'
import { clusterState, clusterSums, type Clusters } from './gee-sums'

export type GeeBinary = {
  status: 'ok'
  nObs: number
  /** Exchangeable working correlation; null when independent. */
  alpha: number | null
  phi: number
  coefficients: { name: string; coef: number; robustSe: number; wald: number; p: number }[]
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
 * Generalised estimating equations for a repeated 0/1 outcome: logit y ~ group + visit, first levels as reference,
 * independent or exchangeable working correlation, robust (sandwich) standard errors.
 * φ = mean r², α = Σ r_ij r_ik / (pairs · φ).
 *
 * @param y outcome 0 or 1, NaN where missing; @param id subject, group, visit: labels of each row
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `geepack::geeglm(y ~ group + visit, binomial, id = id, corstr = corstr)`.
 */
export function geeBinary(
  y: ArrayLike<number>,
  id: readonly string[],
  group: readonly string[],
  visit: readonly string[],
  options: { corstr?: 'exchangeable' | 'independence' } = {},
): GeeBinary | NotComputable {
  requireNumbers(y, 'y')
  requireSameLength(y, id, 'y and id')
  requireSameLength(y, group, 'y and group')
  requireSameLength(y, visit, 'y and visit')
  const corstr = options.corstr ?? 'exchangeable'
  if (corstr !== 'exchangeable' && corstr !== 'independence')
    throw new RangeError(`corstr must be exchangeable or independence, got ${String(corstr)}`)
  const ids = codesOf(id)
  const groups = codesOf(group)
  const visits = codesOf(visit)
  const keep = Array.from(y, (_, i) => i)
    .filter((i) => !Number.isNaN(y[i]!))
    .sort((a, b) => ids.codes[a]! - ids.codes[b]! || a - b)
  const yy = Float64Array.from(keep, (i) => y[i]!)
  requireBinary(yy, 'y')
  if (isOneClass(yy)) return notComputable('outcome_constant')
  const pick = (codes: Int32Array) => Int32Array.from(keep, (i) => codes[i]!)
  const names = [
    '(Intercept)',
    ...groups.levels.slice(1).map((l) => `group=${l}`),
    ...visits.levels.slice(1).map((l) => `visit=${l}`),
  ]
  const n = keep.length
  const columns = [
    ones(n),
    ...indicators(pick(groups.codes), groups.levels.length),
    ...indicators(pick(visits.codes), visits.levels.length),
  ]
  if (leastSquares(columns, yy).aliased.length) return notComputable('aliased')
  const p = columns.length
  const x = rowMajor(columns)
  const clusters: Clusters = { x, y: yy, n, p, id: pick(ids.codes) }
  const beta = startValues(x, yy, n, p)
  const exchangeable = corstr === 'exchangeable'
  let state = clusterState(clusters, beta, exchangeable)
  let alpha = 0
  let converged = false
  for (let iteration = 0; iteration < 200 && !converged; iteration++) {
    const { bread, score } = clusterSums(clusters, state, alpha)
    const covariance = scaledInverse(bread, p)
    if (!covariance) return notComputable('not_converged')
    const step = multiply(covariance, score, p, p, 1)
    for (let j = 0; j < p; j++) beta[j]! += step[j]!
    state = clusterState(clusters, beta, exchangeable)
    const change = Math.abs(state.alpha - alpha)
    alpha = state.alpha
    converged = change < 1e-12 && step.every((v) => Math.abs(v) < 1e-12)
  }
  const sums = clusterSums(clusters, state, alpha)
  const bread = scaledInverse(sums.bread, p)
  if (!bread) return notComputable('not_converged')
  const robust = multiply(multiply(bread, sums.meat, p, p, p), bread, p, p, p)
  return {
    status: 'ok',
    nObs: n,
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
