import { codesOf, indicators, leastSquares, ones, products } from '../kernel/linear-model'
import { allFinite, requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'

/** One row a measurement; missing y (or baseline) is left out. */
export type LongInput = {
  id: readonly string[]
  group: readonly string[]
  visit: readonly string[]
  /** Outcome, NaN where missing. */
  y: ArrayLike<number>
  /** Order of the visits; as first seen when absent. */
  visitOrder?: readonly string[]
  /** Baseline covariate of each row, NaN where missing. */
  baseline?: ArrayLike<number>
}

export type Longitudinal = {
  n: number
  y: Float64Array
  /** Rows of one subject stand together, in visit order; `starts` has one entry more than there are subjects. */
  starts: Int32Array
  visit: Int32Array
  groups: string[]
  visits: string[]
  names: string[]
  columns: Float64Array[]
  /** First column of each block; baseline -1 when absent. */
  at: { baseline: number; group: number; visit: number; interaction: number }
}

/**
 * Design y ~ [baseline (× visit)] + group × visit in treatment coding, first group seen and first visit as reference.
 */
export function longitudinalDesign(input: LongInput, baselineByVisit: boolean): Longitudinal | NotComputable {
  const { id, group, visit, y, baseline } = input
  requireNumbers(y, 'y')
  requireSameLength(y, id, 'y and id')
  requireSameLength(y, group, 'y and group')
  requireSameLength(y, visit, 'y and visit')
  if (baseline) {
    requireNumbers(baseline, 'baseline')
    requireSameLength(y, baseline, 'y and baseline')
  }
  const order = input.visitOrder ?? [...new Set(visit)]
  for (const v of visit) if (!order.includes(v)) throw new RangeError(`visit '${v}' is not in visitOrder`)
  const whole = (i: number) => !Number.isNaN(y[i]!) && !(baseline && Number.isNaN(baseline[i]!))
  const rows = Array.from(y, (_, i) => i).filter(whole)
  const groups = [...new Set(group)].filter((g) => rows.some((i) => group[i] === g))
  const visits = order.filter((v) => rows.some((i) => visit[i] === v))
  const ids = codesOf(id)
  const visitIndex = new Map(visits.map((v, k) => [v, k]))
  rows.sort(
    (a, b) => ids.codes[a]! - ids.codes[b]! || visitIndex.get(visit[a]!)! - visitIndex.get(visit[b]!)!,
  )
  const n = rows.length
  if (groups.length < 2) return notComputable('lt_2_groups')
  if (visits.length < 2) return notComputable('lt_2_times')
  const yy = Float64Array.from(rows, (i) => y[i]!)
  if (!allFinite(yy)) return notComputable('infinite_value')
  const g = Int32Array.from(rows, (i) => groups.indexOf(group[i]!))
  const v = Int32Array.from(rows, (i) => visitIndex.get(visit[i]!)!)
  const starts: number[] = []
  rows.forEach((i, r) => {
    if (r === 0 || ids.codes[i] !== ids.codes[rows[r - 1]!]) starts.push(r)
    else if (v[r] === v[r - 1]) throw new RangeError(`visit '${visit[i]}' of '${id[i]}' is given twice`)
  })
  const names = ['(Intercept)']
  const columns = [ones(n)]
  const add = (label: string[], block: Float64Array[]): number => {
    names.push(...label)
    columns.push(...block)
    return columns.length - block.length
  }
  const covariate = baseline && Float64Array.from(rows, (i) => baseline[i]!)
  const gDummies = indicators(g, groups.length)
  const vDummies = indicators(v, visits.length)
  const gNames = groups.slice(1).map((l) => `group=${l}`)
  const vNames = visits.slice(1).map((l) => `visit=${l}`)
  const at = {
    baseline: covariate ? add(['baseline'], [covariate]) : -1,
    group: add(gNames, gDummies),
    visit: add(vNames, vDummies),
    interaction: add(
      vNames.flatMap((vn) => gNames.map((gn) => `${gn}:${vn}`)),
      products(gDummies, vDummies),
    ),
  }
  if (covariate && baselineByVisit)
    add(
      vNames.map((vn) => `baseline:${vn}`),
      products([covariate], vDummies),
    )
  if (leastSquares(columns, yy).aliased.length) return notComputable('empty_cell')
  if (n <= columns.length) return notComputable('no_residual_df')
  return { n, y: yy, starts: Int32Array.from([...starts, n]), visit: v, groups, visits, names, columns, at }
}
