import type { SortedTimes } from './order'

export type Ties = 'efron' | 'breslow'

/** What the partial likelihood gives at one event time, for the score test of proportional hazards. */
export type EventVisitor = (
  time: number,
  deaths: number,
  residual: Float64Array,
  information: Float64Array,
) => void

/**
 * Cox partial likelihood with Efron's or Breslow's handling of ties: log likelihood, score and information at beta.
 * One pass from the last time to the first. X is row-major, n × p, by original row.
 */
export class CoxLikelihood {
  loglik = 0
  readonly score: Float64Array
  readonly information: Float64Array

  constructor(
    private readonly s: SortedTimes,
    private readonly x: Float64Array,
    readonly p: number,
    private readonly ties: Ties,
  ) {
    this.score = new Float64Array(p)
    this.information = new Float64Array(p * p)
  }

  evaluate(beta: ArrayLike<number>, visit?: EventVisitor): void {
    const { s, x, p, score, information } = this
    this.loglik = 0
    score.fill(0)
    information.fill(0)
    let total = 0
    const a = new Float64Array(p)
    const A = new Float64Array(p * p)
    for (let i = s.n - 1; i >= 0;) {
      const t = s.time[i]!
      const dead = {
        risk: 0,
        a: new Float64Array(p),
        A: new Float64Array(p * p),
        x: new Float64Array(p),
        eta: 0,
        d: 0,
      }
      for (; i >= 0 && s.time[i] === t; i--) {
        const at = s.row[i]! * p
        let eta = 0
        for (let j = 0; j < p; j++) eta += x[at + j]! * beta[j]!
        const risk = Math.exp(eta)
        total += risk
        for (let j = 0; j < p; j++) {
          const v = risk * x[at + j]!
          a[j]! += v
          for (let k = 0; k < p; k++) A[j * p + k]! += v * x[at + k]!
        }
        if (!s.event[i]) continue
        dead.d++
        dead.eta += eta
        dead.risk += risk
        for (let j = 0; j < p; j++) {
          const v = risk * x[at + j]!
          dead.x[j]! += x[at + j]!
          dead.a[j]! += v
          for (let k = 0; k < p; k++) dead.A[j * p + k]! += v * x[at + k]!
        }
      }
      if (dead.d) this.addTime(t, dead, total, a, A, visit)
    }
  }

  private addTime(
    t: number,
    dead: { risk: number; a: Float64Array; A: Float64Array; x: Float64Array; eta: number; d: number },
    total: number,
    a: Float64Array,
    A: Float64Array,
    visit?: EventVisitor,
  ): void {
    const { p, score, information } = this
    const residual = dead.x.slice()
    const here = new Float64Array(p * p)
    this.loglik += dead.eta
    for (let q = 0; q < dead.d; q++) {
      const share = this.ties === 'efron' ? q / dead.d : 0
      const denominator = total - share * dead.risk
      this.loglik -= Math.log(denominator)
      for (let j = 0; j < p; j++) {
        const mj = (a[j]! - share * dead.a[j]!) / denominator
        residual[j]! -= mj
        for (let k = 0; k < p; k++) {
          const mk = (a[k]! - share * dead.a[k]!) / denominator
          here[j * p + k]! += (A[j * p + k]! - share * dead.A[j * p + k]!) / denominator - mj * mk
        }
      }
    }
    for (let j = 0; j < p; j++) score[j]! += residual[j]!
    for (let j = 0; j < p * p; j++) information[j]! += here[j]!
    visit?.(t, dead.d, residual, here)
  }
}
