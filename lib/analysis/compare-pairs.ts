/** Two groups of several at a time, after the test of all of them. */
import { kruskal } from '@/lib/stats/groups/kruskal'
import { posthoc } from '@/lib/stats/groups/posthoc'
import { holm } from '@/lib/stats/kernel/adjust'
import { chooseTest } from './choose-test'
import { measureEffect } from './measure-effect'
import { done, notDone } from './outcome'
import type { Plan } from './plan'
import type { Effect, GroupResult, PairOfGroups, Pairwise, TestId, TestOutcome } from './result'
import { runTest } from './run-test'
import { pickGroups, type Sample } from './sample'

/** Beyond so many groups, each is compared with the first only. */
const ALL_UP_TO = 5

type Compared = Pick<PairOfGroups, 'effect' | 'test'>

/**
 * Three means after a significant test of all: least significant differences, unadjusted, as the textbook has it.
 * Otherwise Holm. Intervals are never adjusted.
 */
export function comparePairs(
  plan: Plan,
  omnibus: TestOutcome,
  sample: Sample,
  groups: readonly GroupResult[],
): Pairwise | undefined {
  if (groups.length < 3 || omnibus.status !== 'ok') return undefined
  const against = groups.length > ALL_UP_TO ? 'first' : 'all'
  const places = groups.flatMap((_, i) =>
    i > 0 && against === 'first'
      ? []
      : groups.slice(i + 1).map((__, at): readonly [number, number] => [i, i + 1 + at]),
  )
  const compare = comparing(plan, omnibus.test as TestId, sample, groups)
  const list = places.map((pair) => ({ groups: pair, ...compare(pair) }))
  const three = groups.length === 3 && omnibus.test === 'anova' && omnibus.p < plan.alpha
  const adjusted = three ? undefined : adjust(list.map(({ test }) => test))
  return {
    method: three ? 'lsd' : 'holm',
    against,
    list: list.map((pair, at) => ({
      ...pair,
      p: pair.test.status === 'ok' ? (adjusted?.[at] ?? pair.test.p) : null,
    })),
  }
}

/** Holm over those that could be computed. */
function adjust(tests: readonly TestOutcome[]): (number | undefined)[] {
  const values = holm(tests.flatMap((test) => (test.status === 'ok' ? [test.p] : [])))
  let at = 0
  return tests.map((test) => (test.status === 'ok' ? values[at++] : undefined))
}

/** How two groups are compared after this test of all. */
function comparing(
  plan: Plan,
  omnibus: TestId,
  sample: Sample,
  groups: readonly GroupResult[],
): (pair: readonly [number, number]) => Compared {
  const effectOf = (test: TestId | 'none', pair: readonly [number, number]) =>
    measureEffect(test, pickGroups(sample, pair), plan.conf)
  if (omnibus === 'anova') {
    const result = posthoc(sample.values, { conf: plan.conf, dunnett: false })
    return ([i, j]) => {
      const found =
        result.status === 'ok' ? result.pairs.find((pair) => pair.i === i && pair.j === j) : undefined
      if (result.status !== 'ok' || !found)
        return { effect: null, test: notDone('pooled_t', 'zero_variance') }
      const effect: Effect = {
        measure: 'mean_difference',
        estimate: found.diff,
        ci: found.lsdCi,
        method: 'pooled',
      }
      const finite = [found.diff, ...found.lsdCi].every(Number.isFinite)
      return { effect: finite ? effect : null, test: done('pooled_t', 't', found.t, [result.df], found.lsdP) }
    }
  }
  if (omnibus === 'kruskal') {
    const result = kruskal(sample.values)
    return (pair) => {
      const [i, j] = pair
      const found = result.status === 'ok' ? result.dunn.find((one) => one.i === i && one.j === j) : undefined
      const test = found ? done('dunn', 'Z', found.z, [], found.p) : notDone('dunn', 'all_equal')
      return { effect: effectOf('mann_whitney', pair), test }
    }
  }
  if (omnibus === 'welch_anova')
    return (pair) => ({
      effect: effectOf('welch_t', pair),
      test: runTest('welch_t', pickGroups(sample, pair)),
    })
  return (pair) => {
    const two = pickGroups(sample, pair)
    const named = pair.flatMap((at) => groups.slice(at, at + 1))
    // Tables are tested two by two as the rule says; a trend asked for stays one.
    const choice = chooseTest(plan.rule, { ...two, kind: 'categorical' }, named)
    const wanted = omnibus === 'linear_trend' || omnibus === 'fisher' ? omnibus : choice.test
    const test =
      choice.test === 'none' || wanted === 'none'
        ? notDone('pearson', choice.none ?? 'one_category')
        : runTest(wanted, two)
    return { effect: measureEffect(wanted, two, plan.conf), test }
  }
}
