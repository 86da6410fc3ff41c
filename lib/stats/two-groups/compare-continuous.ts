import { descriptivesSorted, type Descriptives } from '../describe/descriptives'
import { shapiroWilkSorted, type ShapiroWilk } from '../describe/shapiro-wilk'
import { smdContinuous } from '../effects/smd'
import { levene, type Levene } from '../groups/levene'
import { allFinite, present } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { mannWhitneySorted, type MannWhitney } from './mann-whitney'
import { tTest, type TTest } from './t-test'

export type ContinuousComparison = {
  status: 'ok'
  describe: [Descriptives, Descriptives]
  /** Null outside 3 to 5000 values or when all are equal. */
  normality: [ShapiroWilk | null, ShapiroWilk | null]
  levene: Levene | NotComputable
  tTest: TTest | NotComputable
  /** Normal approximation only; exact P and shift are asked for apart. */
  mannWhitney: MannWhitney | NotComputable
  smd: number | null
}

function normality(sorted: Float64Array): ShapiroWilk | null {
  const n = sorted.length
  return n < 3 || n > 5000 || sorted[0] === sorted[n - 1] ? null : shapiroWilkSorted(sorted)
}

/**
 * Everything a baseline table asks of one continuous variable in two groups, each group sorted once.
 *
 * @param x first group, NaN where missing; @param y second group
 * R: the calls of `descriptives`, `shapiroWilk`, `levene`, `tTest`, `mannWhitney` and `smdContinuous`.
 */
export function compareContinuous(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): ContinuousComparison | NotComputable {
  const a = present(x, 'x')
  const b = present(y, 'y')
  if (!a.length || !b.length) return notComputable('empty_group')
  if (!allFinite(a) || !allFinite(b)) return notComputable('infinite_value')
  const sa = a.slice().sort()
  const sb = b.slice().sort()
  const smd = smdContinuous(a, b)
  return {
    status: 'ok',
    describe: [
      descriptivesSorted(sa, x.length - a.length, 0.95),
      descriptivesSorted(sb, y.length - b.length, 0.95),
    ],
    normality: [normality(sa), normality(sb)],
    levene: levene([sa, sb]),
    tTest: tTest(a, b),
    mannWhitney: mannWhitneySorted(sa, sb, { conf: 0.95, exact: false, shift: false }),
    smd: smd.status === 'ok' ? smd.smd : null,
  }
}
