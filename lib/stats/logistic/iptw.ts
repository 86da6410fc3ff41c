import { LogisticSolver } from '../kernel/logistic-fit'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { requireSameLength, variance } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, rowMajor, type Predictors } from './design'
import { fittedProbabilities } from './logistic'

export type Iptw = {
  status: 'ok'
  /** Weighted mean difference, treated minus control, in the units of y. */
  ate: number
  robustSeHc0: number
  z: number
  p: number
  ci: Interval
  balance: { name: string; smdBefore: number | null; smdAfter: number | null }[]
  weightMin: number
  weightMax: number
  /** Effective sample size (Σw)² / Σw². */
  essTreated: number
  essControl: number
}

function weightedMean(x: Float64Array, w: Float64Array, pick: (i: number) => boolean): number {
  let sum = 0
  let total = 0
  for (let i = 0; i < x.length; i++)
    if (pick(i)) {
      sum += w[i]! * x[i]!
      total += w[i]!
    }
  return sum / total
}

/**
 * Inverse probability of treatment weighting: logistic propensity score, (stabilised) weights, weighted difference of
 * means with the HC0 sandwich standard error, balance before and after.
 *
 * @param treat 1 treated, 0 control; @param y outcome, complete; @param predictors of the treatment
 * @throws RangeError when lengths differ or treat is not 0/1
 *
 * R: `lm(y ~ treat, weights = w)` with `sandwich::vcovHC(type = "HC0")`.
 */
export function iptw(
  treat: ArrayLike<number>,
  y: ArrayLike<number>,
  predictors: Predictors,
  options: { stabilized?: boolean } = {},
): Iptw | NotComputable {
  requireSameLength(treat, y, 'treat and y')
  const rows = Float64Array.from(treat, (t, i) => (Number.isNaN(y[i]!) ? Number.NaN : t))
  const d = buildDesign(rows, { ...predictors })
  requireBinary(d.y, 'treat')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  const outcome = buildDesign(rows, { ...predictors, ' y': Float64Array.from(y) }).columns.at(-1)!
  const fit = new LogisticSolver(rowMajor(d.columns), d.n, d.columns.length).fit(d.y)
  if (fit.state !== 'converged') return notComputable('separation')
  const e = fittedProbabilities(d, fit.beta)
  const t = d.y
  const share = t.reduce((a, b) => a + b, 0) / d.n
  const stabilized = options.stabilized ?? true
  const w = e.map((v, i) =>
    t[i] === 1 ? (stabilized ? share : 1) / v : (stabilized ? 1 - share : 1) / (1 - v),
  )
  const treated = (i: number) => t[i] === 1
  const control = (i: number) => t[i] === 0
  const m1 = weightedMean(outcome, w, treated)
  const m0 = weightedMean(outcome, w, control)
  const arm = (pick: (i: number) => boolean, m: number) => {
    let sum = 0
    let square = 0
    let meat = 0
    for (let i = 0; i < d.n; i++)
      if (pick(i)) {
        sum += w[i]!
        square += w[i]! ** 2
        meat += (w[i]! * (outcome[i]! - m)) ** 2
      }
    return { ess: (sum * sum) / square, variance: meat / (sum * sum) }
  }
  const a = arm(treated, m1)
  const b = arm(control, m0)
  const ate = m1 - m0
  const se = Math.sqrt(a.variance + b.variance)
  const z = ate / se
  const half = normalQuantile(0.025, 'upper') * se
  const balance = d.names.slice(1).map((name, j) => {
    const x = d.columns[j + 1]!
    const spread = Math.sqrt(
      (variance(x.filter((_, i) => treated(i))) + variance(x.filter((_, i) => control(i)))) / 2,
    )
    const plain = (pick: (i: number) => boolean) => weightedMean(x, new Float64Array(d.n).fill(1), pick)
    const of = (value: number) => (spread > 0 ? value / spread : null)
    return {
      name,
      smdBefore: of(plain(treated) - plain(control)),
      smdAfter: of(weightedMean(x, w, treated) - weightedMean(x, w, control)),
    }
  })
  return {
    status: 'ok',
    ate,
    robustSeHc0: se,
    z,
    p: normalTwoSided(z),
    ci: [ate - half, ate + half],
    balance,
    weightMin: w.reduce((m, v) => Math.min(m, v), Infinity),
    weightMax: w.reduce((m, v) => Math.max(m, v), 0),
    essTreated: a.ess,
    essControl: b.ess,
  }
}
