import type { TestName, TestRule } from './chosen-test'

/** The level of the tests of assumptions; part of the rules, not of any plan. */
export const ASSUMPTION_ALPHA = 0.05

/** The rank test of this many groups. */
export function rankTestFor(groups: number): 'mann_whitney' | 'kruskal' {
  return groups === 2 ? 'mann_whitney' : 'kruskal'
}

/**
 * The named rules for continuous values. `cn-textbook`: not normal in every group gives ranks; equal variances
 * Student / ANOVA, otherwise Welch. `welch-first`: Welch always.
 *
 * @param normal, equal asked only where the rule needs the answer
 */
export function decideContinuous(
  rule: TestRule,
  groups: number,
  normal: () => boolean,
  equal: () => boolean,
): Extract<TestName, 'student_t' | 'welch_t' | 'anova' | 'welch_anova' | 'mann_whitney' | 'kruskal'> {
  const two = groups === 2
  if (rule === 'cn-textbook' && !normal()) return rankTestFor(groups)
  if (rule === 'cn-textbook' && equal()) return two ? 'student_t' : 'anova'
  return two ? 'welch_t' : 'welch_anova'
}

export type TableDecision = {
  test: 'fisher' | 'yates' | 'pearson'
  because: 'n_lt_40' | 'expected_lt_1' | 'expected_lt_5' | 'many_lt_5' | 'expected_enough'
}

/**
 * The named rules for a table of counts without empty rows and columns. `cn-textbook`, 2 × 2: n < 40 or an expected
 * count < 1 gives Fisher, an expected count < 5 Yates, else Pearson; larger tables, and `welch-first` always: an
 * expected count < 1 or more than 20 % of the cells expecting < 5 gives Fisher, else Pearson.
 */
export function decideTable(
  rule: TestRule,
  table: { n: number; minExpected: number; cellsLt5: number; cells: number },
): TableDecision {
  const { n, minExpected, cellsLt5, cells } = table
  const two = rule === 'cn-textbook' && cells === 4
  if (two && n < 40) return { test: 'fisher', because: 'n_lt_40' }
  if (minExpected < 1) return { test: 'fisher', because: 'expected_lt_1' }
  if (two && minExpected < 5) return { test: 'yates', because: 'expected_lt_5' }
  if (!two && cellsLt5 > 0.2 * cells) return { test: 'fisher', because: 'many_lt_5' }
  return { test: 'pearson', because: 'expected_enough' }
}
