import { ArgSorter } from '../kernel/argsort'
import { inverseLogit, LogisticSolver } from '../kernel/logistic-fit'
import { fitLogisticLine } from '../kernel/logistic-line'
import { interpolate, Lowess } from './lowess'

/** Order of the indexes in every statistics vector. */
export const optimismIndexes = ['auc', 'dxy', 'intercept', 'slope', 'brier'] as const
export const GRID = 50

/**
 * One resample of Harrell's optimism bootstrap at a time: a model is fitted to the resample (given as the number of
 * times each row was drawn) and judged on the resample and on all rows. Nothing is allocated per resample.
 */
export class OptimismResampler {
  readonly train = new Float64Array(5)
  readonly test = new Float64Array(5)
  /** Smoothed calibration minus the grid, on the resample and on all rows; NaN outside the predictions. */
  readonly trainCurve = new Float64Array(GRID)
  readonly testCurve = new Float64Array(GRID)
  private readonly model: LogisticSolver
  private readonly lp: Float64Array
  private readonly fitted: Float64Array
  private readonly startFitted: Float64Array
  private readonly rounded: Float64Array
  private readonly sorter: ArgSorter
  private readonly smoother: Lowess
  private readonly sortedX: Float64Array
  private readonly sortedY: Float64Array

  constructor(
    private readonly x: Float64Array,
    private readonly y: Float64Array,
    readonly n: number,
    readonly p: number,
    private readonly start: Float64Array,
    private readonly grid: Float64Array | null,
  ) {
    this.model = new LogisticSolver(x, n, p)
    this.lp = new Float64Array(n)
    this.fitted = new Float64Array(n)
    this.startFitted = Float64Array.from({ length: n }, (_, i) => inverseLogit(this.linear(i, start)))
    this.rounded = new Float64Array(n)
    this.sorter = new ArgSorter(n)
    this.smoother = new Lowess(n)
    this.sortedX = new Float64Array(n)
    this.sortedY = new Float64Array(n)
  }

  /** False when the resample has one outcome only, dependent columns or separation. */
  run(counts: ArrayLike<number>): boolean {
    const { n, p, y, lp, fitted, start, startFitted, train, test } = this
    let events = 0
    let total = 0
    for (let i = 0; i < n; i++) {
      total += counts[i]!
      events += counts[i]! * y[i]!
    }
    if (events === 0 || events === total) return false
    const fit = this.model.fit(y, {
      weights: counts,
      start,
      startFitted,
      tolerance: 1e-7,
      deviance: false,
    })
    if (fit.state !== 'converged') return false
    for (let j = 0; j < p; j++) if (Math.abs(fit.beta[j]!) > 15) return false
    let trainBrier = 0
    let testBrier = 0
    for (let i = 0; i < n; i++) {
      const eta = this.linear(i, fit.beta)
      const mu = inverseLogit(eta)
      lp[i] = eta
      fitted[i] = mu
      const e = (y[i]! - mu) * (y[i]! - mu)
      testBrier += e
      trainBrier += counts[i]! * e
    }
    const order = this.sorter.sort(lp)
    this.areas(order, counts, events, total)
    const line = fitLogisticLine(lp, y, fitted, n) ?? this.fitLineCarefully()
    if (!line) return false
    train[2] = 0
    train[3] = 1
    train[4] = trainBrier / total
    test[2] = line[0]
    test[3] = line[1]
    test[4] = testBrier / n
    if (this.grid) this.curves(order, counts)
    return true
  }

  private linear(row: number, beta: Float64Array): number {
    const { x, p } = this
    let eta = 0
    for (let j = 0, at = row * p; j < p; j++, at++) eta += x[at]! * beta[j]!
    return eta
  }

  /** With step halving, for predictors so wide that plain Newton steps overshoot. */
  private fitLineCarefully(): [number, number] | null {
    const { n, y, lp } = this
    const design = new Float64Array(2 * n).fill(1)
    for (let i = 0; i < n; i++) design[2 * i + 1] = lp[i]!
    const fit = new LogisticSolver(design, n, 2).fit(y)
    return fit.state === 'converged' ? [fit.beta[0]!, fit.beta[1]!] : null
  }

  /** Areas under the curve on both samples in one pass over the sorted predictor, ties to 1e-10. */
  private areas(
    order: Uint32Array,
    counts: ArrayLike<number>,
    trainEvents: number,
    trainTotal: number,
  ): void {
    const { n, y, lp, rounded } = this
    for (let i = 0; i < n; i++) rounded[i] = Math.round(lp[i]! * 1e10)
    let below = 0
    let belowTrain = 0
    let sum = 0
    let sumTrain = 0
    let events = 0
    for (let i = 0; i < n;) {
      const key = rounded[order[i]!]!
      let ones = 0
      let zeros = 0
      let onesTrain = 0
      let zerosTrain = 0
      do {
        const row = order[i]!
        const c = counts[row]!
        if (y[row] === 1) {
          ones++
          onesTrain += c
        } else {
          zeros++
          zerosTrain += c
        }
        i++
      } while (i < n && rounded[order[i]!] === key)
      sum += ones * (below + 0.5 * zeros)
      sumTrain += onesTrain * (belowTrain + 0.5 * zerosTrain)
      below += zeros
      belowTrain += zerosTrain
      events += ones
    }
    this.test[0] = sum / (events * (n - events))
    this.train[0] = sumTrain / (trainEvents * (trainTotal - trainEvents))
    this.test[1] = 2 * this.test[0] - 1
    this.train[1] = 2 * this.train[0] - 1
  }

  private curves(order: Uint32Array, counts: ArrayLike<number>): void {
    const { n, y, fitted, sortedX, sortedY } = this
    for (let i = 0; i < n; i++) {
      sortedX[i] = fitted[order[i]!]!
      sortedY[i] = y[order[i]!]!
    }
    this.curve(this.testCurve)
    let at = 0
    for (let i = 0; i < n; i++) {
      const row = order[i]!
      for (let c = counts[row]!; c > 0; c--) {
        sortedX[at] = fitted[row]!
        sortedY[at++] = y[row]!
      }
    }
    this.curve(this.trainCurve)
  }

  private curve(out: Float64Array): void {
    const { n, sortedX, sortedY, grid } = this
    const fitted = this.smoother.run(sortedX, sortedY, 2 / 3, 0, 0.01 * (sortedX[n - 1]! - sortedX[0]!))
    for (let k = 0; k < GRID; k++) out[k] = interpolate(sortedX, fitted, grid![k]!) - grid![k]!
  }
}
