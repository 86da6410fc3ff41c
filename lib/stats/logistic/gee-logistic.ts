import { codesOf } from '../kernel/linear-model'
import { requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { aliasedNames, buildDesign, isOneClass, requireBinary, type Predictors } from './design'
import { fitGee, type GeeFit } from './gee-fit'

export type GeeLogistic = { status: 'ok'; nObs: number; nClusters: number; nDropped: number } & GeeFit

/**
 * Logistic regression of observations that come in clusters (levels in a patient, visits of a patient) by generalised
 * estimating equations with robust standard errors.
 *
 * @param y outcome 0 or 1 of each observation, NaN where missing; @param id cluster of each observation
 * @param predictors as in `logistic`; @param options.corstr working correlation, default exchangeable
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `geepack::geeglm(y ~ ., binomial, id = id, corstr = corstr)`.
 */
export function geeLogistic(
  y: ArrayLike<number>,
  id: readonly string[],
  predictors: Predictors,
  options: { corstr?: 'exchangeable' | 'independence' } = {},
): GeeLogistic | NotComputable {
  requireSameLength(y, id, 'y and id')
  const corstr = options.corstr ?? 'exchangeable'
  if (corstr !== 'exchangeable' && corstr !== 'independence')
    throw new RangeError(`corstr must be exchangeable or independence, got ${String(corstr)}`)
  const { codes } = codesOf(id)
  // The cluster rides along as a column, so that it is dropped and sorted with its row.
  const d = buildDesign(y, { ...predictors, ' id': Float64Array.from(codes) })
  requireBinary(d.y, 'y')
  if (isOneClass(d.y)) return notComputable('outcome_constant')
  const cluster = d.columns.at(-1)!
  const order = Array.from(cluster, (_, i) => i).sort((a, b) => cluster[a]! - cluster[b]! || a - b)
  const pick = (c: Float64Array) => Float64Array.from(order, (i) => c[i]!)
  const columns = d.columns.slice(0, -1).map(pick)
  const names = d.names.slice(0, -1)
  const outcome = pick(d.y)
  if (aliasedNames({ ...d, columns, names, y: outcome }).length) return notComputable('aliased')
  const clusters = Int32Array.from(pick(cluster))
  const fit = fitGee(columns, names, outcome, clusters, corstr === 'exchangeable')
  if (!fit) return notComputable('not_converged')
  return { status: 'ok', nObs: d.n, nClusters: new Set(clusters).size, nDropped: d.nDropped, ...fit }
}
