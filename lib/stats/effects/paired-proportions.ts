import { requireCount, requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { wilson } from './proportions'

export type PairedProportions = {
  status: 'ok'
  n: number
  /** Shares of yes, first and second answer, and first minus second. */
  p1: number
  p2: number
  diff: number
  ci: Interval
}

/**
 * Difference of two paired proportions with Newcombe's interval (1998, method 10): Wilson's limits of both, squared
 * and added with their correlation.
 *
 * @param table [[both yes, first only], [second only, both no]], whole numbers
 * @throws RangeError when it is not a 2 × 2 table of whole numbers
 *
 * Source: Newcombe RG. Stat Med 1998;17:2635–2650. R: no base function; written out in tests/r/extra/make-paired.R.
 * @example pairedProportions([[36, 12], [2, 0]]).diff // 0.2
 */
export function pairedProportions(
  table: ArrayLike<ArrayLike<number>>,
  options: { conf?: number } = {},
): PairedProportions | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  if (table.length !== 2 || table[0]!.length !== 2 || table[1]!.length !== 2)
    throw new RangeError('table must be 2 by 2')
  const [a, b, c, d] = [table[0]![0]!, table[0]![1]!, table[1]![0]!, table[1]![1]!]
  for (const v of [a, b, c, d]) requireCount(v, 'table')
  const n = a + b + c + d
  if (n === 0) return notComputable('too_few')
  const [p1, p2] = [(a + b) / n, (a + c) / n]
  const [l1, u1] = wilson(a + b, n, conf)
  const [l2, u2] = wilson(a + c, n, conf)
  const phi = correlation(a, b, c, d)
  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y))
  const diff = (b - c) / n
  return {
    status: 'ok',
    n,
    p1,
    p2,
    diff,
    ci: [diff - reach(p1 - l1, u2 - p2), diff + reach(u1 - p1, p2 - l2)],
  }
}

/** φ of the table, corrected for continuity when positive, as method 10 has it; 0 with an empty margin. */
function correlation(a: number, b: number, c: number, d: number): number {
  const product = (a + b) * (c + d) * (a + c) * (b + d)
  if (product === 0) return 0
  const cross = a * d - b * c
  const n = a + b + c + d
  const corrected = cross > n / 2 ? cross - n / 2 : cross >= 0 ? 0 : cross
  return corrected / Math.sqrt(product)
}
