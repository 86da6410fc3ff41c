/** The effect that stands beside P: a difference with its interval for two groups, a strength for more. */
import type { Code } from '@/lib/codebook/item'
import { effectSizeBinary } from '@/lib/stats/effects/effect-size-binary'
import { smdContinuous, smdTable } from '@/lib/stats/effects/smd'
import { anovaOneway } from '@/lib/stats/groups/anova-oneway'
import { kruskal } from '@/lib/stats/groups/kruskal'
import { chisq } from '@/lib/stats/tables/chisq'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import { tTest } from '@/lib/stats/two-groups/t-test'
import type { Effect, TestId } from './result'
import type { Sample } from './sample'
import { pairOf, tableOf } from './sample'

export function measureEffect(test: TestId | 'none', sample: Sample, conf: number): Effect | null {
  const effect = sample.values.length === 2 ? compareTwo(test, sample, conf) : compareMany(test, sample)
  if (!effect || !Number.isFinite(effect.estimate)) return null
  // Squares of values near the smallest number vanish; an interval without ends is none.
  return effect.ci?.every(Number.isFinite) ? effect : { ...effect, ci: null }
}

function compareTwo(test: TestId | 'none', sample: Sample, conf: number): Effect | null {
  if (sample.kind === 'categorical')
    return sample.levels.length === 2 ? riskDifference(sample, conf) : tableStrength(sample)
  if (sample.kind === 'ordinal') return rankEffect(sample, conf, 'rank_biserial')
  if (test === 'mann_whitney') return rankEffect(sample, conf, 'median_shift')
  if (test !== 'student_t' && test !== 'welch_t') return null
  const result = tTest(...pairOf(sample), { conf })
  const method = test === 'student_t' ? 'student' : 'welch'
  const part = result.status === 'ok' ? result[method] : null
  return part && { measure: 'mean_difference', estimate: part.diff, ci: part.ci, method }
}

function rankEffect(sample: Sample, conf: number, measure: 'rank_biserial' | 'median_shift'): Effect | null {
  const shift = measure === 'median_shift'
  const result = mannWhitney(...pairOf(sample), { conf, exact: false, shift })
  if (result.status !== 'ok') return null
  if (!shift)
    return { measure, estimate: result.rankBiserial.r, ci: result.rankBiserial.ci, method: 'fisher_z' }
  const { hodgesLehmann } = result
  return (
    hodgesLehmann && {
      measure,
      estimate: hodgesLehmann.estimate,
      ci: hodgesLehmann.ci,
      method: 'hodges_lehmann',
    }
  )
}

function riskDifference(sample: Sample, conf: number): Effect | null {
  const at = eventOf(sample.levels)
  const [first, second] = tableOf(sample)
  const [n1, n2] = pairOf(sample).map((values) => values.length)
  const level = sample.levels[at]
  if (!level || !first || !second || !n1 || !n2) return null
  const result = effectSizeBinary(first[at] ?? 0, n1, second[at] ?? 0, n2, { conf })
  if (result.status !== 'ok') return null
  return {
    measure: 'risk_difference',
    estimate: result.riskDifference,
    ci: result.rdNewcombe,
    method: 'newcombe',
    level: level.label,
  }
}

/** "Yes" where there is one, code 1 of a pair 0/1, otherwise the first level. */
export function eventOf(levels: readonly Code[]): number {
  const yes = levels.findIndex(({ key }) => key === 'yes')
  if (yes >= 0) return yes
  const codes = levels.map(({ code }) => code)
  return codes.includes(0) && codes.includes(1) ? codes.indexOf(1) : 0
}

function compareMany(test: TestId | 'none', sample: Sample): Effect | null {
  if (sample.kind === 'categorical') return tableStrength(sample)
  // With a group empty there is no test of all, and so no strength of all.
  if (test === 'none') return null
  if (test === 'anova' || test === 'welch_anova') {
    const result = anovaOneway(sample.values)
    if (result.status !== 'ok') return null
    return { measure: 'eta_squared', estimate: result.etaSquared, ci: null, method: 'none' }
  }
  const result = kruskal(sample.values)
  if (result.status !== 'ok') return null
  return { measure: 'epsilon_squared', estimate: result.epsilonSquared, ci: null, method: 'none' }
}

function tableStrength(sample: Sample): Effect | null {
  const result = chisq(tableOf(sample))
  return result.status === 'ok'
    ? { measure: 'cramer_v', estimate: result.cramerV, ci: null, method: 'none' }
    : null
}

/** Standardised difference of two groups; ordinal rows have none. */
export function standardise(sample: Sample): number | null {
  if (sample.values.length !== 2 || sample.kind === 'ordinal') return null
  const result = sample.kind === 'continuous' ? smdContinuous(...pairOf(sample)) : smdTable(tableOf(sample))
  return result.status === 'ok' && Number.isFinite(result.smd) ? result.smd : null
}
