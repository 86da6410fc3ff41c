import { inverse, multiply } from '../kernel/matrix'
import type { RemlState } from './random-intercept-fit'
import { traceOf } from './random-intercept-fit'

export type KenwardRoger = { covariance: Float64Array; W: Float64Array; state: RemlState; p: number }

/**
 * Kenward & Roger 1997: covariance of the fixed effects adjusted for having estimated the variances. The covariance
 * structure is linear in its parameters, so the second-derivative term vanishes. R: `pbkrtest::vcovAdj`.
 */
export function adjustedCovariance(state: RemlState, p: number): KenwardRoger | null {
  const half = state.expected.map((v) => v / 2)
  const W = inverse(half, 2)
  if (!W) return null
  const { C, D, Q } = state
  const middle = new Float64Array(p * p)
  for (let k = 0; k < 2; k++)
    for (let l = 0; l < 2; l++) {
      const DCD = multiply(multiply(D[k]!, C, p, p, p), D[l]!, p, p, p)
      for (let j = 0; j < p * p; j++) middle[j]! += W[2 * k + l]! * (Q[2 * k + l]![j]! - DCD[j]!)
    }
  const extra = multiply(multiply(C, middle, p, p, p), C, p, p, p)
  return { covariance: C.map((v, j) => v + 2 * extra[j]!), W, state, p }
}

/** F, its scaling applied, and denominator df of L β = 0; L is q × p. R: `pbkrtest::KRmodcomp`. */
export function kenwardRogerTest(
  kr: KenwardRoger,
  L: Float64Array,
  q: number,
): { F: number; df: number } | null {
  const { p, state, W, covariance } = kr
  const { C, D } = state
  const Lt = transpose(L, q, p)
  const inner = inverse(multiply(multiply(L, C, q, p, p), Lt, q, p, q), q)
  if (!inner) return null
  const theta = multiply(multiply(Lt, inner, p, q, q), L, p, q, p)
  const T = D.map((d) => multiply(multiply(multiply(theta, C, p, p, p), d, p, p, p), C, p, p, p))
  let A1 = 0
  let A2 = 0
  for (let k = 0; k < 2; k++)
    for (let l = 0; l < 2; l++) {
      A1 += W[2 * k + l]! * traceOf(T[k]!, p) * traceOf(T[l]!, p)
      A2 += W[2 * k + l]! * traceOf(multiply(T[k]!, T[l]!, p, p, p), p)
    }
  const B = (A1 + 6 * A2) / (2 * q)
  const g = ((q + 1) * A1 - (q + 4) * A2) / ((q + 2) * A2)
  const base = 3 * q + 2 * (1 - g)
  const [c1, c2, c3] = [g / base, (q - g) / base, (q + 2 - g) / base]
  const E = 1 / (1 - A2 / q)
  const V = ((2 / q) * (1 + c1 * B)) / ((1 - c2 * B) ** 2 * (1 - c3 * B))
  const rho = V / (2 * E * E)
  const df = 4 + (q + 2) / (q * rho - 1)
  const lambda = df / (E * (df - 2))
  const estimate = multiply(L, state.beta, q, p, 1)
  const spread = inverse(multiply(multiply(L, covariance, q, p, p), Lt, q, p, q), q)
  if (!spread) return null
  let wald = 0
  for (let i = 0; i < q; i++)
    for (let j = 0; j < q; j++) wald += estimate[i]! * spread[i * q + j]! * estimate[j]!
  return { F: (lambda * wald) / q, df }
}

export function transpose(a: Float64Array, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols)
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = a[i * cols + j]!
  return out
}
