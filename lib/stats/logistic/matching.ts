import { LogisticSolver } from '../kernel/logistic-fit'
import { mean, variance } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, rowMajor, type Predictors } from './design'

export type Matching = {
  status: 'ok'
  n: number
  nDropped: number
  /** Widest allowed distance on the logit of the propensity score. */
  caliper: number
  nMatched: number
  /** Row numbers (from 0, of the rows given) of each treated patient and its control, in the order matched. */
  pairs: { treated: number; control: number; distance: number }[]
  /** Standardised by the SD of the treated before matching. */
  balance: { name: string; smdBefore: number | null; smdAfter: number | null }[]
}

/**
 * Propensity score matching, 1 : 1 without replacement: logistic model of the treatment, nearest neighbour on its
 * logit, largest score first, within `caliper` standard deviations of the logit over all patients.
 *
 * @param treat 1 treated, 0 control; @param predictors of the treatment, as in `logistic`
 * @param options.caliper in standard deviations, default 0.2
 * @throws RangeError when treat is not 0/1, lengths differ or the caliper is not positive
 *
 * R: `MatchIt::matchit(treat ~ ., distance = "glm", link = "linear.logit", caliper = 0.2, m.order = "largest")`,
 * whose caliper is the same; the cases are written out in R, as version 4.5.1 lets wider pairs through.
 */
export function matchPropensity(
  treat: ArrayLike<number>,
  predictors: Predictors,
  options: { caliper?: number } = {},
): Matching | NotComputable {
  const width = options.caliper ?? 0.2
  if (!(width > 0)) throw new RangeError(`caliper must be positive, got ${width}`)
  const withRow: Predictors = { ...predictors, ' row': Float64Array.from(treat, (_, i) => i) }
  const d = buildDesign(treat, withRow)
  requireBinary(d.y, 'treat')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  const rows = d.columns.at(-1)!
  const columns = d.columns.slice(0, -1)
  const names = d.names.slice(0, -1)
  if (aliasedNames({ ...d, columns, names }).length) return notComputable('aliased')
  const p = columns.length
  const fit = new LogisticSolver(rowMajor(columns), d.n, p).fit(d.y)
  if (fit.state !== 'converged') return notComputable('separation')
  const logit = Float64Array.from({ length: d.n }, (_, i) =>
    columns.reduce((s, c, j) => s + c[i]! * fit.beta[j]!, 0),
  )
  const treated = (_: number, i: number) => d.y[i] === 1
  const control = (_: number, i: number) => d.y[i] === 0
  const caliper = width * Math.sqrt(variance(logit))
  const index = Array.from({ length: d.n }, (_, i) => i)
  const queue = index.filter((i) => d.y[i] === 1).sort((a, b) => logit[b]! - logit[a]! || a - b)
  const free = new Set(index.filter((i) => d.y[i] === 0))
  const pairs: Matching['pairs'] = []
  const matched: number[][] = [[], []]
  for (const i of queue) {
    let best = -1
    let distance = Infinity
    for (const c of free) {
      const gap = Math.abs(logit[c]! - logit[i]!)
      if (gap < distance) {
        best = c
        distance = gap
      }
    }
    if (best < 0 || distance > caliper) continue
    free.delete(best)
    matched[0]!.push(i)
    matched[1]!.push(best)
    pairs.push({ treated: rows[i]!, control: rows[best]!, distance })
  }
  const balance = names.slice(1).map((name, j) => {
    const x = columns[j + 1]!
    const sd = Math.sqrt(variance(x.filter(treated)))
    const of = (a: ArrayLike<number>, b: ArrayLike<number>) =>
      sd > 0 && a.length ? (mean(a) - mean(b)) / sd : null
    return {
      name,
      smdBefore: of(x.filter(treated), x.filter(control)),
      smdAfter: of(
        matched[0]!.map((i) => x[i]!),
        matched[1]!.map((i) => x[i]!),
      ),
    }
  })
  return { status: 'ok', n: d.n, nDropped: d.nDropped, caliper, nMatched: pairs.length, pairs, balance }
}
