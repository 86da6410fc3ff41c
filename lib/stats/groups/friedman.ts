import { chiSquareCdf } from '../kernel/gamma'
import { midranks } from '../kernel/ranks'
import { studentizedRangeCdf } from '../kernel/studentized-range'
import { notComputable, type NotComputable } from '../result'
import { completeRows } from '../tables/complete-rows'

export type Friedman = {
  status: 'ok'
  /** Subjects with every condition measured. */
  n: number
  chi2: number
  df: number
  p: number
  kendallW: number
  meanRanks: number[]
  /** Nemenyi's pairwise comparisons. */
  pairs: { i: number; j: number; z: number; nemenyiP: number }[]
}

/**
 * Friedman test of k related conditions, ties corrected, with Kendall's W and Nemenyi's comparisons.
 *
 * @param matrix a row a subject, a column a condition; rows with a missing value (NaN) are left out
 *
 * R: `friedman.test(matrix)`; Nemenyi by `ptukey(z * sqrt(2), k, Inf)`.
 */
export function friedman(matrix: readonly ArrayLike<number>[]): Friedman | NotComputable {
  const rows = completeRows(matrix)
  const n = rows.length
  const k = rows[0]?.length ?? 0
  if (n < 2 || k < 2) return notComputable('too_few')
  const sums = new Float64Array(k)
  let ties = 0
  for (const row of rows) {
    const r = midranks(row)
    ties += r.tieSum
    for (let j = 0; j < k; j++) sums[j] = sums[j]! + r.ranks[j]!
  }
  if (ties === n * (k * k * k - k)) return notComputable('all_tied')
  const middle = (n * (k + 1)) / 2
  let spread = 0
  for (const s of sums) spread += (s - middle) ** 2
  const chi2 = (12 * spread) / (n * k * (k + 1) - ties / (k - 1))
  const meanRanks = Array.from(sums, (s) => s / n)
  const pairs: Friedman['pairs'] = []
  for (let i = 0; i < k; i++)
    for (let j = i + 1; j < k; j++) {
      const z = Math.abs(meanRanks[i]! - meanRanks[j]!) / Math.sqrt((k * (k + 1)) / (6 * n))
      pairs.push({ i, j, z, nemenyiP: studentizedRangeCdf(z * Math.SQRT2, k, Infinity, 'upper') })
    }
  return {
    status: 'ok',
    n,
    chi2,
    df: k - 1,
    p: chiSquareCdf(chi2, k - 1, 'upper'),
    kendallW: chi2 / (n * (k - 1)),
    meanRanks,
    pairs,
  }
}
