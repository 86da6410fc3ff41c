import { chiSquareCdf } from '../kernel/gamma'
import { LogisticSolver } from '../kernel/logistic-fit'
import { inverse, inverseFromCholesky, quadraticForm, submatrix } from '../kernel/matrix'
import { quantileOfSorted, requireNumbers, sorted } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, rowMajor, type Predictors } from './design'

export type WaldTest = { chi2: number; df: number; p: number }
export type LogisticSpline = {
  status: 'ok'
  n: number
  knots: number[]
  /** Intercept, x, x', x'' …, then the covariates. */
  coefficients: { name: string; coef: number; se: number }[]
  /** All spline terms together, and those beyond the straight line. */
  association: WaldTest
  nonlinear: WaldTest
  loglik: number
}

const placements: Record<number, number[]> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
}

/** Harrell's knots: quantiles (type 7) for 3, 4 or 5 knots. */
export function splineKnots(x: ArrayLike<number>, count: number): number[] {
  const at = placements[count]
  if (!at) throw new RangeError(`knots must be 3, 4 or 5, got ${count}`)
  const order = sorted(x)
  return at.map((p) => quantileOfSorted(order, p, 7))
}

/**
 * Restricted cubic spline (natural, linear beyond the outer knots): x and k - 2 cubic terms divided by the squared
 * distance of the outer knots. R: `Hmisc::rcspline.eval(x, knots, inclx = TRUE, norm = 2)`.
 */
export function splineBasis(x: ArrayLike<number>, knots: readonly number[]): Float64Array[] {
  const k = knots.length
  if (k < 3) throw new RangeError(`knots must number at least 3, got ${k}`)
  for (let i = 1; i < k; i++) if (!(knots[i]! > knots[i - 1]!)) throw new RangeError('knots must ascend')
  const last = knots[k - 1]!
  const before = knots[k - 2]!
  const scale = (last - knots[0]!) ** 2
  const cube = (v: number) => (v > 0 ? v * v * v : 0)
  const terms = knots
    .slice(0, k - 2)
    .map((t) =>
      Float64Array.from(
        x,
        (v) =>
          (cube(v - t) - (cube(v - before) * (last - t) - cube(v - last) * (before - t)) / (last - before)) /
          scale,
      ),
    )
  return [Float64Array.from(x), ...terms]
}

/**
 * Logistic regression on a restricted cubic spline of one variable, adjusted for others; Wald tests of association and
 * of non-linearity.
 *
 * @param y outcome 0 or 1; @param x the variable, NaN where missing; @param predictors covariates, as in `logistic`
 * @param options.knots number of knots (3, 4, 5; default 4) or their positions
 *
 * R: `rms::lrm(y ~ rcs(x, knots) + .)`, `anova(fit)`.
 */
export function logisticSpline(
  y: ArrayLike<number>,
  x: ArrayLike<number>,
  predictors: Predictors,
  options: { knots?: number | readonly number[] } = {},
): LogisticSpline | NotComputable | { status: 'separation' } {
  requireNumbers(x, 'x')
  const plain = buildDesign(y, { x, ...predictors })
  requireBinary(plain.y, 'y')
  if (isOneClass(plain.y)) return notComputable('outcome_constant')
  const own = plain.columns[1]!
  const asked = options.knots ?? 4
  const knots = typeof asked === 'number' ? splineKnots(own, asked) : [...asked]
  if (knots.some((t, i) => i > 0 && t <= knots[i - 1]!))
    return notComputable('too_few_distinct_probabilities')
  const basis = splineBasis(own, knots)
  const names = ['(Intercept)', ...basis.map((_, j) => `x${"'".repeat(j)}`), ...plain.names.slice(2)]
  const columns = [plain.columns[0]!, ...basis, ...plain.columns.slice(2)]
  if (aliasedNames({ ...plain, columns, names }).length) return notComputable('aliased')
  const p = columns.length
  const fit = new LogisticSolver(rowMajor(columns), plain.n, p).fit(plain.y)
  if (fit.state !== 'converged') return { status: 'separation' }
  const covariance = inverseFromCholesky(fit.factor, p)
  const wald = (at: number[]): WaldTest => {
    const precision = inverse(submatrix(covariance, p, at), at.length)!
    const chi2 = quadraticForm(
      precision,
      at.length,
      at.map((j) => fit.beta[j]!),
    )
    return { chi2, df: at.length, p: chiSquareCdf(chi2, at.length, 'upper') }
  }
  const terms = basis.map((_, j) => j + 1)
  return {
    status: 'ok',
    n: plain.n,
    knots,
    coefficients: names.map((name, j) => ({
      name,
      coef: fit.beta[j]!,
      se: Math.sqrt(covariance[j * p + j]!),
    })),
    association: wald(terms),
    nonlinear: wald(terms.slice(1)),
    loglik: -fit.deviance / 2,
  }
}
