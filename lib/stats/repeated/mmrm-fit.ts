import {
  cholesky,
  inverse,
  inverseFromCholesky,
  logDetFromCholesky,
  multiply,
  quadraticForm,
  solve,
} from '../kernel/matrix'
import { leastSquares } from '../kernel/linear-model'
import type { Longitudinal } from './longitudinal'
import { parameterPairs, traceFour } from './mmrm-terms'

export type MmrmState = {
  criterion: number
  beta: Float64Array
  C: Float64Array
  gradient: Float64Array
  observed: Float64Array
  expected: Float64Array
  /** X'V⁻¹G_kV⁻¹X for each covariance parameter. */
  D: Float64Array[]
}

type Pattern = { visits: number[]; subjects: number[] }

/**
 * REML of a multivariate normal with unstructured covariance over K visits, subjects observed at some of them.
 * The criterion is differentiated exactly in the entries of the covariance; subjects with the same visits share work.
 */
export class MmrmModel {
  readonly p: number
  readonly K: number
  readonly pairs: [number, number][]
  private readonly patterns: Pattern[]

  constructor(private readonly d: Longitudinal) {
    this.p = d.columns.length
    this.K = d.visits.length
    this.pairs = parameterPairs(this.K)
    const found = new Map<string, Pattern>()
    for (let i = 0; i + 1 < d.starts.length; i++) {
      const visits = Array.from(d.visit.subarray(d.starts[i]!, d.starts[i + 1]!))
      const key = visits.join()
      const pattern = found.get(key) ?? { visits, subjects: [] }
      found.set(key, pattern)
      pattern.subjects.push(i)
    }
    this.patterns = [...found.values()]
  }

  /** Starting values: covariance of the least squares residuals over the pairs of visits seen together. */
  start(): Float64Array {
    const { d, K } = this
    const r = leastSquares(d.columns, d.y).residuals
    const sum = new Float64Array(K * K)
    const count = new Float64Array(K * K)
    for (let i = 0; i + 1 < d.starts.length; i++)
      for (let a = d.starts[i]!; a < d.starts[i + 1]!; a++)
        for (let b = d.starts[i]!; b < d.starts[i + 1]!; b++) {
          const at = d.visit[a]! * K + d.visit[b]!
          sum[at]! += r[a]! * r[b]!
          count[at]!++
        }
    const S = sum.map((v, at) => (count[at] ? v / count[at]! : 0))
    if (cholesky(S, K)) return S
    // Pairwise covariances need not be positive definite; shrink towards the diagonal until they are.
    for (let keep = 0.9; keep > 0.05; keep -= 0.1) {
      const shrunk = S.map((v, at) => (Math.floor(at / K) === at % K ? v : keep * v))
      if (cholesky(shrunk, K)) return shrunk
    }
    return S.map((v, at) => (Math.floor(at / K) === at % K ? v : 0))
  }

