import { codesOf, indicators, leastSquares, ones } from '../kernel/linear-model'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { isOneClass, requireBinary } from './design'
import { fitGee, type GeeFit } from './gee-fit'

export type GeeBinary = { status: 'ok'; nObs: number } & GeeFit

/**
 * Generalised estimating equations for a repeated 0/1 outcome: logit y ~ group + visit, first levels as reference,
 * independent or exchangeable working correlation, robust (sandwich) standard errors.
 * φ = mean r², α = Σ r_ij r_ik / (pairs · φ).
 *
 * @param y outcome 0 or 1, NaN where missing; @param id subject, group, visit: labels of each row
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `geepack::geeglm(y ~ group + visit, binomial, id = id, corstr = corstr)`.
 */
export function geeBinary(
  y: ArrayLike<number>,
  id: readonly string[],
  group: readonly string[],
  visit: readonly string[],
  options: { corstr?: 'exchangeable' | 'independence' } = {},
): GeeBinary | NotComputable {
  requireNumbers(y, 'y')
  requireSameLength(y, id, 'y and id')
  requireSameLength(y, group, 'y and group')
  requireSameLength(y, visit, 'y and visit')
  const corstr = options.corstr ?? 'exchangeable'
  if (corstr !== 'exchangeable' && corstr !== 'independence')
    throw new RangeError(`corstr must be exchangeable or independence, got ${String(corstr)}`)
  const ids = codesOf(id)
  const groups = codesOf(group)
  const visits = codesOf(visit)
  const keep = Array.from(y, (_, i) => i)
    .filter((i) => !Number.isNaN(y[i]!))
    .sort((a, b) => ids.codes[a]! - ids.codes[b]! || a - b)
  const yy = Float64Array.from(keep, (i) => y[i]!)
  requireBinary(yy, 'y')
  if (isOneClass(yy)) return notComputable('outcome_constant')
  const pick = (codes: Int32Array) => Int32Array.from(keep, (i) => codes[i]!)
  const names = [
    '(Intercept)',
    ...groups.levels.slice(1).map((l) => `group=${l}`),
    ...visits.levels.slice(1).map((l) => `visit=${l}`),
  ]
  const n = keep.length
  const columns = [
    ones(n),
    ...indicators(pick(groups.codes), groups.levels.length),
    ...indicators(pick(visits.codes), visits.levels.length),
  ]
  if (leastSquares(columns, yy).aliased.length) return notComputable('aliased')
  const fit = fitGee(columns, names, yy, pick(ids.codes), corstr === 'exchangeable')
  return fit ? { status: 'ok', nObs: n, ...fit } : notComputable('not_converged')
}
