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
        for (let r = 0; r < n; r++)
          if (codes[r] === g) square += (rows[r * k + i]! - rows[r * k + j]! - meanDiff) ** 2
        const pooled = within[i * k + i]! + within[j * k + j]! - 2 * within[i * k + j]!
        const se = Math.sqrt(pooled / errorDf / size)
        const t = meanDiff / se
        const own = size > 1 ? meanDiff / Math.sqrt(square / (size - 1) / size) : Number.NaN
        const pairedT = square > 0 && size > 1 ? { t: own, df: size - 1, p: tTwoSided(own, size - 1) } : null
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