  /** Criterion and, when wanted, its first and second derivatives; null when S is not positive definite. */
  evaluate(S: Float64Array, derivatives: boolean): MmrmState | null {
    const { d, p, K } = this
    const XVX = new Float64Array(p * p)
    const XVy = new Float64Array(p)
    const whitened = new Float64Array(d.n * p)
    const whiteY = new Float64Array(d.n)
    let logDet = 0
    let yy = 0
    const inverses: Float64Array[] = []
    for (const pattern of this.patterns) {
      const m = pattern.visits.length
      const block = new Float64Array(m * m)
      pattern.visits.forEach((a, i) => pattern.visits.forEach((b, j) => (block[i * m + j] = S[a * K + b]!)))
      const L = cholesky(block, m)
      if (!L) return null
      inverses.push(inverseFromCholesky(L, m))
      logDet += pattern.subjects.length * logDetFromCholesky(L, m)
      for (const s of pattern.subjects) {
        const from = d.starts[s]!
        for (let i = 0; i < m; i++) {
          const row = (from + i) * p
          for (let j = 0; j < p; j++) {
            let v = d.columns[j]![from + i]!
            for (let k = 0; k < i; k++) v -= L[i * m + k]! * whitened[(from + k) * p + j]!
            whitened[row + j] = v / L[i * m + i]!
          }
          let v = d.y[from + i]!
          for (let k = 0; k < i; k++) v -= L[i * m + k]! * whiteY[from + k]!
          whiteY[from + i] = v / L[i * m + i]!
        }
      }
    }
    for (let r = 0; r < d.n; r++) {
      const row = r * p
      yy += whiteY[r]! ** 2
      for (let j = 0; j < p; j++) {
        const v = whitened[row + j]!
        if (v === 0) continue
        XVy[j]! += v * whiteY[r]!
        for (let k = 0; k <= j; k++) XVX[j * p + k]! += v * whitened[row + k]!
      }
    }
    for (let j = 0; j < p; j++) for (let k = 0; k < j; k++) XVX[k * p + j] = XVX[j * p + k]!
    const factor = cholesky(XVX, p)
    if (!factor) return null
    const C = inverseFromCholesky(factor, p)
    const beta = multiply(C, XVy, p, p, 1)
    const rss = yy - beta.reduce((s, b, j) => s + b * XVy[j]!, 0)
    const criterion = logDet + logDetFromCholesky(factor, p) + rss + (d.n - p) * Math.log(2 * Math.PI)
    const empty = new Float64Array(0)
    if (!derivatives) return { criterion, beta, C, gradient: empty, observed: empty, expected: empty, D: [] }
    return { criterion, beta, C, ...this.differentiate(beta, C, inverses) }
  }

  private differentiate(beta: Float64Array, C: Float64Array, inverses: Float64Array[]) {
    const { d, p, K, pairs } = this
    const q = pairs.length
    const gradient = new Float64Array(q)
    const observed = new Float64Array(q * q)
    const expected = new Float64Array(q * q)
    const D = pairs.map(() => new Float64Array(p * p))
    const w = pairs.map(() => new Float64Array(p))
    this.patterns.forEach((pattern, at) => {
      const m = pattern.visits.length
      const M = inverses[at]!
      // Spread over all K visits so that one loop over parameters serves every pattern.
      const Mk = new Float64Array(K * K)
      const first = new Float64Array(K * K)
      const forObserved = new Float64Array(K * K)
      const forExpected = new Float64Array(K * K)
      const y = new Float64Array(m * p)
      const u = new Float64Array(m)
      const r = new Float64Array(m)
      pattern.visits.forEach((a, i) => pattern.visits.forEach((b, j) => (Mk[a * K + b] = M[i * m + j]!)))
      const yC = new Float64Array(m * p)
      for (const s of pattern.subjects) {
        const from = d.starts[s]!
        for (let i = 0; i < m; i++) {
          let fitted = 0
          for (let j = 0; j < p; j++) fitted += d.columns[j]![from + i]! * beta[j]!
          r[i] = d.y[from + i]! - fitted
        }
        for (let i = 0; i < m; i++) {
          u[i] = 0
          for (let k = 0; k < m; k++) u[i]! += M[i * m + k]! * r[k]!
          for (let j = 0; j < p; j++) {
            let v = 0
            for (let k = 0; k < m; k++) v += M[i * m + k]! * d.columns[j]![from + k]!
            y[i * p + j] = v
          }
        }
        for (let i = 0; i < m; i++)
          for (let j = 0; j < p; j++) {
            let v = 0
            for (let k = 0; k < p; k++) v += y[i * p + k]! * C[k * p + j]!
            yC[i * p + j] = v
          }
        for (let i = 0; i < m; i++)
          for (let j = 0; j < m; j++) {
            let h = 0
            for (let k = 0; k < p; k++) h += yC[i * p + k]! * y[j * p + k]!
            const cell = pattern.visits[i]! * K + pattern.visits[j]!
            const uu = u[i]! * u[j]!
            first[cell]! += M[i * m + j]! - h - uu
            forObserved[cell]! += -M[i * m + j]! + 2 * h + 2 * uu
            forExpected[cell]! += M[i * m + j]! - 2 * h
          }
        this.addCross(D, w, pattern.visits, y, u)
      }
      pairs.forEach(([a, b], k) => {
        gradient[k]! += (a === b ? 1 : 2) * first[a * K + b]!
        for (let l = 0; l <= k; l++) {
          const [c, e] = pairs[l]!
          observed[k * q + l]! += traceFour(forObserved, Mk, a, b, c, e, K)
          expected[k * q + l]! += traceFour(forExpected, Mk, a, b, c, e, K)
        }
      })
    })
    const CD = D.map((m) => multiply(C, m, p, p, p))
    const Cw = w.map((v) => multiply(C, v, p, p, 1))
    for (let k = 0; k < q; k++)
      for (let l = 0; l <= k; l++) {
        let trace = 0
        for (let i = 0; i < p; i++)
          for (let j = 0; j < p; j++) trace += CD[k]![i * p + j]! * CD[l]![j * p + i]!
        let cross = 0
        for (let j = 0; j < p; j++) cross += w[k]![j]! * Cw[l]![j]!
        observed[k * q + l]! -= trace + 2 * cross
        expected[k * q + l]! += trace
        observed[l * q + k] = observed[k * q + l]!
        expected[l * q + k] = expected[k * q + l]!
      }
    return { gradient, observed, expected, D }
  }

