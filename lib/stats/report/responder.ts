import { effectSizeBinary, type RatioEstimate } from '../effects/effect-size-binary'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { chisq, type ChiSquare } from '../tables/chisq'
import { fisher } from '../tables/fisher'
import { roundDifference } from '../two-groups/wilcoxon-signed-rank'

/** absolute: improved by `value`; percent: by `value` % of baseline; state: follow-up at or past `value`. */
export type ResponderRule = {
  type: 'absolute' | 'percent' | 'state'
  value: number
  /** Which way is better; default decrease. */
  direction?: 'decrease' | 'increase'
}
export type Responder = {
  status: 'ok'
  groups: string[]
  responders: [number, number]
  n: [number, number]
  riskDifference: number
  rdNewcombe: Interval
  riskRatio: RatioEstimate | null
  oddsRatio: RatioEstimate | null
  nnt: number | null
  fisherP: number | null
  pearson: ChiSquare | null
}

/** True, false, or null when it cannot be told. Improvements are rounded to 1e-10 before the threshold. */
export function isResponder(baseline: number, follow: number, rule: ResponderRule): boolean | null {
  const decrease = (rule.direction ?? 'decrease') === 'decrease'
  if (rule.type === 'state') {
    if (Number.isNaN(follow)) return null
    return decrease ? follow <= rule.value : follow >= rule.value
  }
  const change = roundDifference(decrease ? baseline - follow : follow - baseline)
  if (rule.type === 'absolute') return Number.isNaN(change) ? null : change >= rule.value
  if (Number.isNaN(baseline)) return null
  if (baseline <= 0) return false
  return Number.isNaN(change) ? null : roundDifference((change / baseline) * 100) >= rule.value
}

/**
 * Responders in two groups under one rule, compared.
 *
 * @param baseline, follow values before and after, NaN where missing; @param group label of each row (first two used)
 * @param options.rule what counts as a response; options.missing: a missing follow-up counts as no response
 *   ('nonresponder', default) or is left out ('observed')
 *
 * R: `fisher.test`, `chisq.test(correct = FALSE)` on the counts.
 */
export function responder(
  baseline: ArrayLike<number>,
  follow: ArrayLike<number>,
  group: readonly string[],
  options: { rule: ResponderRule; missing?: 'nonresponder' | 'observed' },
): Responder | NotComputable {
  requireNumbers(baseline, 'baseline')
  requireNumbers(follow, 'follow')
  requireSameLength(baseline, follow, 'baseline and follow')
  requireSameLength(baseline, group, 'baseline and group')
  const levels = [...new Set(group)]
  if (levels.length < 2) return notComputable('lt_2_groups')
  const yes: [number, number] = [0, 0]
  const n: [number, number] = [0, 0]
  for (let i = 0; i < group.length; i++) {
    const g = levels.indexOf(group[i]!)
    if (g !== 0 && g !== 1) continue
    const response = isResponder(baseline[i]!, follow[i]!, options.rule)
    if (response === null && options.missing === 'observed') continue
    n[g]++
    if (response) yes[g]++
  }
  const effect = effectSizeBinary(yes[0], n[0], yes[1], n[1])
  if (effect.status !== 'ok') return effect
  const table = [
    [yes[0], n[0] - yes[0]],
    [yes[1], n[1] - yes[1]],
  ]
  const exact = fisher(table)
  const chi = chisq(table)
  return {
    status: 'ok',
    groups: levels,
    responders: yes,
    n,
    riskDifference: effect.riskDifference,
    rdNewcombe: effect.rdNewcombe,
    riskRatio: effect.riskRatio,
    oddsRatio: effect.oddsRatio,
    nnt: effect.nnt,
    fisherP: exact.status === 'ok' ? exact.p : null,
    pearson: chi.status === 'ok' ? chi.pearson : null,
  }
}
