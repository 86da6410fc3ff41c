import { backSolve, cholesky, forwardSolve, logDetFromCholesky, submatrix } from '../kernel/matrix'

export type FirthFit = { beta: Float64Array; penalized: number }

/** Maximises log likelihood + ½ log |X'WX| by Newton steps on the modified score (Firth 1993), one held if asked. */
export class FirthSolver {
  constructor(
    private readonly x: Float64Array,
    private readonly y: Float64Array,
    private readonly n: number,
    private readonly p: number,
  ) {}

  private eta(beta: Float64Array, i: number): number {
    let e = 0
    for (let j = 0; j < this.p; j++) e += this.x[i * this.p + j]! * beta[j]!
    return e
  }

  information(beta: Float64Array): Float64Array {
    const { x, n, p } = this
    const out = new Float64Array(p * p)
    for (let i = 0; i < n; i++) {
      const e = Math.exp(-Math.abs(this.eta(beta, i)))
      const w = e / (1 + e) ** 2
      for (let j = 0; j < p; j++)
        for (let k = 0; k <= j; k++) out[j * p + k]! += w * x[i * p + j]! * x[i * p + k]!
    }
    for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) out[k * p + j] = out[j * p + k]!
    return out
  }

  private penalized(beta: Float64Array): number {
    let sum = 0
    for (let i = 0; i < this.n; i++) {
      const e = this.eta(beta, i)
      sum += this.y[i]! * e - (e > 0 ? e + Math.log1p(Math.exp(-e)) : Math.log1p(Math.exp(e)))
    }
    const factor = cholesky(this.information(beta), this.p)
    return factor ? sum + 0.5 * logDetFromCholesky(factor, this.p) : -Infinity
  }

  /** Score with the leverage correction: X'(y - π + h(½ - π)). */
  private score(beta: Float64Array, factor: Float64Array): Float64Array {
    const { x, y, n, p } = this
    const out = new Float64Array(p)
    const row = new Float64Array(p)
    for (let i = 0; i < n; i++) {
      const e = this.eta(beta, i)
      const small = Math.exp(-Math.abs(e))
      const pi = e > 0 ? 1 / (1 + small) : small / (1 + small)
      const w = small / (1 + small) ** 2
      for (let j = 0; j < p; j++) row[j] = x[i * p + j]!
      forwardSolve(factor, p, row)
      let h = 0
      for (let j = 0; j < p; j++) h += row[j]! * row[j]!
      const r = y[i]! - pi + h * w * (0.5 - pi)
      for (let j = 0; j < p; j++) out[j]! += r * x[i * p + j]!
    }
    return out
  }

  /** Fit with coefficient `held` fixed at `value` (null: none), from `start` (null: zero). */
  fit(held: number | null, value: number, start: Float64Array | null): FirthFit {
    const { p } = this
    const free = Array.from({ length: p }, (_, j) => j).filter((j) => j !== held)
    const beta = start ? start.slice() : new Float64Array(p)
    if (held !== null) beta[held] = value
    let current = this.penalized(beta)
    const trial = new Float64Array(p)
    for (let iteration = 0; free.length && iteration < 500; iteration++) {
      const information = this.information(beta)
      const whole = cholesky(information, p)
      if (!whole) break
      const score = this.score(beta, whole)
      const part = cholesky(submatrix(information, p, free), free.length)!
      const step = Float64Array.from(free, (j) => score[j]!)
      forwardSolve(part, free.length, step)
      backSolve(part, free.length, step)
      const largest = step.reduce((m, v) => Math.max(m, Math.abs(v)), 0)
      const cap = largest > 5 ? 5 / largest : 1
      let size = 1
      let next = -Infinity
      for (; size >= 1e-6; size /= 2) {
        trial.set(beta)
        free.forEach((j, q) => (trial[j] = beta[j]! + cap * size * step[q]!))
        next = this.penalized(trial)
        if (next >= current - 1e-13) break
      }
      beta.set(trial)
      current = next
      const steepest = free.reduce((m, j) => Math.max(m, Math.abs(score[j]!)), 0)
      if (cap * size * largest < 1e-13 || steepest < 1e-12) break
    }
    return { beta, penalized: current }
  }
}