  /** X'MG_kMX and X'MG_k u of one subject, y = MX. */
  private addCross(
    D: Float64Array[],
    w: Float64Array[],
    visits: number[],
    y: Float64Array,
    u: Float64Array,
  ): void {
    const { p } = this
    for (let i = 0; i < visits.length; i++)
      for (let j = 0; j <= i; j++) {
        const k = (visits[i]! * (visits[i]! + 1)) / 2 + visits[j]!
        const Dk = D[k]!
        const wk = w[k]!
        for (let a = 0; a < p; a++) {
          const ya = y[i * p + a]!
          const yb = y[j * p + a]!
          wk[a]! += i === j ? ya * u[i]! : ya * u[j]! + yb * u[i]!
          for (let b = 0; b < p; b++)
            Dk[a * p + b]! += i === j ? ya * y[i * p + b]! : ya * y[j * p + b]! + yb * y[i * p + b]!
        }
      }
  }

  /** REML estimate by Newton steps (scoring while the second derivative is not positive definite). */
  maximise(): { S: Float64Array; state: MmrmState } | null {
    const { K, pairs } = this
    let S = this.start()
    let state = this.evaluate(S, true)
    for (let iteration = 0; state && iteration < 200; iteration++) {
      const current: MmrmState = state
      const q = pairs.length
      const step =
        (cholesky(current.observed, q) && solve(current.observed, q, current.gradient)) ??
        solve(current.expected, q, current.gradient)
      if (!step) return null
      let size = 1
      let trial = S
      let next: MmrmState | null = null
      for (let halving = 0; halving < 60; halving++, size /= 2) {
        trial = S.slice()
        pairs.forEach(([a, b], k) => {
          trial[a * K + b]! -= size * step[k]!
          if (a !== b) trial[b * K + a] = trial[a * K + b]!
        })
        next = this.evaluate(trial, false)
        if (next && next.criterion <= current.criterion + 1e-9) break
        next = null
      }
      if (!next) break
      let change = 0
      pairs.forEach(([a, b], k) => {
        const scale = Math.sqrt(S[a * K + a]! * S[b * K + b]!)
        change = Math.max(change, Math.abs(size * step[k]!) / scale)
      })
      S = trial
      state = this.evaluate(S, true)
      if (change < 1e-9) break
    }
    return state && { S, state }
  }

  /** Satterthwaite df of a contrast: 2 v² over the delta-method variance of v. */
  degreesOfFreedom(state: MmrmState, L: Float64Array): { variance: number; df: number } {
    const { p, pairs } = this
    const variance = quadraticForm(state.C, p, L)
    const CL = multiply(state.C, L, p, p, 1)
    const gradient = Float64Array.from(state.D, (m) => quadraticForm(m, p, CL))
    const A = inverse(state.observed, pairs.length)
    const spread = A ? 2 * quadraticForm(A, pairs.length, gradient) : Number.NaN
    return { variance, df: (2 * variance * variance) / spread }
  }
}
