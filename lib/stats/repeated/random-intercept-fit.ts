import { inverse, multiply, solve } from '../kernel/matrix'
import type { Longitudinal } from './longitudinal'

/**
 * State of the REML criterion of y = Xβ + b + e, V = σ_b² J + σ_e² I within a subject, at given variances.
 * Every matrix of a subject has the form αI + βJ, so nothing larger than p × p is formed.
 */
export type RemlState = {
  /** -2 REML log likelihood. */
  criterion: number
  beta: Float64Array
  /** (X'V⁻¹X)⁻¹. */
  C: Float64Array
  gradient: [number, number]
  /** Second derivatives of the criterion: observed and expected. */
  observed: Float64Array
  expected: Float64Array
  /** X'V⁻¹G_kV⁻¹X for G = J, I. */
  D: [Float64Array, Float64Array]
  /** X'V⁻¹G_kV⁻¹G_lV⁻¹X, index 2k + l. */
  Q: Float64Array[]
}

type Pair = [alpha: number, beta: number]

function times(a: Pair, b: Pair, n: number): Pair {
  return [a[0] * b[0], a[0] * b[1] + a[1] * b[0] + n * a[1] * b[1]]
}

/** Per subject: X'X, X'1, X'y, 1'y, y'y. */
type Sums = { m: number; xx: Float64Array; xs: Float64Array; xy: Float64Array; s: number; yy: number }

export class RandomInterceptModel {
  readonly p: number
  readonly n: number
  private readonly subjects: Sums[]

  constructor(d: Longitudinal) {
    this.p = d.columns.length
    this.n = d.n
    this.subjects = []
    for (let i = 0; i + 1 < d.starts.length; i++)
      this.subjects.push(this.sums(d, d.starts[i]!, d.starts[i + 1]!))
  }

  private sums(d: Longitudinal, from: number, to: number): Sums {
    const { p } = this
    const out: Sums = {
      m: to - from,
      xx: new Float64Array(p * p),
      xs: new Float64Array(p),
      xy: new Float64Array(p),
      s: 0,
      yy: 0,
    }
    for (let r = from; r < to; r++) {
      const y = d.y[r]!
      out.s += y
      out.yy += y * y
      for (let j = 0; j < p; j++) {
        const v = d.columns[j]![r]!
        if (v === 0) continue
        out.xs[j]! += v
        out.xy[j]! += v * y
        for (let k = 0; k < p; k++) out.xx[j * p + k]! += v * d.columns[k]![r]!
      }
    }
    return out
  }

  /** Adds X_i'(αI + βJ)X_i. */
  private addForm(into: Float64Array, u: Sums, [a, b]: Pair): void {
    const { p } = this
    for (let j = 0; j < p; j++)
      for (let k = 0; k < p; k++) into[j * p + k]! += a * u.xx[j * p + k]! + b * u.xs[j]! * u.xs[k]!
  }

