import { backSolve, forwardSolve } from './matrix'

export type LogisticFit = {
  /** converged; separated: fitted probabilities run to 0 or 1; singular: the columns are dependent. */
  state: 'converged' | 'separated' | 'singular'
  beta: Float64Array
  /** -2 log likelihood. */
  deviance: number
  /** Lower Cholesky factor of X'WX at the solution. */
  factor: Float64Array
  iterations: number
}

export type LogisticOptions = {
  /** Frequency of each row (0 leaves it out). */
  weights?: ArrayLike<number>
  offset?: ArrayLike<number>
  start?: ArrayLike<number>
  /** Fitted probabilities at `start`, when they are known: the first step then needs no exponentials. */
  startFitted?: Float64Array
  /** Bound on the Newton decrement g'H⁻¹g (about twice the distance in log likelihood); default 1e-16. */
  tolerance?: number
  /** False leaves the deviance out (NaN) and saves a pass. */
  deviance?: boolean
}

/**
 * Maximum likelihood logistic regression by Newton's method on a row-major n × p design; y is 0 or 1.
 * Buffers are kept between fits of one size, so a bootstrap allocates nothing.
 * R: `glm.fit(X, y, family = binomial())`.
 */
export class LogisticSolver {
  private readonly gradient: Float64Array
  private readonly hessian: Float64Array
  private readonly step: Float64Array
  private readonly trial: Float64Array
  private readonly eta: Float64Array
  /** y − p and p (1 − p) times the frequency, of each row in use. */
  private readonly residual: Float64Array
  private readonly information: Float64Array
  /** Rows in use; those of weight zero are passed over once, not in every iteration. */
  private readonly rows: Int32Array
  private used = 0

  constructor(
    readonly x: Float64Array,
    readonly n: number,
    readonly p: number,
  ) {
    this.gradient = new Float64Array(p)
    this.hessian = new Float64Array(p * p)
    this.step = new Float64Array(p)
    this.trial = new Float64Array(p)
    this.eta = new Float64Array(n)
    this.residual = new Float64Array(n)
    this.information = new Float64Array(n)
    this.rows = new Int32Array(n)
  }

  fit(y: ArrayLike<number>, options: LogisticOptions = {}): LogisticFit {
    const { n, rows } = this
    this.used = 0
    for (let i = 0; i < n; i++)
      if (options.weights === undefined || options.weights[i] !== 0) rows[this.used++] = i
    return this.fitPlainly(y, options) ?? this.fitCarefully(y, options)
  }

  /** Newton's method without a line search; null as soon as it does not close in. */
  private fitPlainly(y: ArrayLike<number>, options: LogisticOptions): LogisticFit | null {
    const { p, step } = this
    const { weights, offset } = options
    const tolerance = options.tolerance ?? 1e-16
    const beta = new Float64Array(p)
    if (options.start) beta.set(options.start)
    let before = Infinity
    for (let iteration = 1; iteration <= 12; iteration++) {
      if (iteration === 1 && options.startFitted) this.weighKnown(y, weights, options.startFitted)
      else {
        this.project(beta, offset)
        this.weigh(y, weights)
      }
      this.accumulate()
      const decrement = this.solveStep()
      if (!(decrement < before)) return null
      before = decrement
      for (let j = 0; j < p; j++) beta[j] = beta[j]! + step[j]!
      if (decrement < tolerance) {
        if (options.deviance === false)
          return {
            state: 'converged',
            beta,
            deviance: Number.NaN,
            factor: this.hessian,
            iterations: iteration,
          }
        const deviance = this.predict(beta, y, weights, offset)
        // The information at the solution itself, not one step before it.
        this.weigh(y, weights)
        this.accumulate()
        factorInPlace(this.hessian, p)
        return { state: 'converged', beta, deviance, factor: this.hessian, iterations: iteration }
      }
    }
    return null
  }

  /** The same from zero or the start with step halving, telling separation from dependence. */
  private fitCarefully(y: ArrayLike<number>, options: LogisticOptions): LogisticFit {
    const { p, step, trial } = this
    const { weights, offset } = options
    const tolerance = options.tolerance ?? 1e-16
    const beta = new Float64Array(p)
    let deviance = this.predict(beta, y, weights, offset)
    const done = (state: LogisticFit['state'], iterations: number): LogisticFit => ({
      state,
      beta,
      deviance,
      factor: this.hessian,
      iterations,
    })
    for (let iteration = 1; iteration <= 60; iteration++) {
      this.weigh(y, weights)
      this.accumulate()
      const decrement = this.solveStep()
      if (Number.isNaN(decrement)) return done(iteration > 8 ? 'separated' : 'singular', iteration)
      if (decrement < tolerance) {
        // Near separation the likelihood is flat while the linear predictor still walks.
        if (this.largestChange(step) > 1e-3) {
          if (iteration > 15) return done('separated', iteration)
        } else {
          for (let j = 0; j < p; j++) beta[j] = beta[j]! + step[j]!
          deviance = this.predict(beta, y, weights, offset)
          return done('converged', iteration)
        }
      }
      let size = 1
      for (let halving = 0; halving < 30; halving++, size /= 2) {
        for (let j = 0; j < p; j++) trial[j] = beta[j]! + size * step[j]!
        const next = this.predict(trial, y, weights, offset)
        if (next <= deviance * (1 + 1e-12) + 1e-12) {
          deviance = next
          break
        }
      }
      beta.set(trial)
    }
    return done('separated', 60)
  }

