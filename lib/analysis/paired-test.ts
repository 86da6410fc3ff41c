/** One group before and after: which paired test, why, and what it says. Differences are later minus baseline. */
import { pairedProportions } from '@/lib/stats/effects/paired-proportions'
import { ASSUMPTION_ALPHA } from '@/lib/stats/report/rules'
import { mcnemar } from '@/lib/stats/tables/mcnemar'
import { stuartMaxwell } from '@/lib/stats/tables/stuart-maxwell'
import { tPaired } from '@/lib/stats/two-groups/t-paired'
import { wilcoxonSignedRank } from '@/lib/stats/two-groups/wilcoxon-signed-rank'
import { checkNormality } from './choose-test'
import { printP } from './format'
import { eventOf } from './measure-effect'
import { done, notDone } from './outcome'
import type { RuleId } from './plan'
import type { Assumption, Effect, Kind, PairedTestId, Sentence, TestOutcome } from './result'
import type { Sample } from './sample'

/** The complete pairs of one group. */
export interface GroupPairs {
  readonly kind: Kind
  readonly levels: Sample['levels']
  readonly before: Float64Array
  readonly after: Float64Array
  /** Later minus baseline. */
  readonly change: Float64Array
}

export interface PairedChoice {
  readonly test: PairedTestId | 'none'
  readonly none?: 'no_pairs' | 'no_change'
  readonly reasons: readonly Sentence[]
  readonly assumptions: readonly Assumption[]
}

/** Below so many who changed, the textbook corrects McNemar's χ² for continuity. */
const CORRECTED_BELOW = 40
/** Below so many who changed, the other rule takes the exact distribution. */
const EXACT_BELOW = 25

export function pairedTestsFor({
  kind,
  levels,
}: Pick<GroupPairs, 'kind' | 'levels'>): readonly PairedTestId[] {
  if (kind === 'continuous') return ['paired_t', 'wilcoxon']
  if (kind === 'ordinal') return levels.length > 0 ? ['wilcoxon', 'stuart_maxwell'] : ['wilcoxon']
  return levels.length === 2 ? ['mcnemar', 'mcnemar_cc', 'mcnemar_exact'] : ['stuart_maxwell']
}

export function choosePairedTest(rule: RuleId, pairs: GroupPairs, group: string): PairedChoice {
  const { kind, levels, change } = pairs
  if (change.length === 0) return none('no_pairs')
  if (change.every((one) => one === 0)) return none('no_change')
  if (kind === 'ordinal') return { test: 'wilcoxon', reasons: [say('paired_ordinal')], assumptions: [] }
  if (kind === 'categorical') return levels.length === 2 ? chooseMcnemar(rule, pairs) : chooseHomogeneity()
  const check = checkNormality(change, group)
  const reasoned = (test: PairedTestId, reason: Sentence) => ({
    test,
    reasons: [reason],
    assumptions: [check],
  })
  if (rule === 'welch-first') return reasoned('paired_t', say('paired_first'))
  if (check.p === null) return reasoned('wilcoxon', say('changes_untested', { n: change.length }))
  const normal = check.p >= ASSUMPTION_ALPHA
  return reasoned(
    normal ? 'paired_t' : 'wilcoxon',
    say(normal ? 'changes_normal' : 'changes_not_normal', { p: printP(check.p) }),
  )
}

function chooseHomogeneity(): PairedChoice {
  return { test: 'stuart_maxwell', reasons: [say('paired_categories')], assumptions: [] }
}

function chooseMcnemar(rule: RuleId, pairs: GroupPairs): PairedChoice {
  const n = pairs.change.filter((one) => one !== 0).length
  const choose = (test: PairedTestId, key: string) => ({ test, reasons: [say(key, { n })], assumptions: [] })
  if (rule === 'welch-first')
    return n < EXACT_BELOW ? choose('mcnemar_exact', 'changed_lt_25') : choose('mcnemar', 'changed_enough_25')
  return n < CORRECTED_BELOW ? choose('mcnemar_cc', 'changed_lt_40') : choose('mcnemar', 'changed_enough_40')
}

