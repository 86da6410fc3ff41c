import { shapiroWilkSorted } from '../describe/shapiro-wilk'
import { smdContinuous } from '../effects/smd'
import { anovaOneway } from '../groups/anova-oneway'
import { kruskal } from '../groups/kruskal'
import { levene } from '../groups/levene'
import { allFinite } from '../kernel/sample'
import { mannWhitneySorted } from '../two-groups/mann-whitney'
import { tTest } from '../two-groups/t-test'
import { noTest, type ChosenTest, type TestRule } from './chosen-test'
import { ASSUMPTION_ALPHA, decideContinuous } from './rules'

function looksNormal(sorted: Float64Array): boolean {
  const n = sorted.length
  if (n < 3 || n > 5000 || sorted[0] === sorted[n - 1]) return false
  return shapiroWilkSorted(sorted).p >= ASSUMPTION_ALPHA
}

function equalSpread(groups: readonly Float64Array[]): boolean {
  const r = levene(groups)
  return r.status === 'ok' && r.meanCentred !== null && r.meanCentred.p >= ASSUMPTION_ALPHA
}

/** Mann-Whitney without continuity correction (two groups) or Kruskal-Wallis, for values already sorted. */
export function rankTest(sorted: readonly Float64Array[]): ChosenTest {
  if (sorted.length === 2) {
    const w = mannWhitneySorted(sorted[0]!, sorted[1]!, { conf: 0.95, exact: false, shift: false })
    if (w.status !== 'ok') return noTest(w.reason)
    return { test: 'mann_whitney', statistic: w.normal.z, df: null, df2: null, p: w.normal.p }
  }
  const k = kruskal(sorted)
  if (k.status !== 'ok') return noTest(k.reason)
  return { test: 'kruskal', statistic: k.H, df: k.df, df2: null, p: k.p }
}

function meanTest(groups: readonly Float64Array[], equal: boolean): ChosenTest | null {
  if (groups.length === 2) {
    const t = tTest(groups[0]!, groups[1]!)
    const r = t.status === 'ok' ? (equal ? t.student : t.welch) : null
    return r && { test: equal ? 'student_t' : 'welch_t', statistic: r.t, df: r.df, df2: null, p: r.p }
  }
  const a = anovaOneway(groups)
  if (a.status !== 'ok') return null
  if (equal) return { test: 'anova', statistic: a.F, df: a.df1, df2: a.df2, p: a.p }
  return (
    a.welch && { test: 'welch_anova', statistic: a.welch.F, df: a.welch.df1, df2: a.welch.df2, p: a.welch.p }
  )
}

/** The test of a continuous variable, as `decideContinuous` has it; without a test of means, ranks. */
export function chooseContinuous(
  groups: readonly Float64Array[],
  rule: TestRule,
): ChosenTest & { smd: number | null } {
  const none = (reason: Parameters<typeof noTest>[0]) => ({ ...noTest(reason), smd: null })
  if (groups.length < 2) return none('lt_2_groups')
  if (groups.some((g) => g.length < 1)) return none('empty_group')
  if (!groups.every(allFinite)) return none('infinite_value')
  const first = groups[0]![0]
  if (groups.every((g) => g.every((v) => v === first))) return none('all_equal')
  const difference = groups.length === 2 ? smdContinuous(groups[0]!, groups[1]!) : null
  const smd = difference?.status === 'ok' ? difference.smd : null
  const sorted = groups.map((g) => g.slice().sort())
  const test = decideContinuous(
    rule,
    groups.length,
    () => sorted.every(looksNormal),
    () => equalSpread(groups),
  )
  const equal = test === 'student_t' || test === 'anova'
  const ranks = test === 'mann_whitney' || test === 'kruskal'
  return { ...((ranks ? null : meanTest(groups, equal)) ?? rankTest(sorted)), smd }
}
