import type { Reason } from '../result'

/** A named rule for choosing tests; fixed in the plan and printed with the result. */
export type TestRule = 'cn-textbook' | 'welch-first'

export type TestName =
  | 'student_t'
  | 'welch_t'
  | 'mann_whitney'
  | 'anova'
  | 'welch_anova'
  | 'kruskal'
  | 'pearson'
  | 'yates'
  | 'fisher'
  | 'none'

/** What was chosen and what it gave: t, z, F, H or X². Fisher has no statistic; `none` says why. */
export type ChosenTest = {
  test: TestName
  statistic: number | null
  df: number | null
  df2: number | null
  p: number | null
  reason?: Reason
}

export function noTest(reason: Reason): ChosenTest {
  return { test: 'none', statistic: null, df: null, df2: null, p: null, reason }
}
