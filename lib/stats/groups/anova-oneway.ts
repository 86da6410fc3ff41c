import { allFinite, mean, present, squaredDeviations, variance } from '../kernel/sample'
import { fCdf } from '../kernel/student'
import { notComputable, type NotComputable } from '../result'

export type AnovaOneway = {
  status: 'ok'
  ssBetween: number
  ssWithin: number
  F: number
  df1: number
  df2: number
  p: number
  /** Welch 1951; null with a group of one value or without spread. */
  welch: { F: number; df1: number; df2: number; p: number } | null
  etaSquared: number
  omegaSquared: number
}

function welchAnova(groups: Float64Array[], means: number[]): AnovaOneway['welch'] {
  const k = groups.length
  const w: number[] = []
  for (let i = 0; i < k; i++) {
    const v = variance(groups[i]!, means[i]!)
    if (!(v > 0)) return null
    w.push(groups[i]!.length / v)
  }
  const sum = w.reduce((a, b) => a + b, 0)
  const grand = w.reduce((s, v, i) => s + v * means[i]!, 0) / sum
  const lambda = w.reduce((s, v, i) => s + (1 - v / sum) ** 2 / (groups[i]!.length - 1), 0) / (k * k - 1)
  const between = w.reduce((s, v, i) => s + v * (means[i]! - grand) ** 2, 0)
  const F = between / ((k - 1) * (1 + 2 * (k - 2) * lambda))
  const df2 = 1 / (3 * lambda)
  return { F, df1: k - 1, df2, p: fCdf(F, k - 1, df2, 'upper') }
}

/**
 * One-way analysis of variance of two or more groups, classical and Welch's, with η² and ω².
 *
 * @param groups one array of values a group, NaN where missing; empty groups are left out
 * @returns not computable with fewer than two groups, no residual degrees of freedom or no spread inside groups
 *
 * R: `aov(y ~ f)`, `oneway.test(y ~ f)`.
 * @example anovaOneway([[1, 2, 3], [2, 4, 6], [5, 5, 8]])
 */
export function anovaOneway(groups: readonly ArrayLike<number>[]): AnovaOneway | NotComputable {
  const kept = groups.map((g, i) => present(g, `groups[${i}]`)).filter((g) => g.length > 0)
  const k = kept.length
  if (k < 2) return notComputable('lt_2_groups')
  const n = kept.reduce((s, g) => s + g.length, 0)
  if (n - k < 1) return notComputable('no_residual_df')
  if (!kept.every(allFinite)) return notComputable('infinite_value')
  const means = kept.map((g) => mean(g))
  const grand = kept.reduce((s, g, i) => s + g.length * means[i]!, 0) / n
  let ssBetween = 0
  let ssWithin = 0
  let square = 0
  kept.forEach((g, i) => {
    ssBetween += g.length * (means[i]! - grand) ** 2
    ssWithin += squaredDeviations(g, means[i]!)
    for (let j = 0; j < g.length; j++) square += g[j]! * g[j]!
  })
  if (ssWithin <= 1e-24 * Math.max(1e-300, square)) return notComputable('zero_variance')
  const df1 = k - 1
  const df2 = n - k
  const mse = ssWithin / df2
  const F = ssBetween / df1 / mse
  return {
    status: 'ok',
    ssBetween,
    ssWithin,
    F,
    df1,
    df2,
    p: fCdf(F, df1, df2, 'upper'),
    welch: kept.every((g) => g.length >= 2) ? welchAnova(kept, means) : null,
    etaSquared: ssBetween / (ssBetween + ssWithin),
    omegaSquared: (ssBetween - df1 * mse) / (ssBetween + ssWithin + mse),
  }
}
