import { chiSquareCdf } from '../kernel/gamma'
import { LogisticSolver } from '../kernel/logistic-fit'
import { inverseFromCholesky } from '../kernel/matrix'
import { normalTwoSided } from '../kernel/normal'
import { mean, medianOfSorted, quantileOfSorted, requireNumbers, requireSameLength } from '../kernel/sample'
import { isOneClass, requireBinary } from '../logistic/design'
import { notComputable, type NotComputable } from '../result'
import { concordance } from './concordance'
import { hosmerLemeshowTest, type HosmerLemeshow } from './hosmer-lemeshow'
import { interpolate, lowess } from './lowess'

export type Calibration = {
  status: 'ok'
  n: number
  /** Intercept with the slope held at one. */
  interceptInLarge: number
  interceptInLargeSe: number
  intercept: number
  slope: number
  interceptSe: number
  slopeSe: number
  /** Intercept 0 and slope 1 together. */
  jointLrChi2: number
  jointLrP: number
  brier: number
  brierNull: number
  scaledBrier: number
  spiegelhalterZ: number
  spiegelhalterP: number
  auc: number
  /** Mean, median, 90 % and largest distance between prediction and the smoothed curve. */
  lowessEavg: number
  lowessE50: number
  lowessE90: number
  lowessEmax: number
  hosmerLemeshow: HosmerLemeshow | null
}

function devianceOf(y: ArrayLike<number>, p: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < y.length; i++) sum -= 2 * (y[i] === 1 ? Math.log(p[i]!) : Math.log1p(-p[i]!))
  return sum
}

/**
 * Calibration of predicted probabilities against a 0/1 outcome.
 *
 * @param y outcome 0 or 1, complete; @param p predictions strictly between 0 and 1, complete
 * @returns not computable with one outcome only, a prediction of 0 or 1, or separation
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `rms::val.prob(p, y)` (smoothed curve by `lowess(p, y, iter = 0)`).
 */
export function calibration(y: ArrayLike<number>, p: ArrayLike<number>): Calibration | NotComputable {
  requireBinary(y, 'y')
  requireNumbers(p, 'p')
  requireSameLength(y, p, 'y and p')
  if (isOneClass(y)) return notComputable('outcome_constant')
  const n = y.length
  for (let i = 0; i < n; i++) if (!(p[i]! > 0 && p[i]! < 1)) return notComputable('probability_0_or_1')
  const logit = Float64Array.from(p, (v) => Math.log(v / (1 - v)))
  const level = new LogisticSolver(new Float64Array(n).fill(1), n, 1).fit(y, { offset: logit })
  const design = new Float64Array(2 * n)
  for (let i = 0; i < n; i++) {
    design[2 * i] = 1
    design[2 * i + 1] = logit[i]!
  }
  const line = new LogisticSolver(design, n, 2).fit(y, { start: [0, 1] })
  if (line.state === 'singular') return notComputable('too_few_distinct_probabilities')
  if (line.state === 'separated') return notComputable('separation')
  const covariance = inverseFromCholesky(line.factor, 2)
  const jointLrChi2 = Math.max(0, devianceOf(y, p) - line.deviance)
  let brier = 0
  let numerator = 0
  let variance = 0
  for (let i = 0; i < n; i++) {
    const tilt = 1 - 2 * p[i]!
    brier += (y[i]! - p[i]!) ** 2 / n
    numerator += (y[i]! - p[i]!) * tilt
    variance += tilt * tilt * p[i]! * (1 - p[i]!)
  }
  const rate = mean(y)
  const z = numerator / Math.sqrt(variance)
  const curve = lowess(p, y, { iter: 0 })
  const errors = Float64Array.from(p, (v) => Math.abs(v - interpolate(curve.x, curve.y, v))).sort()
  return {
    status: 'ok',
    n,
    interceptInLarge: level.beta[0]!,
    interceptInLargeSe: 1 / level.factor[0]!,
    intercept: line.beta[0]!,
    slope: line.beta[1]!,
    interceptSe: Math.sqrt(covariance[0]!),
    slopeSe: Math.sqrt(covariance[3]!),
    jointLrChi2,
    jointLrP: chiSquareCdf(jointLrChi2, 2, 'upper'),
    brier,
    brierNull: rate * (1 - rate),
    scaledBrier: 1 - brier / (rate * (1 - rate)),
    spiegelhalterZ: z,
    spiegelhalterP: normalTwoSided(z),
    auc: concordance(p, y),
    lowessEavg: mean(errors),
    lowessE50: medianOfSorted(errors),
    lowessE90: quantileOfSorted(errors, 0.9, 7),
    lowessEmax: errors[n - 1]!,
    hosmerLemeshow: hosmerLemeshowTest(y, p, 10),
  }
}
