import { bonferroni, holm } from '../kernel/adjust'
import { chiSquareCdf } from '../kernel/gamma'
import { normalTwoSided } from '../kernel/normal'
import { midranks } from '../kernel/ranks'
import { allFinite, isConstant, present } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'

export type DunnPair = { i: number; j: number; z: number; p: number; bonferroniP: number; holmP: number }
export type Kruskal = {
  status: 'ok'
  /** Corrected for ties. */
  H: number
  df: number
  p: number
  meanRanks: number[]
  epsilonSquared: number
  /** Dunn's pairwise z, i before j, indices from 0 among the non-empty groups. */
  dunn: DunnPair[]
}

/**
 * Kruskal-Wallis test of two or more groups with Dunn's comparisons (Bonferroni, Holm).
 *
 * @param groups one array of values a group, NaN where missing; empty groups are left out
 *
 * R: `kruskal.test(groups)`; Dunn as `rstatix::dunn_test`.
 * @example kruskal([[1, 4], [2, 7, 9], [8, 8]])
 */
export function kruskal(groups: readonly ArrayLike<number>[]): Kruskal | NotComputable {
  const kept = groups.map((g, i) => present(g, `groups[${i}]`)).filter((g) => g.length > 0)
  const k = kept.length
  if (k < 2) return notComputable('lt_2_groups')
  const n = kept.reduce((s, g) => s + g.length, 0)
  const all = new Float64Array(n)
  let at = 0
  for (const g of kept) {
    all.set(g, at)
    at += g.length
  }
  if (!allFinite(all)) return notComputable('infinite_value')
  if (isConstant(all)) return notComputable('all_equal')
  const { ranks, tieSum } = midranks(all)
  const sums: number[] = []
  at = 0
  for (const g of kept) {
    let sum = 0
    for (let i = 0; i < g.length; i++) sum += ranks[at++]!
    sums.push(sum)
  }
  const meanRanks = sums.map((s, i) => s / kept[i]!.length)
  const middle = (n + 1) / 2
  const between = meanRanks.reduce((s, r, i) => s + kept[i]!.length * (r - middle) ** 2, 0)
  const H = ((12 / (n * (n + 1))) * between) / (1 - tieSum / (n * n * n - n))
  const rankVariance = (n * (n + 1)) / 12 - tieSum / (12 * (n - 1))
  const pairs: { i: number; j: number; z: number; p: number }[] = []
  for (let i = 0; i < k; i++)
    for (let j = i + 1; j < k; j++) {
      const se = Math.sqrt(rankVariance * (1 / kept[i]!.length + 1 / kept[j]!.length))
      const z = (meanRanks[i]! - meanRanks[j]!) / se
      pairs.push({ i, j, z, p: normalTwoSided(z) })
    }
  const raw = pairs.map((pair) => pair.p)
  const bonferroniP = bonferroni(raw)
  const holmP = holm(raw)
  return {
    status: 'ok',
    H,
    df: k - 1,
    p: chiSquareCdf(H, k - 1, 'upper'),
    meanRanks,
    epsilonSquared: H / (n - 1),
    dunn: pairs.map((pair, q) => ({ ...pair, bonferroniP: bonferroniP[q]!, holmP: holmP[q]! })),
  }
}
