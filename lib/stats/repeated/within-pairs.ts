import { bonferroni, holm } from '../kernel/adjust'
import { tTwoSided } from '../kernel/student'
import type { RmData } from './rm-anova'

export type WithinGroupPair = {
  group: string
  /** Times i < j from 0; meanDiff = time i - time j. */
  i: number
  j: number
  meanDiff: number
  /** The group's own pairs; null when their differences do not vary. */
  pairedT: { t: number; df: number; p: number } | null
  /** Spread of the differences pooled over the groups: SPSS EMMEANS COMPARE ADJ(LSD). */
  spssLsd: { se: number; t: number; df: number; p: number }
  spssBonferroniP: number
  spssHolmP: number
}

/** All pairs of times within each group; adjustments count the pairs of one group. */
export function withinGroupPairs(d: RmData, within: Float64Array, means: Float64Array): WithinGroupPair[] {
  const { rows, n, k, codes, levels, sizes } = d
  const errorDf = n - levels.length
  return levels.flatMap((group, g) => {
    const size = sizes[g]!
    const pairs: Omit<WithinGroupPair, 'spssBonferroniP' | 'spssHolmP'>[] = []
    for (let i = 0; i < k; i++)
      for (let j = i + 1; j < k; j++) {
        const meanDiff = means[g * k + i]! - means[g * k + j]!
        let square = 0
        let largest = 0
        for (let r = 0; r < n; r++) {
          if (codes[r] !== g) continue
          const a = rows[r * k + i]!
          const b = rows[r * k + j]!
          square += (a - b - meanDiff) ** 2
          largest = Math.max(largest, Math.abs(a), Math.abs(b))
        }
        const pooled = within[i * k + i]! + within[j * k + j]! - 2 * within[i * k + j]!
        const se = Math.sqrt(pooled / errorDf / size)
        const t = meanDiff / se
        const spread = size > 1 ? Math.sqrt(square / (size - 1)) : 0
        const own = meanDiff / (spread / Math.sqrt(size))
        // Differences that vary by rounding alone do not vary.
        const varies = spread > 10 * Number.EPSILON * largest
        const pairedT = varies ? { t: own, df: size - 1, p: tTwoSided(own, size - 1) } : null
        pairs.push({
          group,
          i,
          j,
          meanDiff,
          pairedT,
          spssLsd: { se, t, df: errorDf, p: tTwoSided(t, errorDf) },
        })
      }
    const raw = pairs.map((p) => p.spssLsd.p)
    const bonferroniP = bonferroni(raw)
    const holmP = holm(raw)
    return pairs.map((p, q) => ({ ...p, spssBonferroniP: bonferroniP[q]!, spssHolmP: holmP[q]! }))
  })
}
