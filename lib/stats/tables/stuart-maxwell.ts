import { chiSquareCdf } from '../kernel/gamma'
import { solve } from '../kernel/matrix'
import { requireCount } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'

export type StuartMaxwell = { status: 'ok'; n: number; X2: number; df: number; p: number }

/**
 * Stuart and Maxwell's test of marginal homogeneity: whether a categorical answer is distributed alike before and
 * after, in the same subjects. Categories that nobody changed into or out of carry no information and are left out.
 *
 * @param table square, rows before, columns after, whole numbers
 * @returns not computable when nobody changed category
 * @throws RangeError when the table is not square or holds anything but whole numbers
 *
 * R: `coin::mh_test(as.table(table))`; with two categories McNemar's χ² without correction.
 * @example stuartMaxwell([[20, 10, 5], [3, 30, 15], [0, 5, 40]]).p
 */
export function stuartMaxwell(table: ArrayLike<ArrayLike<number>>): StuartMaxwell | NotComputable {
  const cells = Array.from(table, (row) => Array.from(row))
  for (const row of cells) {
    if (row.length !== cells.length) throw new RangeError('table must be square')
    for (const v of row) requireCount(v, 'table')
  }
  const before = cells.map((row) => row.reduce((s, v) => s + v, 0))
  const after = cells.map((_, j) => cells.reduce((s, row) => s + row[j]!, 0))
  const moving = cells.map((_, i) => i).filter((i) => before[i]! + after[i]! > 2 * cells[i]![i]!)
  // The differences of all categories sum to zero: one is left out.
  const kept = moving.slice(0, -1)
  const df = kept.length
  if (df < 1) return notComputable('no_discordant_pairs')
  const d = kept.map((i) => before[i]! - after[i]!)
  const S = new Float64Array(df * df)
  kept.forEach((i, r) =>
    kept.forEach((j, c) => {
      S[r * df + c] = i === j ? before[i]! + after[i]! - 2 * cells[i]![i]! : -(cells[i]![j]! + cells[j]![i]!)
    }),
  )
  const w = solve(S, df, d)
  if (!w) return notComputable('singular')
  const X2 = d.reduce((s, v, i) => s + v * w[i]!, 0)
  return {
    status: 'ok',
    n: before.reduce((a, b) => a + b, 0),
    X2,
    df,
    p: chiSquareCdf(Math.max(0, X2), df, 'upper'),
  }
}