  evaluate(between: number, residual: number): RemlState | null {
    const { p, n, subjects } = this
    const XVX = new Float64Array(p * p)
    const XVy = new Float64Array(p)
    let logDet = 0
    const inverses = subjects.map((u): Pair => {
      logDet += (u.m - 1) * Math.log(residual) + Math.log(residual + u.m * between)
      const M: Pair = [1 / residual, -between / (residual * (residual + u.m * between))]
      this.addForm(XVX, u, M)
      for (let j = 0; j < p; j++) XVy[j]! += M[0] * u.xy[j]! + M[1] * u.xs[j]! * u.s
      return M
    })
    const C = inverse(XVX, p)
    if (!C) return null
    const beta = multiply(C, XVy, p, p, 1)
    const D: [Float64Array, Float64Array] = [new Float64Array(p * p), new Float64Array(p * p)]
    const Q = Array.from({ length: 4 }, () => new Float64Array(p * p))
    const traceM = [0, 0]
    const traceMM = new Float64Array(4)
    const quad = [0, 0]
    const quad2 = new Float64Array(4)
    const XMGu = [new Float64Array(p), new Float64Array(p)]
    let rss = 0
    subjects.forEach((u, i) => {
      const M = inverses[i]!
      const G: Pair[] = [
        [0, 1],
        [1, 0],
      ]
      // Residual sums of the subject: r'r and r'1, X'r.
      const Xr = new Float64Array(p)
      let rs = u.s
      let rr = u.yy
      for (let j = 0; j < p; j++) {
        rs -= u.xs[j]! * beta[j]!
        rr -= beta[j]! * u.xy[j]!
        let fitted = 0
        for (let k = 0; k < p; k++) fitted += u.xx[j * p + k]! * beta[k]!
        Xr[j] = u.xy[j]! - fitted
        rr -= beta[j]! * Xr[j]!
      }
      const form = ([a, b]: Pair) => a * rr + b * rs * rs
      rss += form(M)
      const trace = ([a, b]: Pair) => u.m * (a + b)
      G.forEach((Gk, k) => {
        const MG = times(M, Gk, u.m)
        const MGM = times(MG, M, u.m)
        traceM[k]! += trace(MG)
        quad[k]! += form(MGM)
        this.addForm(D[k]!, u, MGM)
        for (let j = 0; j < p; j++) XMGu[k]![j]! += MGM[0] * Xr[j]! + MGM[1] * u.xs[j]! * rs
        G.forEach((Gl, l) => {
          const MGMG = times(MGM, Gl, u.m)
          const MGMGM = times(MGMG, M, u.m)
          traceMM[2 * k + l]! += trace(MGMG)
          quad2[2 * k + l]! += form(MGMGM)
          this.addForm(Q[2 * k + l]!, u, MGMGM)
        })
      })
    })
    const CD = D.map((m) => multiply(C, m, p, p, p))
    const gradient = [0, 1].map((k) => traceM[k]! - traceOf(CD[k]!, p) - quad[k]!) as [number, number]
    const observed = new Float64Array(4)
    const expected = new Float64Array(4)
    for (let k = 0; k < 2; k++)
      for (let l = 0; l < 2; l++) {
        const at = 2 * k + l
        const information =
          traceMM[at]! -
          2 * traceOf(multiply(C, Q[at]!, p, p, p), p) +
          traceOf(multiply(CD[k]!, CD[l]!, p, p, p), p)
        const w = multiply(C, XMGu[l]!, p, p, 1)
        const cross = XMGu[k]!.reduce((s, v, j) => s + v * w[j]!, 0)
        expected[at] = information
        observed[at] = -information + 2 * (quad2[at]! - cross)
      }
    const criterion = logDet - logDetOfInverse(C, p) + rss + (n - p) * Math.log(2 * Math.PI)
    return { criterion, beta, C, gradient, observed, expected, D, Q }
  }

  /** REML estimates by scoring, then Newton; σ_b² = 0 when the criterion rises from there. */
  maximise(): { between: number; residual: number; state: RemlState } | null {
    const ols = this.evaluate(0, 1)
    if (!ols) return null
    // At σ_b² = 0 the criterion is flat in scale at the residual mean square.
    const rss = this.residualSquare(ols.beta)
    const mse = rss / (this.n - this.p)
    const edge = this.evaluate(0, mse)
    if (!edge) return null
    if (edge.gradient[0] >= 0) return { between: 0, residual: mse, state: edge }
    let theta: [number, number] = [mse / 2, mse / 2]
    let state = this.evaluate(...theta)
    for (let iteration = 0; state && iteration < 200; iteration++) {
      const current: RemlState = state
      const positive =
        current.observed[0]! > 0 && current.observed[0]! * current.observed[3]! > current.observed[1]! ** 2
      const step = solve(positive ? current.observed : current.expected, 2, current.gradient)
      if (!step) return null
      let size = 1
      let next: RemlState | null = null
      let trial = theta
      for (let halving = 0; halving < 60; halving++, size /= 2) {
        trial = [theta[0] - size * step[0]!, theta[1] - size * step[1]!]
        if (trial[0] <= 0 || trial[1] <= 0) continue
        next = this.evaluate(...trial)
        if (next && next.criterion <= current.criterion + 1e-10) break
        next = null
      }
      if (!next) break
      const change = Math.max(Math.abs(trial[0] / theta[0] - 1), Math.abs(trial[1] / theta[1] - 1))
      theta = trial
      state = next
      if (change < 1e-11) break
    }
    return state && { between: theta[0], residual: theta[1], state }
  }

  private residualSquare(beta: Float64Array): number {
    let sum = 0
    for (const u of this.subjects) {
      sum += u.yy
      for (let j = 0; j < this.p; j++) {
        sum -= 2 * beta[j]! * u.xy[j]!
        for (let k = 0; k < this.p; k++) sum += beta[j]! * u.xx[j * this.p + k]! * beta[k]!
      }
    }
    return sum
  }
}

export function traceOf(a: Float64Array, p: number): number {
  let sum = 0
  for (let j = 0; j < p; j++) sum += a[j * p + j]!
  return sum
}

/** log |C| of a symmetric positive definite matrix by elimination. */
function logDetOfInverse(C: Float64Array, p: number): number {
  const a = C.slice()
  let log = 0
  for (let k = 0; k < p; k++) {
    const pivot = a[k * p + k]!
    log += Math.log(pivot)
    for (let i = k + 1; i < p; i++) {
      const f = a[i * p + k]! / pivot
      for (let j = k; j < p; j++) a[i * p + j]! -= f * a[k * p + j]!
    }
  }
  return log
}
