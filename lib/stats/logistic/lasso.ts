import { inverseLogit } from '../kernel/logistic-fit'
import { RandomStream } from '../kernel/random'
import { notComputable, type NotComputable } from '../result'
import { buildDesign, isOneClass, requireBinary, type Predictors } from './design'
import { lassoPath } from './lasso-path'

export type Lasso = {
  status: 'ok'
  n: number
  nDropped: number
  names: string[]
  path: { lambda: number; coefficients: number[]; nonzero: number; devRatio: number }[]
  /** Cross-validated deviance per patient with its standard error, one a penalty. */
  cvMean: number[]
  cvSe: number[]
  lambdaMin: number
  /** Largest penalty within one standard error of the best. */
  lambda1se: number
}
export type LassoOptions = {
  /** Penalties, largest first; default 100 from the smallest that empties the model down to 1e-4 of it. */
  lambda?: readonly number[]
  /** Fold (1, 2, …) of each row; default 10 folds drawn from `seed`. */
  foldId?: ArrayLike<number>
  seed?: number
}

function defaultLambdas(columns: readonly Float64Array[], y: Float64Array): number[] {
  const n = y.length
  const rate = y.reduce((a, b) => a + b, 0) / n
  let top = 0
  for (const c of columns) {
    const m = c.reduce((a, b) => a + b, 0) / n
    const sd = Math.sqrt(c.reduce((s, v) => s + (v - m) ** 2, 0) / n)
    if (sd > 0)
      top = Math.max(top, Math.abs(c.reduce((s, v, i) => s + (v - m) * (y[i]! - rate), 0)) / (n * sd))
  }
  const ratio = n < columns.length ? 0.01 : 1e-4
  return Array.from({ length: 100 }, (_, k) => top * ratio ** (k / 99))
}

function drawFolds(n: number, seed: number): Int32Array {
  const random = new RandomStream(seed)
  const folds = Int32Array.from({ length: n }, (_, i) => (i % 10) + 1)
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const t = folds[i]!
    folds[i] = folds[j]!
    folds[j] = t
  }
  return folds
}

/** Deviance of one prediction, kept off 0 and 1 by 1e-5 as glmnet does. */
function loss(eta: number, y: number): number {
  const p = Math.min(1 - 1e-5, Math.max(1e-5, inverseLogit(eta)))
  return -2 * (y === 1 ? Math.log(p) : Math.log1p(-p))
}

/**
 * LASSO logistic regression with cross-validation, penalty and folds as glmnet defines them; predictors are
 * standardised inside and reported on their own scale.
 *
 * @param y outcome 0 or 1, NaN where missing; @param predictors as in `logistic`
 * @throws RangeError when y is not 0/1, lengths differ, or a penalty is negative or out of order
 *
 * R: `glmnet::cv.glmnet(X, y, family = "binomial", lambda = lambda, foldid = foldid)`.
 */
export function lasso(
  y: ArrayLike<number>,
  predictors: Predictors,
  options: LassoOptions = {},
): Lasso | NotComputable {
  const folded: Predictors = options.foldId
    ? { ...predictors, ' fold': Float64Array.from(options.foldId) }
    : predictors
  const d = buildDesign(y, folded)
  requireBinary(d.y, 'y')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  const columns = d.columns.slice(1, options.foldId ? -1 : undefined)
  const names = d.names.slice(0, columns.length + 1)
  const { n } = d
  const lambdas = [...(options.lambda ?? defaultLambdas(columns, d.y))]
  lambdas.forEach((l, k) => {
    if (!(l >= 0) || (k > 0 && l >= lambdas[k - 1]!))
      throw new RangeError('lambda must be positive and descending')
  })
  const fold = options.foldId ? Int32Array.from(d.columns.at(-1)!) : drawFolds(n, options.seed ?? 1)
  const path = lassoPath(columns, d.y, new Uint8Array(n).fill(1), lambdas)
  const folds = [...new Set(fold)].sort((a, b) => a - b)
  const sizes: number[] = []
  const losses: number[][] = []
  for (const f of folds) {
    const use = Uint8Array.from(fold, (v) => (v === f ? 0 : 1))
    if (isOneClass(d.y.filter((_, i) => use[i]))) return notComputable('outcome_constant')
    const fits = lassoPath(columns, d.y, use, lambdas)
    const held = Array.from(fold, (v, i) => (v === f ? i : -1)).filter((i) => i >= 0)
    sizes.push(held.length)
    losses.push(
      fits.map(({ beta }) => {
        const sum = held.reduce((s, i) => {
          let eta = beta[0]!
          for (let j = 0; j < columns.length; j++) eta += beta[j + 1]! * columns[j]![i]!
          return s + loss(eta, d.y[i]!)
        }, 0)
        return sum / held.length
      }),
    )
  }
  const mean = (k: number, f: (v: number) => number) =>
    losses.reduce((s, l, q) => s + (sizes[q]! / n) * f(l[k]!), 0)
  const cvMean = lambdas.map((_, k) => mean(k, (v) => v))
  const cvSe = lambdas.map((_, k) => Math.sqrt(mean(k, (v) => (v - cvMean[k]!) ** 2) / (folds.length - 1)))
  const best = cvMean.reduce((b, v, k) => (v < cvMean[b]! ? k : b), 0)
  const limit = cvMean[best]! + cvSe[best]!
  return {
    status: 'ok',
    n,
    nDropped: d.nDropped,
    names,
    path: path.map((q) => ({
      lambda: q.lambda,
      coefficients: Array.from(q.beta),
      nonzero: q.nonzero,
      devRatio: q.devRatio,
    })),
    cvMean,
    cvSe,
    lambdaMin: lambdas[best]!,
    lambda1se: lambdas[cvMean.findIndex((v) => v <= limit)]!,
  }
}