  /** Newton step from the gradient and X'WX (left factored); returns the decrement, NaN when not positive definite. */
  private solveStep(): number {
    const { p, step, hessian } = this
    if (!factorInPlace(hessian, p)) return Number.NaN
    step.set(this.gradient)
    forwardSolve(hessian, p, step)
    let decrement = 0
    for (let j = 0; j < p; j++) decrement += step[j]! * step[j]!
    backSolve(hessian, p, step)
    return decrement
  }

  /** Fills eta. */
  private project(beta: Float64Array, offset: ArrayLike<number> | undefined): void {
    const { x, p, eta, rows, used } = this
    for (let r = 0; r < used; r++) {
      const i = rows[r]!
      const at = i * p
      let e = offset === undefined ? 0 : offset[i]!
      for (let j = 0; j < p; j++) e += x[at + j]! * beta[j]!
      eta[i] = e
    }
  }

  /** Fills eta and returns the deviance. */
  private predict(
    beta: Float64Array,
    y: ArrayLike<number>,
    weights: ArrayLike<number> | undefined,
    offset: ArrayLike<number> | undefined,
  ): number {
    const { eta, rows, used } = this
    this.project(beta, offset)
    let sum = 0
    for (let r = 0; r < used; r++) {
      const i = rows[r]!
      const e = eta[i]!
      // -log P(y): log(1 + exp(∓eta)) without overflow.
      const s = y[i]! > 0.5 ? -e : e
      const loss = s > 0 ? s + Math.log1p(Math.exp(-s)) : Math.log1p(Math.exp(s))
      sum += weights === undefined ? loss : weights[i]! * loss
    }
    return 2 * sum
  }

  /** Residuals and information of the rows at the current eta. */
  private weigh(y: ArrayLike<number>, weights: ArrayLike<number> | undefined): void {
    const { eta, rows, used, residual, information } = this
    for (let q = 0; q < used; q++) {
      const i = rows[q]!
      const f = weights === undefined ? 1 : weights[i]!
      const e = Math.exp(-Math.abs(eta[i]!))
      const small = e / (1 + e)
      residual[q] = f * (y[i]! - (eta[i]! > 0 ? 1 / (1 + e) : small))
      information[q] = (f * small) / (1 + e)
    }
  }

  /** The same from probabilities that are known. */
  private weighKnown(
    y: ArrayLike<number>,
    weights: ArrayLike<number> | undefined,
    fitted: Float64Array,
  ): void {
    const { rows, used, residual, information } = this
    for (let q = 0; q < used; q++) {
      const i = rows[q]!
      const f = weights === undefined ? 1 : weights[i]!
      const mu = fitted[i]!
      residual[q] = f * (y[i]! - mu)
      information[q] = f * mu * (1 - mu)
    }
  }

  /** Gradient and lower triangle of X'WX. */
  private accumulate(): void {
    const { x, p, gradient, hessian, rows, used, residual, information } = this
    gradient.fill(0)
    hessian.fill(0)
    for (let q = 0; q < used; q++) {
      const at = rows[q]! * p
      const r = residual[q]!
      const w = information[q]!
      for (let j = 0, row = 0; j < p; j++, row += p) {
        const v = x[at + j]!
        gradient[j] = gradient[j]! + r * v
        const wv = w * v
        for (let k = 0; k <= j; k++) hessian[row + k] = hessian[row + k]! + wv * x[at + k]!
      }
    }
  }

  private largestChange(step: Float64Array): number {
    const { x, p, rows, used } = this
    let largest = 0
    for (let r = 0; r < used; r++) {
      const at = rows[r]! * p
      let e = 0
      for (let j = 0; j < p; j++) e += x[at + j]! * step[j]!
      largest = Math.max(largest, Math.abs(e))
    }
    return largest
  }
}

/** Cholesky of the lower triangle in place; false when not positive definite. */
function factorInPlace(a: Float64Array, p: number): boolean {
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = a[i * p + j]!
      const own = sum
      for (let k = 0; k < j; k++) sum -= a[i * p + k]! * a[j * p + k]!
      if (i === j) {
        if (!(sum > 1e-14 * own)) return false
        a[i * p + i] = Math.sqrt(sum)
      } else a[i * p + j] = sum / a[j * p + j]!
    }
  return true
}

/** 1 / (1 + exp(-x)). R: `plogis`. */
export function inverseLogit(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}
