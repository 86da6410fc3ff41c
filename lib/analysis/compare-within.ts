/** Each group against its own baseline. */
import { invalidField } from '@/lib/problem'
import { roundDifference } from '@/lib/stats/two-groups/wilcoxon-signed-rank'
import { describeValues, type NoCounts } from './describe-groups'
import { choosePairedTest, measureChange, pairedTestsFor, runPairedTest } from './paired-test'
import type { GroupPairs } from './paired-test'
import type { Plan, RowPlan } from './plan'
import type { Cell, GroupResult, TestOutcome, Within, WithinGroup } from './result'
import type { Sample } from './sample'
import { kindOf, tableOf } from './sample'

export function compareWithin(
  plan: Plan,
  row: RowPlan,
  index: number,
  sample: Sample,
  groups: readonly GroupResult[],
): Within | undefined {
  const { pairs, levels } = sample
  if (!pairs || !(plan.within || row.as !== undefined)) return undefined
  const kind = kindOf(sample.column)
  if (row.pairedTest && !pairedTestsFor({ kind, levels }).includes(row.pairedTest))
    throw invalidField(`rows.${index}.pairedTest`, 'test_does_not_fit', { value: row.pairedTest })
  const { label, unit, decimals = 2 } = sample.column.variable
  return {
    variable: pairs.column.variable.name,
    visit: pairs.visit,
    ...{ label, decimals },
    ...(unit === undefined ? {} : { unit }),
    groups: groups.map(({ key }, at) => {
      const before = pairs.before[at] ?? new Float64Array()
      const after = pairs.after[at] ?? new Float64Array()
      const both = before.map((value, i) => (Number.isNaN(value) || Number.isNaN(after[i] ?? NaN) ? 0 : 1))
      const either = before.filter(
        (value, i) => !Number.isNaN(value) || !Number.isNaN(after[i] ?? NaN),
      ).length
      const complete = {
        kind,
        levels,
        before: before.filter((_, i) => both[i] === 1),
        after: after.filter((_, i) => both[i] === 1),
      }
      const change = complete.after.map((value, i) => roundDifference(value - (complete.before[i] ?? NaN)))
      return compareGroup(plan, row, { ...complete, change }, either - change.length, key)
    }),
  }
}

function compareGroup(
  plan: Plan,
  row: RowPlan,
  pairs: GroupPairs,
  single: number,
  group: string,
): WithinGroup {
  const { kind, levels, change } = pairs
  const choice = choosePairedTest(plan.rule, pairs, group)
  const chosen = choice.test === 'none' ? 'none' : (row.pairedTest ?? choice.test)
  const overruled = chosen !== choice.test
  const test: TestOutcome =
    chosen === 'none'
      ? { status: 'not_computable', test: 'none', reason: choice.none ?? 'no_pairs' }
      : runPairedTest(chosen, pairs)
  const others = pairedTestsFor(pairs).filter((other) => other !== chosen)
  const describe = (values: Float64Array): Cell => ({
    ...EMPTY,
    n: values.length,
    ...(levels.length > 0 ? {} : describeValues(values, plan.quartiles)),
    counts: levels.length > 0 ? (tableOf({ levels, values: [values] })[0] ?? []) : [],
  })
  return {
    n: change.length,
    single,
    before: describe(pairs.before),
    after: describe(pairs.after),
    change: levels.length > 0 ? null : describe(change),
    moved: kind === 'categorical' ? null : countMoves(change),
    assumptions: choice.assumptions,
    ruleTest: choice.test,
    chosenBy: overruled ? 'plan' : 'rule',
    reasons: overruled ? [{ key: 'reasons.by_plan', params: {} }, ...choice.reasons] : choice.reasons,
    test,
    alternatives: chosen === 'none' ? [] : others.map((other) => runPairedTest(other, pairs)),
    effect: measureChange(chosen, pairs, plan.conf),
  }
}

const EMPTY: NoCounts & Pick<Cell, 'missing' | 'reasons'> = {
  missing: 0,
  reasons: {},
  ...{ mean: null, sd: null, median: null, q1: null, q3: null, min: null, max: null },
}

function countMoves(change: Float64Array): readonly [number, number, number] {
  const up = change.filter((one) => one > 0).length
  const down = change.filter((one) => one < 0).length
  return [up, change.length - up - down, down]
}
