import { LogisticSolver } from '../kernel/logistic-fit'
import { runPieces, type OnProgress, type Pieces } from '../kernel/pieces'
import { RandomStream } from '../kernel/random'
import { mean, quantileOfSorted, sorted } from '../kernel/sample'
import {
  aliasedNames,
  buildDesign,
  isOneClass,
  requireBinary,
  rowMajor,
  type Predictors,
} from '../logistic/design'
import { fittedProbabilities } from '../logistic/logistic'
import { notComputable, type NotComputable } from '../result'
import { interpolate, lowess } from './lowess'
import { GRID, optimismIndexes, OptimismResampler } from './optimism-resampler'

export type OptimismValues = Record<(typeof optimismIndexes)[number], number>
export type OptimismBootstrap = {
  status: 'ok'
  nResamples: number
  nFailed: number
  apparent: OptimismValues
  trainMean: OptimismValues
  testMean: OptimismValues
  /** Mean of train minus test. */
  optimism: OptimismValues
  corrected: OptimismValues
  /** 50 predicted probabilities, the smoothed observed ones there, and these corrected; null without `calibration`. */
  calibrationGrid: number[] | null
  calibrationApparent: number[] | null
  calibrationCorrected: number[] | null
  /** Mean, mean squared and 90 % absolute error of the predictions against the corrected curve. */
  mae: number | null
  mse: number | null
  q90: number | null
}

/** Given resamples (row numbers from 0), or a number of them drawn from a seed. */
export type Resamples = { index: readonly ArrayLike<number>[] } | { resamples: number; seed: number }

/** How often each row is drawn in resample b of a seed; the same whatever thread draws it. */
export function drawCounts(seed: number, b: number, counts: Float64Array): void {
  const random = new RandomStream(seed, b)
  counts.fill(0)
  for (let i = 0; i < counts.length; i++) {
    const row = random.below(counts.length)
    counts[row] = counts[row]! + 1
  }
}

/** What the resamples of one piece add up to. */
export type OptimismSums = {
  train: Float64Array
  test: Float64Array
  curve: Float64Array
  curveN: Float64Array
  failed: number
}

/** Resamples in one piece of the work. */
const PIECE = 50

function emptySums(): OptimismSums {
  return {
    train: new Float64Array(5),
    test: new Float64Array(5),
    curve: new Float64Array(GRID),
    curveN: new Float64Array(GRID),
    failed: 0,
  }
}

function accumulate(
  engine: OptimismResampler,
  from: number,
  to: number,
  next: (b: number) => Float64Array,
): OptimismSums {
  const sums = emptySums()
  for (let b = from; b < to; b++) {
    if (!engine.run(next(b))) {
      sums.failed++
      continue
    }
    for (let k = 0; k < 5; k++) {
      sums.train[k] = sums.train[k]! + engine.train[k]!
      sums.test[k] = sums.test[k]! + engine.test[k]!
    }
    for (let k = 0; k < GRID; k++) {
      const d = engine.trainCurve[k]! - engine.testCurve[k]!
      if (Number.isNaN(d)) continue
      sums.curve[k] = sums.curve[k]! + d
      sums.curveN[k] = sums.curveN[k]! + 1
    }
  }
  return sums
}

function addSums(parts: readonly OptimismSums[]): OptimismSums {
  const all = emptySums()
  for (const part of parts) {
    for (const name of ['train', 'test', 'curve', 'curveN'] as const)
      part[name].forEach((v, k) => (all[name][k] = all[name][k]! + v))
    all.failed += part.failed
  }
  return all
}

function named(values: ArrayLike<number>): OptimismValues {
  return Object.fromEntries(optimismIndexes.map((name, k) => [name, values[k]!])) as OptimismValues
}

export type OptimismOptions = {
  /** Also correct the calibration curve; default true. */
  calibration?: boolean
  onProgress?: OnProgress
}

/**
 * Harrell's bootstrap correction for optimism of a logistic model: discrimination, calibration line, Brier score, and
 * the smoothed calibration curve.
 *
 * @param y outcome 0 or 1, NaN where missing; @param predictors as in `logistic`
 * @param source resamples given by index (into the complete rows), or drawn from a seed
 * @throws RangeError when lengths differ, y is not 0/1 or a row number is out of range
 *
 * R: `rms::validate(fit, B)`, `rms::calibrate(fit, B)`.
 */
