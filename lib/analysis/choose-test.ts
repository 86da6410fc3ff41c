/**
 * Why a test was chosen. The named rules themselves stand in lib/stats/report/rules.ts; here are the checks they ask
 * for, kept with their numbers, and the reasons in words. A rule once printed is never altered, only replaced.
 */
import { shapiroWilk } from '@/lib/stats/describe/shapiro-wilk'
import { levene } from '@/lib/stats/groups/levene'
import { ASSUMPTION_ALPHA, decideContinuous, decideTable, rankTestFor } from '@/lib/stats/report/rules'
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

export function chooseTest(rule: RuleId, sample: Sample, groups: readonly GroupResult[]): Choice {
  const empty = groups.find((_, i) => sample.values[i]?.length === 0)
  // A table of three groups is tested without the empty one; two groups need both.
  if (sample.kind === 'categorical' && !(empty && groups.length === 2)) return chooseForTable(rule, sample)
  if (empty) return none('empty_group', { ...empty.label })
  if (allEqual(sample)) return none('all_equal', {})
  const k = sample.values.length
  if (sample.kind === 'ordinal') return { test: rankTestFor(k), reasons: [say('ordinal')], assumptions: [] }
  const assumptions = checkContinuous(sample, groups)
  const normality = assumptions.filter((check) => check.check === 'shapiro_wilk')
  const failed = normality.find(({ p }) => p === null || p < ASSUMPTION_ALPHA)
  const variance = assumptions.find((check) => check.check === 'levene')?.p ?? null
  const equal = variance !== null && variance >= ASSUMPTION_ALPHA
  const test = decideContinuous(
    rule,
    k,
    () => failed === undefined,
    () => equal,
  )
  if (rule === 'welch-first') return { test, reasons: [say('welch_first')], assumptions }
  if (failed) {
    const label = groups.find(({ key }) => key === failed.group)?.label
    return { test, reasons: [sayNotNormal(failed, { ...label })], assumptions }
  }
  const normal = say('normal', { p: printP(Math.min(...normality.map(({ p }) => p ?? 1))) })
  const spread =
    variance === null
      ? say('variance_unknown')
      : say(equal ? 'equal_variance' : 'unequal_variance', { p: printP(variance) })
  return { test, reasons: [normal, spread], assumptions }
}

function sayNotNormal(
  { p, reason }: Extract<Assumption, { check: 'shapiro_wilk' }>,
  label: Sentence['params'],
): Sentence {
  return p === null
    ? say(`normality_${reason ?? 'unknown'}`, label)
    : say('not_normal', { ...label, p: printP(p) })
}

/** Shapiro and Wilk's test as a result keeps it. */
export function checkNormality(
  values: Float64Array,
  group: string,
): Extract<Assumption, { check: 'shapiro_wilk' }> {
  const result = shapiroWilk(values)
  if (result.status !== 'ok') return { check: 'shapiro_wilk', group, W: null, p: null, reason: result.reason }
  const { W, p } = result
  return Number.isFinite(W) && Number.isFinite(p)
    ? { check: 'shapiro_wilk', group, W, p }
    : { check: 'shapiro_wilk', group, W: null, p: null, reason: 'unknown' }
}

function checkContinuous(sample: Sample, groups: readonly GroupResult[]): Assumption[] {
  const normality = sample.values.map((values, i) => checkNormality(values, groups[i]?.key ?? ''))
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
  const { test, because } = decideTable(rule, { ...result, cells })
  return {
    test,
    reasons: [say(because, { n, min: Math.round(min * 100) / 100, below5, cells })],
    assumptions: [{ check: 'expected', n, min, below5, cells }],
  }
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
