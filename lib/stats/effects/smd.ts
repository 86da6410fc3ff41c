import { solve } from '../kernel/matrix'
import { allFinite, mean, present, requireCount, variance } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { cleanTable } from '../tables/table'

export type Smd = { status: 'ok'; smd: number }

/**
 * Standardised mean difference of a continuous variable: (mean x - mean y) / √((s1² + s2²)/2). Signed.
 * @param x first group, NaN where missing; @param y second group
 */
export function smdContinuous(x: ArrayLike<number>, y: ArrayLike<number>): Smd | NotComputable {
  const a = present(x, 'x')
  const b = present(y, 'y')
  if (a.length < 2 || b.length < 2) return notComputable('too_few')
  if (!allFinite(a) || !allFinite(b)) return notComputable('infinite_value')
  const m1 = mean(a)
  const m2 = mean(b)
  const s = Math.sqrt((variance(a, m1) + variance(b, m2)) / 2)
  return s > 0 ? { status: 'ok', smd: (m1 - m2) / s } : notComputable('zero_variance')
}

/** Standardised difference of two proportions, a of n1 and b of n2. Signed. */
export function smdBinary(a: number, n1: number, b: number, n2: number): Smd | NotComputable {
  requireCount(a, 'a')
  requireCount(n1, 'n1')
  requireCount(b, 'b')
  requireCount(n2, 'n2')
  if (n1 < 1 || n2 < 1) return notComputable('empty_group')
  const p = a / n1
  const q = b / n2
  const s = Math.sqrt((p * (1 - p) + q * (1 - q)) / 2)
  return s > 0 ? { status: 'ok', smd: (p - q) / s } : notComputable('zero_variance')
}

/**
 * Standardised difference of a categorical variable over two groups (Yang & Dalton 2012): the Mahalanobis distance
 * of the category proportions without the first category. Not signed.
 * @param table two rows (groups) of counts
 */
export function smdTable(table: ArrayLike<ArrayLike<number>>): Smd | NotComputable {
  if (table.length !== 2) throw new RangeError(`table must have two rows, got ${table.length}`)
  const { cells, droppedRows } = cleanTable(table)
  if (droppedRows.length) return notComputable('empty_group')
  const [first, second] = cells as [number[], number[]]
  const k = first.length - 1
  if (k < 1) return notComputable('one_category')
  const shares = [first, second].map((row) => {
    const sum = row.reduce((s, v) => s + v, 0)
    return row.slice(1).map((v) => v / sum)
  }) as [number[], number[]]
  const [p, q] = shares
  const S = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      S[i * k + j] =
        i === j ? (p[i]! * (1 - p[i]!) + q[i]! * (1 - q[i]!)) / 2 : -(p[i]! * p[j]! + q[i]! * q[j]!) / 2
  const difference = p.map((v, i) => v - q[i]!)
  const w = solve(S, k, difference)
  if (!w) return notComputable('singular')
  const square = difference.reduce((s, v, i) => s + v * w[i]!, 0)
  return { status: 'ok', smd: Math.sqrt(Math.max(0, square)) }
}
