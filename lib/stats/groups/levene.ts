import { allFinite, mean, medianOfSorted, present, sorted } from '../kernel/sample'
import { fCdf } from '../kernel/student'
import { notComputable, type NotComputable } from '../result'

export type LeveneF = { F: number; df1: number; df2: number; p: number }
export type Levene = {
  status: 'ok'
  /** Deviations from the group means: Levene 1960, the default of SPSS. */
  meanCentred: LeveneF | null
  /** Deviations from the group medians: Brown & Forsythe 1974, the default of R's car. */
  medianCentred: LeveneF | null
}

/** One-way F of the absolute deviations; null when they do not vary inside the groups. */
function deviationF(groups: Float64Array[], centre: (v: Float64Array) => number): LeveneF | null {
  const k = groups.length
  let total = 0
  let square = 0
  let count = 0
  const sums: { n: number; mean: number }[] = []
  let within = 0
  for (const group of groups) {
    const c = centre(group)
    let sum = 0
    for (let i = 0; i < group.length; i++) {
      const z = Math.abs(group[i]! - c)
      sum += z
      square += z * z
    }
    const m = sum / group.length
    for (let i = 0; i < group.length; i++) {
      const d = Math.abs(group[i]! - c) - m
      within += d * d
    }
    sums.push({ n: group.length, mean: m })
    total += sum
    count += group.length
  }
  if (within <= 1e-24 * Math.max(1, square)) return null
  const grand = total / count
  let between = 0
  for (const s of sums) between += s.n * (s.mean - grand) ** 2
  const df1 = k - 1
  const df2 = count - k
  const F = between / df1 / (within / df2)
  return { F, df1, df2, p: fCdf(F, df1, df2, 'upper') }
}

/**
 * Levene's test of equal variances in two or more groups.
 *
 * @param groups one array of values a group, NaN where missing; empty groups are left out
 * @returns both centrings; a part is null when the absolute deviations have no spread inside the groups
 *
 * R: `car::leveneTest(y, f, center = mean)` and `center = median`.
 * @example levene([[1, 2, 4], [2, 7, 9]])
 */
export function levene(groups: readonly ArrayLike<number>[]): Levene | NotComputable {
  const kept = groups.map((g, i) => present(g, `groups[${i}]`)).filter((g) => g.length > 0)
  if (kept.length < 2) return notComputable('lt_2_groups')
  const n = kept.reduce((sum, g) => sum + g.length, 0)
  if (n - kept.length < 1) return notComputable('no_residual_df')
  if (!kept.every(allFinite)) return notComputable('infinite_value')
  const meanCentred = deviationF(kept, mean)
  const medianCentred = deviationF(kept, (v) => medianOfSorted(sorted(v)))
  if (!meanCentred && !medianCentred) return notComputable('zero_variance')
  return { status: 'ok', meanCentred, medianCentred }
}
