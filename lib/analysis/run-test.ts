/** One test on one sample. Which tests fit which kind of row stands here, and so does the symbol of each. */
import { anovaOneway } from '@/lib/stats/groups/anova-oneway'
import { kruskal } from '@/lib/stats/groups/kruskal'
import { chisq } from '@/lib/stats/tables/chisq'
import { fisher } from '@/lib/stats/tables/fisher'
import { mannWhitney } from '@/lib/stats/two-groups/mann-whitney'
import { tTest } from '@/lib/stats/two-groups/t-test'
import { done, notDone } from './outcome'
import type { AlternativeId, Kind, TestId, TestOutcome } from './result'
import type { Sample } from './sample'
import { pairOf, tableOf } from './sample'

const TWO_GROUPS: Readonly<Record<Kind, readonly TestId[]>> = {
  continuous: ['student_t', 'welch_t', 'mann_whitney'],
  ordinal: ['mann_whitney', 'pearson', 'fisher', 'linear_trend'],
  categorical: ['pearson', 'fisher'],
}
const MORE_GROUPS: Readonly<Record<Kind, readonly TestId[]>> = {
  continuous: ['anova', 'welch_anova', 'kruskal'],
  ordinal: ['kruskal', 'pearson', 'fisher', 'linear_trend'],
  categorical: ['pearson', 'fisher'],
}

/** Tests a plan may ask for this row. A number that is ordinal has no table. */
export function testsFor(sample: Pick<Sample, 'kind' | 'levels' | 'values'>): readonly TestId[] {
  const tests = (sample.values.length === 2 ? TWO_GROUPS : MORE_GROUPS)[sample.kind]
  if (sample.kind === 'continuous') return tests
  if (sample.levels.length === 0) return tests.filter((test) => test === 'mann_whitney' || test === 'kruskal')
  return isTwoByTwo(sample) ? [...tests, 'yates'] : tests
}

function isTwoByTwo({ values, levels }: Pick<Sample, 'levels' | 'values'>): boolean {
  return values.length === 2 && levels.length === 2
}

/** The other answers a reader may ask for: every fitting test, and the variants other packages print. */
export function alternativesFor(sample: Sample): readonly AlternativeId[] {
  const tests = testsFor(sample)
  if (!tests.includes('mann_whitney')) return tests
  const small = sample.values.some((values) => values.length < EXACT_BELOW)
  return [...tests, 'mann_whitney_cc', ...(small ? (['mann_whitney_exact'] as const) : [])]
}

/** Above this size of both groups the exact distribution only costs time. */
const EXACT_BELOW = 30

/** An r × c Fisher beside the chosen test may take so many steps, of tables so large; 2 × 2 is always quick. */
const BESIDE_CAP = 2e6
const BESIDE_N = 1000

export function runTest(test: AlternativeId, sample: Sample, beside = false): TestOutcome {
  switch (test) {
    case 'student_t':
    case 'welch_t':
      return runT(test, sample)
    case 'mann_whitney':
    case 'mann_whitney_cc':
    case 'mann_whitney_exact':
      return runMannWhitney(test, sample)
    case 'anova':
    case 'welch_anova':
      return runAnova(test, sample)
    case 'kruskal': {
      const result = kruskal(sample.values)
      if (result.status !== 'ok') return notDone(test, result.reason)
      return done(test, 'H', result.H, [result.df], result.p)
    }
    case 'fisher': {
      if (beside && !isTwoByTwo(sample) && sample.values.reduce((n, group) => n + group.length, 0) > BESIDE_N)
        return notDone(test, 'too_large')
      const result = fisher(tableOf(sample), beside ? { workCap: BESIDE_CAP } : {})
      if (result.status !== 'ok') return notDone(test, result.reason)
      const exact = done(test, null, null, [], result.p)
      return result.monteCarlo && exact.status === 'ok' ? { ...exact, draws: result.monteCarlo.draws } : exact
    }
    case 'pearson':
    case 'yates':
    case 'linear_trend':
      return runChiSquare(test, sample)
  }
}

function runT(test: 'student_t' | 'welch_t', sample: Sample): TestOutcome {
  const result = tTest(...pairOf(sample))
  if (result.status !== 'ok') return notDone(test, result.reason)
  const part = test === 'student_t' ? result.student : result.welch
  if (!part) return notDone(test, 'zero_variance')
  return done(test, test === 'student_t' ? 't' : 't′', part.t, [part.df], part.p)
}

function runMannWhitney(
  test: 'mann_whitney' | 'mann_whitney_cc' | 'mann_whitney_exact',
  sample: Sample,
): TestOutcome {
  const exact = test === 'mann_whitney_exact'
  const result = mannWhitney(...pairOf(sample), { exact, shift: false })
  if (result.status !== 'ok') return notDone(test, result.reason)
  if (exact)
    return result.exactP === null ? notDone(test, 'too_large') : done(test, null, null, [], result.exactP)
  const { z, p } = test === 'mann_whitney' ? result.normal : result.normalCc
  return done(test, 'Z', z, [], p)
}

function runAnova(test: 'anova' | 'welch_anova', { values }: Sample): TestOutcome {
  const result = anovaOneway(values)
  if (result.status !== 'ok') return notDone(test, result.reason)
  const part = test === 'anova' ? result : result.welch
  return part ? done(test, 'F', part.F, [part.df1, part.df2], part.p) : notDone(test, 'zero_variance')
}

function runChiSquare(test: 'pearson' | 'yates' | 'linear_trend', sample: Sample): TestOutcome {
  const result = chisq(tableOf(sample))
  if (result.status !== 'ok') return notDone(test, result.reason)
  if (test === 'linear_trend') return done(test, 'χ²', result.linearByLinear.M2, [1], result.linearByLinear.p)
  const part = test === 'pearson' ? result.pearson : result.yates
  return part ? done(test, 'χ²', part.X2, [part.df], part.p) : notDone(test, 'lt_2_rows_or_columns')
}
