import { leastSquares } from '../kernel/linear-model'
import { inverseLogit, LogisticSolver } from '../kernel/logistic-fit'
import { cholesky, inverseFromCholesky } from '../kernel/matrix'
import { normalQuantile } from '../kernel/normal'
import type { RandomStream } from '../kernel/random'
import { chiSquareQuantile } from '../kernel/student'
import { rowMajor } from '../logistic/design'

/** Rows with the value seen, rows without; predictors complete, intercept first. */
export type Target = {
  y: Float64Array
  seen: Int32Array
  unseen: Int32Array
  columns: readonly Float64Array[]
}

function normalDraws(n: number, random: RandomStream): Float64Array {
  return Float64Array.from({ length: n }, () => normalQuantile(random.uniform()))
}

/** mean + L z with L the Cholesky factor of a covariance. */
function drawVector(
  mean: Float64Array,
  covariance: Float64Array,
  scale: number,
  random: RandomStream,
): Float64Array {
  const p = mean.length
  const L = cholesky(covariance, p)
  const z = normalDraws(p, random)
  return mean.map((m, i) => {
    let sum = 0
    if (L) for (let k = 0; k <= i; k++) sum += L[i * p + k]! * z[k]!
    return m + scale * sum
  })
}

function pick(columns: readonly Float64Array[], rows: Int32Array): Float64Array[] {
  return columns.map((c) => Float64Array.from(rows, (i) => c[i]!))
}

function predict(columns: readonly Float64Array[], beta: ArrayLike<number>, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (i) => columns.reduce((s, c, j) => s + c[i]! * beta[j]!, 0))
}

type LinearDraw = { fitted: Float64Array; drawn: Float64Array; sigma: number; columns: Float64Array[] }

/** Least squares on the seen rows and a draw of coefficients and σ from their posterior (Rubin 1987, p. 167). */
function drawLinear(t: Target, random: RandomStream): LinearDraw {
  const y = Float64Array.from(t.seen, (i) => t.y[i]!)
  const whole = leastSquares(pick(t.columns, t.seen), y)
  // Columns that do not vary among the seen rows are left out.
  const columns = whole.kept.map((j) => t.columns[j]!)
  const fitted = Float64Array.from(whole.kept, (j) => whole.coefficients[j]!)
  const df = Math.max(1, y.length - whole.rank)
  const sigma = Math.sqrt(whole.rss / chiSquareQuantile(random.uniform(), df))
  return { fitted, drawn: drawVector(fitted, whole.inverse, sigma, random), sigma, columns }
}

/** Bayesian linear regression: drawn line plus drawn noise. R: `mice(method = "norm")`. */
export function imputeNormal(t: Target, random: RandomStream): Float64Array {
  const d = drawLinear(t, random)
  const noise = normalDraws(t.unseen.length, random)
  return predict(d.columns, d.drawn, t.unseen).map((v, i) => v + d.sigma * noise[i]!)
}

/** Predictive mean matching, one of the five nearest seen values (type 1). R: `mice(method = "pmm")`. */
export function imputeMatching(t: Target, random: RandomStream): Float64Array {
  const d = drawLinear(t, random)
  const donors = predict(d.columns, d.fitted, t.seen)
  const order = Array.from(donors, (_, i) => i).sort((a, b) => donors[a]! - donors[b]!)
  return predict(d.columns, d.drawn, t.unseen).map((target) => {
    let hi = order.findIndex((i) => donors[i]! >= target)
    if (hi < 0) hi = order.length
    let lo = hi - 1
    const near: number[] = []
    while (near.length < 5 && (lo >= 0 || hi < order.length)) {
      const left = lo >= 0 ? target - donors[order[lo]!]! : Infinity
      const right = hi < order.length ? donors[order[hi]!]! - target : Infinity
      near.push(left <= right ? order[lo--]! : order[hi++]!)
    }
    return t.y[t.seen[near[random.below(near.length)]!]!]!
  })
}

/** Logistic regression with drawn coefficients. R: `mice(method = "logreg")`. */
export function imputeLogistic(t: Target, random: RandomStream): Float64Array {
  const y = Float64Array.from(t.seen, (i) => t.y[i]!)
  const seen = pick(t.columns, t.seen)
  const kept = leastSquares(seen, y).kept
  const columns = kept.map((j) => t.columns[j]!)
  const solver = new LogisticSolver(rowMajor(kept.map((j) => seen[j]!)), y.length, kept.length)
  const fit = solver.fit(y)
  if (fit.state !== 'converged') {
    // Separation: the observed rate is all that can be drawn from.
    const rate = y.reduce((a, b) => a + b, 0) / y.length
    return Float64Array.from(t.unseen, () => (random.uniform() < rate ? 1 : 0))
  }
  const beta = drawVector(fit.beta, inverseFromCholesky(fit.factor, kept.length), 1, random)
  return predict(columns, beta, t.unseen).map((eta) => (random.uniform() < inverseLogit(eta) ? 1 : 0))
}