export function optimismBootstrap(
  y: ArrayLike<number>,
  predictors: Predictors,
  source: Resamples,
  options: OptimismOptions = {},
): OptimismBootstrap | NotComputable {
  return runPieces(planOptimism(y, predictors, source, options), options.onProgress)
}

/** The same as pieces of fifty resamples, for several threads. */
export function planOptimism(
  y: ArrayLike<number>,
  predictors: Predictors,
  source: Resamples,
  options: Pick<OptimismOptions, 'calibration'> = {},
): Pieces<OptimismSums, OptimismBootstrap | NotComputable> | NotComputable {
  const d = buildDesign(y, predictors)
  requireBinary(d.y, 'y')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  const { n } = d
  const p = d.columns.length
  const x = rowMajor(d.columns)
  const fit = new LogisticSolver(x, n, p).fit(d.y)
  if (fit.state !== 'converged') return notComputable('separation')
  const predicted = fittedProbabilities(d, fit.beta)
  const wantCurve = (options.calibration ?? true) && n >= 10
  const grid = wantCurve ? gridOf(predicted) : null
  const engine = new OptimismResampler(x, d.y, n, p, fit.beta, grid)
  const counts = new Float64Array(n)
  const total = 'index' in source ? source.index.length : source.resamples
  const next = (b: number) => {
    if ('index' in source) countIndex(source.index[b]!, b, counts)
    else drawCounts(source.seed, b, counts)
    return counts
  }
  return {
    status: 'pieces',
    count: Math.ceil(total / PIECE),
    make: (piece) => accumulate(engine, piece * PIECE, Math.min(total, (piece + 1) * PIECE), next),
    join: (parts) => {
      engine.run(new Float64Array(n).fill(1))
      const apparent = engine.train.slice()
      const sums = addSums(parts)
      const used = total - sums.failed
      if (!used) return notComputable('not_converged')
      const train = sums.train.map((v) => v / used)
      const test = sums.test.map((v) => v / used)
      const optimism = train.map((v, k) => v - test[k]!)
      return {
        status: 'ok',
        nResamples: total,
        nFailed: sums.failed,
        apparent: named(apparent),
        trainMean: named(train),
        testMean: named(test),
        optimism: named(optimism),
        corrected: named(apparent.map((v, k) => v - optimism[k]!)),
        ...correctCurve(d.y, predicted, grid, sums),
      }
    },
  }
}

function countIndex(rows: ArrayLike<number>, b: number, counts: Float64Array): void {
  counts.fill(0)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (!(row >= 0 && row < counts.length)) throw new RangeError(`index[${b}] holds ${row}, which is no row`)
    counts[row] = counts[row]! + 1
  }
}

/** 50 equal steps from the fifth smallest to the fifth largest prediction. */
function gridOf(predicted: Float64Array): Float64Array {
  const order = sorted(predicted)
  const from = order[4]!
  const to = order[order.length - 5]!
  return Float64Array.from({ length: GRID }, (_, k) => from + (k * (to - from)) / (GRID - 1))
}

function correctCurve(
  y: Float64Array,
  predicted: Float64Array,
  grid: Float64Array | null,
  sums: OptimismSums,
) {
  if (!grid)
    return {
      calibrationGrid: null,
      calibrationApparent: null,
      calibrationCorrected: null,
      mae: null,
      mse: null,
      q90: null,
    }
  const smooth = lowess(predicted, y, { iter: 0 })
  const apparent = grid.map((g) => interpolate(smooth.x, smooth.y, g))
  const corrected = apparent.map((v, k) => v - sums.curve[k]! / sums.curveN[k]!)
  const errors = Array.from(predicted, (v) => interpolate(grid, corrected, v) - v).filter(
    (e) => !Number.isNaN(e),
  )
  const sizes = Float64Array.from(errors, Math.abs).sort()
  return {
    calibrationGrid: Array.from(grid),
    calibrationApparent: Array.from(apparent),
    calibrationCorrected: Array.from(corrected),
    mae: mean(sizes),
    mse: mean(errors.map((e) => e * e)),
    q90: quantileOfSorted(sizes, 0.9, 7),
  }
}