export function runPairedTest(test: PairedTestId, pairs: GroupPairs): TestOutcome {
  switch (test) {
    case 'paired_t': {
      const result = tPaired(pairs.after, pairs.before)
      return result.status === 'ok'
        ? done(test, 't', result.t, [result.df], result.p)
        : notDone(test, result.reason)
    }
    case 'wilcoxon': {
      const result = wilcoxonSignedRank(pairs.after, pairs.before)
      return result.status === 'ok'
        ? done(test, 'Z', result.normal.z, [], result.normal.p)
        : notDone(test, result.reason)
    }
    case 'stuart_maxwell': {
      const result = stuartMaxwell(crossTable(pairs))
      return result.status === 'ok'
        ? done(test, 'χ²', result.X2, [result.df], result.p)
        : notDone(test, result.reason)
    }
    default: {
      const result = mcnemar(yesTable(pairs))
      if (result.status !== 'ok') return notDone(test, result.reason)
      if (test === 'mcnemar_exact') return done(test, null, null, [], result.exactP)
      const { X2, p } = test === 'mcnemar' ? result.chisq : result.chisqCc
      return done(test, 'χ²', X2, [1], p)
    }
  }
}

export function measureChange(test: PairedTestId | 'none', pairs: GroupPairs, conf: number): Effect | null {
  const effect = changeOf(test, pairs, conf)
  if (!effect || !Number.isFinite(effect.estimate)) return null
  return effect.ci?.every(Number.isFinite) ? effect : { ...effect, ci: null }
}

function changeOf(test: PairedTestId | 'none', pairs: GroupPairs, conf: number): Effect | null {
  if (pairs.kind === 'categorical') {
    if (pairs.levels.length !== 2) return null
    const result = pairedProportions(yesTable(pairs), { conf })
    const level = pairs.levels[eventOf(pairs.levels)]
    if (result.status !== 'ok' || !level) return null
    const { diff: estimate, ci } = result
    return { measure: 'share_change', estimate, ci, method: 'newcombe_paired', level: level.label }
  }
  if (test === 'paired_t') {
    const result = tPaired(pairs.after, pairs.before, { conf })
    if (result.status !== 'ok') return null
    return { measure: 'mean_change', estimate: result.meanDiff, ci: result.ci, method: 'paired_t' }
  }
  const result = wilcoxonSignedRank(pairs.after, pairs.before, { conf })
  if (result.status !== 'ok') return null
  if (pairs.kind === 'ordinal')
    return { measure: 'matched_rank_biserial', estimate: result.rankBiserial, ci: null, method: 'none' }
  const { estimate, ci } = result.hodgesLehmann
  return { measure: 'median_change', estimate, ci, method: 'walsh' }
}

/** Levels before × levels after. */
function crossTable({ levels, before, after }: GroupPairs): number[][] {
  const table = levels.map(() => levels.map(() => 0))
  before.forEach((from, i) => {
    const row = table[from]
    const to = after[i] ?? -1
    if (row?.[to] !== undefined) row[to] += 1
  })
  return table
}

/** The later answer first, so that the difference is later minus baseline. */
function yesTable(pairs: GroupPairs): number[][] {
  const yes = eventOf(pairs.levels)
  const no = 1 - yes
  const [both = 0, lost = 0, won = 0, neither = 0] = [
    [yes, yes],
    [yes, no],
    [no, yes],
    [no, no],
  ].map(([from = 0, to = 0]) => crossTable(pairs)[from]?.[to] ?? 0)
  return [
    [both, won],
    [lost, neither],
  ]
}

function say(key: string, params: Sentence['params'] = {}): Sentence {
  return { key: `reasons.${key}`, params }
}

function none(reason: NonNullable<PairedChoice['none']>): PairedChoice {
  return { test: 'none', none: reason, reasons: [say(`none_${reason}`)], assumptions: [] }
}
