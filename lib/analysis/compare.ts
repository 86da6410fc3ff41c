/** A clinical question and a data set give a result: groups side by side, test, effect, and why. Pure. */
import type { Dataset } from '@/lib/codebook/dataset'
import { invalidField } from '@/lib/problem'
import { chooseTest } from './choose-test'
import type { Choice } from './choose-test'
import { comparePairs } from './compare-pairs'
import { compareWithin } from './compare-within'
import { describeGroups } from './describe-groups'
import { measureEffect, standardise } from './measure-effect'
import { measureFurther } from './more-effects'
import { nameConventions } from './conventions'
import type { Plan, RowPlan } from './plan'
import type {
  AlternativeId,
  ComparisonResult,
  RowResult,
  Sentence,
  Show,
  TestId,
  TestOutcome,
} from './result'
import { alternativesFor, runTest, testsFor } from './run-test'
import { selectPopulation } from './population'
import type { Population } from './population'
import { takeSample } from './sample'
import type { Sample } from './sample'

/**
 * Compares the groups of a patient-grain data set, row by row. Differences are first group minus second.
 * @throws Problem `invalid` naming the field of the plan that does not fit the data set
 */
export function compareGroups(plan: Plan, dataset: Dataset): ComparisonResult {
  if (dataset.grain !== plan.unit) throw invalidField('unit', 'wrong_grain', { value: dataset.grain })
  const population = selectPopulation(plan, dataset)
  const rows = plan.rows.map((row, i) =>
    compareRow(plan, row, i, takeSample(plan, row, i, dataset, population), population),
  )
  return withoutNegativeZero({
    version: 1,
    plan,
    groups: population.groups,
    n: population.groups.reduce((sum, { n }) => sum + n, 0),
    excluded: population.excluded,
    ...(population.conditions.length > 0 ? { conditions: population.conditions } : {}),
    rows,
    conventions: nameConventions(plan, rows, population.groups),
    notes: noteResult(population, rows),
  })
}

/** JSON has no −0, and a result must be the same object after it went through JSON. */
function withoutNegativeZero<T>(value: T): T {
  if (typeof value === 'number') return (value + 0) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutNegativeZero) as T
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, withoutNegativeZero<unknown>(part)]),
  ) as T
}

function compareRow(
  plan: Plan,
  row: RowPlan,
  index: number,
  sample: Sample,
  { groups }: Population,
): RowResult {
  const { variable } = sample.column
  const choice = chooseTest(plan.rule, sample, groups)
  if (row.test && !testsFor(sample).includes(row.test))
    throw invalidField(`rows.${index}.test`, 'test_does_not_fit', { value: row.test })
  // A plan may overrule the choice of a test, not the finding that there is nothing to test.
  const chosen = choice.test === 'none' ? 'none' : (row.test ?? choice.test)
  const test: TestOutcome =
    chosen === 'none'
      ? { status: 'not_computable', test: 'none', reason: choice.none ?? 'all_equal' }
      : runTest(chosen, sample)
  const alternatives =
    chosen === 'none'
      ? []
      : alternativesFor(sample)
          .filter((other) => other !== chosen)
          .map((other) => runTest(other, sample, true))
  const complication = row.complication ?? variable.origin?.instrument === 'complication'
  const overruled = row.test !== undefined && row.test !== choice.test && chosen !== 'none'
  const further = measureFurther(plan, row, sample)
  const within = compareWithin(plan, row, index, sample, groups)
  const pairwise = comparePairs(plan, test, sample, groups)
  const percent = row.as === 'percent'
  return {
    variable: variable.name,
    label: variable.label,
    ...(percent ? { unit: '%' } : variable.unit === undefined ? {} : { unit: variable.unit }),
    decimals: percent ? 0 : (variable.decimals ?? 2),
    ...(row.visit === undefined ? {} : { visit: row.visit }),
    ...(row.as === undefined ? {} : { as: row.as }),
    kind: sample.kind,
    complication,
    n: sample.values.reduce((sum, values) => sum + values.length, 0),
    missing: sample.missing.reduce((sum, n) => sum + n, 0),
    show: showOf(row, sample, chosen),
    levels: sample.levels,
    cells: describeGroups(sample, plan.quartiles),
    assumptions: choice.assumptions,
    ruleTest: choice.test,
    chosenBy: overruled ? 'plan' : 'rule',
    reasons: overruled ? [{ key: 'reasons.by_plan', params: {} }, ...choice.reasons] : choice.reasons,
    test,
    alternatives,
    beside: besideOf(test, alternatives, complication, plan.alpha),
    difference: measureEffect(chosen, sample, plan.conf),
    ...(further.effects.length > 0 ? { effects: further.effects } : {}),
    ...(within ? { within } : {}),
    ...(pairwise ? { pairwise } : {}),
    smd: standardise(sample),
    notes: [...noteRow(plan, sample, choice, test, alternatives, overruled), ...further.notes],
  }
}

function showOf(row: RowPlan, { kind, levels }: Sample, test: TestId | 'none'): Show {
  if (levels.length > 0) return 'counts'
  if (row.show && row.show !== 'counts') return row.show
  return kind === 'ordinal' || test === 'mann_whitney' || test === 'kruskal' ? 'median' : 'mean'
}

/** Fisher stands beside every complication, and elsewhere where it and the chosen test disagree about alpha. */
function besideOf(
  test: TestOutcome,
  alternatives: readonly TestOutcome[],
  complication: boolean,
  alpha: number,
): AlternativeId[] {
  const fisher = alternatives.find((other) => other.test === 'fisher')
  if (test.status !== 'ok' || fisher?.status !== 'ok') return []
  return complication || test.p < alpha !== fisher.p < alpha ? ['fisher'] : []
}

function noteRow(
  plan: Plan,
  sample: Sample,
  choice: Choice,
  test: TestOutcome,
  alternatives: readonly TestOutcome[],
  overruled: boolean,
): Sentence[] {
  const notes: Sentence[] = []
  const add = (key: string, params: Sentence['params'] = {}) => notes.push({ key: `notes.${key}`, params })
  if (sample.outside > 0) add('outside_window', { n: sample.outside })
  if (sample.atZero > 0) add('baseline_zero', { n: sample.atZero })
  if (test.status !== 'ok') return notes
  const disagrees = (other: TestOutcome | undefined) =>
    other?.status === 'ok' && other.p < plan.alpha !== test.p < plan.alpha
  if (overruled) {
    const ruled = alternatives.find((other) => other.test === choice.test)
    if (disagrees(ruled)) add('rule_disagrees', { alpha: plan.alpha })
    if (sample.kind === 'ordinal' && (test.test === 'pearson' || test.test === 'fisher')) add('order_ignored')
  }
  if (disagrees(alternatives.find((other) => other.test === 'fisher')))
    add('fisher_disagrees', { alpha: plan.alpha })
  const drawn = [test, ...alternatives].find((one) => one.status === 'ok' && one.draws !== undefined)
  if (drawn?.status === 'ok' && drawn.draws !== undefined) add('drawn', { draws: drawn.draws })
  return notes
}

function noteResult({ excluded }: Population, rows: readonly RowResult[]): Sentence[] {
  const tests = rows.filter(({ test }) => test.status === 'ok').length
  return [
    ...(excluded.filtered > 0 ? [{ key: 'notes.filtered', params: { n: excluded.filtered } }] : []),
    ...(excluded.noGroup > 0 ? [{ key: 'notes.no_group', params: { n: excluded.noGroup } }] : []),
    ...(tests > 1 ? [{ key: 'notes.not_adjusted', params: { n: tests } }] : []),
  ]
}
