/**
 * The named rules that choose a test, and why. A rule once printed is never altered, only replaced.
 *
 * `cn-textbook`: continuous – every group Shapiro–Wilk P ≥ 0.05, then Levene (mean) P ≥ 0.05 ? Student : Welch,
 * otherwise Mann–Whitney; more groups ANOVA, Welch's ANOVA, Kruskal–Wallis. Ordinal – ranks. 2×2 – n < 40 or an
 * expected count < 1 Fisher, < 5 Yates, else Pearson. r×c – an expected count < 1 or more than 20 % of cells < 5
 * Fisher, else Pearson. `welch-first`: Welch always; tables by the r×c line.
 */
import { shapiroWilk } from '@/lib/stats/describe/shapiro-wilk'
import { levene } from '@/lib/stats/groups/levene'
import { chisq } from '@/lib/stats/tables/chisq'
import { cleanTable } from '@/lib/stats/tables/table'
import { printP } from './format'
import type { RuleId } from './plan'
import type { Assumption, GroupResult, Sentence, TestId } from './result'
import type { Sample } from './sample'
import { tableOf } from './sample'

export interface Choice {
  readonly test: TestId | 'none'
  /** Why there is no test. */
  readonly none?: 'empty_group' | 'all_equal' | 'one_category'
  readonly reasons: readonly Sentence[]
  readonly assumptions: readonly Assumption[]
}

/** The level of the tests of assumptions; part of the rule, not of the plan. */
const ASSUMPTION_ALPHA = 0.05

export function chooseTest(rule: RuleId, sample: Sample, groups: readonly GroupResult[]): Choice {
  const empty = groups.find((_, i) => sample.values[i]?.length === 0)
  // A table of three groups is tested without the empty one; two groups need both.
  if (sample.kind === 'categorical' && !(empty && groups.length === 2)) return chooseForTable(rule, sample)
  if (empty) return none('empty_group', { ...empty.label })
  if (allEqual(sample)) return none('all_equal', {})
  const two = sample.values.length === 2
  if (sample.kind === 'ordinal')
    return { test: two ? 'mann_whitney' : 'kruskal', reasons: [say('ordinal')], assumptions: [] }
  const assumptions = checkContinuous(sample, groups)
  if (rule === 'welch-first')
    return { test: two ? 'welch_t' : 'welch_anova', reasons: [say('welch_first')], assumptions }
  return chooseByAssumptions(two, assumptions, groups)
}

function chooseByAssumptions(
  two: boolean,
  checks: readonly Assumption[],
  groups: readonly GroupResult[],
): Choice {
  const normality = checks.filter((check) => check.check === 'shapiro_wilk')
  const failed = normality.find(({ p }) => p === null || p < ASSUMPTION_ALPHA)
  if (failed) {
    const label = groups.find(({ key }) => key === failed.group)?.label ?? {
      zh: failed.group,
      en: failed.group,
    }
    const reason =
      failed.p === null
        ? say(`normality_${failed.reason ?? 'unknown'}`, { ...label })
        : say('not_normal', { ...label, p: printP(failed.p) })
    return { test: two ? 'mann_whitney' : 'kruskal', reasons: [reason], assumptions: checks }
  }
  const normal = say('normal', { p: printP(Math.min(...normality.map(({ p }) => p ?? 1))) })
  const variance = checks.find((check) => check.check === 'levene')
  const equal = variance !== undefined && variance.p !== null && variance.p >= ASSUMPTION_ALPHA
  const about =
    variance === undefined || variance.p === null
      ? say('variance_unknown')
      : say(equal ? 'equal_variance' : 'unequal_variance', { p: printP(variance.p) })
  const test = equal ? (two ? 'student_t' : 'anova') : two ? 'welch_t' : 'welch_anova'
  return { test, reasons: [normal, about], assumptions: checks }
}

function checkContinuous(sample: Sample, groups: readonly GroupResult[]): Assumption[] {
  const normality = sample.values.map((values, i): Assumption => {
    const group = groups[i]?.key ?? ''
    const result = shapiroWilk(values)
    if (result.status !== 'ok')
      return { check: 'shapiro_wilk', group, W: null, p: null, reason: result.reason }
    const { W, p } = result
    return Number.isFinite(W) && Number.isFinite(p)
      ? { check: 'shapiro_wilk', group, W, p }
      : { check: 'shapiro_wilk', group, W: null, p: null, reason: 'unknown' }
  })
  const result = levene(sample.values)
  const centred = result.status === 'ok' ? result.meanCentred : null
  const part = centred && Number.isFinite(centred.F) && Number.isFinite(centred.p) ? centred : null
  const variance: Assumption = part
    ? { check: 'levene', centre: 'mean', F: part.F, df: [part.df1, part.df2], p: part.p }
    : {
        check: 'levene',
        centre: 'mean',
        F: null,
        p: null,
        reason: result.status === 'ok' ? 'zero_variance' : result.reason,
      }
  return [...normality, variance]
}

function chooseForTable(rule: RuleId, sample: Sample): Choice {
  const table = cleanTable(tableOf(sample)).cells
  const result = chisq(table)
  if (result.status !== 'ok') return none('one_category', {})
  const cells = table.length * (table[0]?.length ?? 0)
  const { n, minExpected: min, cellsLt5: below5 } = result
  const assumptions: Assumption[] = [{ check: 'expected', n, min, below5, cells }]
  const choose = (test: TestId, key: string): Choice => ({
    test,
    reasons: [say(key, { n, min: Math.round(min * 100) / 100, below5, cells })],
    assumptions,
  })
  if (rule === 'cn-textbook' && table.length === 2 && cells === 4) {
    if (n < 40) return choose('fisher', 'n_lt_40')
    if (min < 1) return choose('fisher', 'expected_lt_1')
    return min < 5 ? choose('yates', 'expected_lt_5') : choose('pearson', 'expected_enough')
  }
  if (min < 1) return choose('fisher', 'expected_lt_1')
  return below5 > 0.2 * cells ? choose('fisher', 'many_lt_5') : choose('pearson', 'expected_enough')
}

function allEqual({ values }: Sample): boolean {
  const first = values.find((group) => group.length > 0)?.[0]
  return values.every((group) => group.every((value) => value === first))
}

function say(key: string, params: Sentence['params'] = {}): Sentence {
  return { key: `reasons.${key}`, params }
}

function none(reason: NonNullable<Choice['none']>, params: Sentence['params']): Choice {
  return { test: 'none', none: reason, reasons: [say(`none_${reason}`, params)], assumptions: [] }
}
