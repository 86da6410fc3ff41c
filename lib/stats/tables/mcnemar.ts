import { binomialCdf, binomialDensity } from '../kernel/beta'
import { chiSquareCdf } from '../kernel/gamma'
import { requireCount, requireOpenUnit } from '../kernel/sample'
import { clopperPearson } from '../effects/proportions'
import { binomialTest } from '../effects/prop-ci'
import { notComputable, type Interval, type NotComputable } from '../result'

export type Mcnemar = {
  status: 'ok'
  /** Discordant pairs: first positive only, second positive only. */
  b: number
  c: number
  chisq: { X2: number; p: number }
  chisqCc: { X2: number; p: number }
  exactP: number
  midP: number
  /** b / c, Infinity when c is zero. */
  oddsRatio: number
  orCi: Interval
  /** Difference of the two proportions of positives. */
  diff: number
}

/**
 * McNemar's test of two paired yes/no answers.
 *
 * @param table [[both yes, first only], [second only, both no]], whole numbers
 * @throws RangeError when it is not a 2 × 2 table of whole numbers
 *
 * R: `mcnemar.test(table, correct = FALSE)` and `TRUE`; `binom.test(b, b + c)` for the exact P.
 * @example mcnemar([[17, 14], [5, 20]]).exactP
 */
export function mcnemar(
  table: ArrayLike<ArrayLike<number>>,
  options: { conf?: number } = {},
): Mcnemar | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  if (table.length !== 2 || table[0]!.length !== 2 || table[1]!.length !== 2)
    throw new RangeError('table must be 2 by 2')
  const [a, b, c, d] = [table[0]![0]!, table[0]![1]!, table[1]![0]!, table[1]![1]!]
  for (const v of [a, b, c, d]) requireCount(v, 'table')
  const n = b + c
  if (n === 0) return notComputable('no_discordant_pairs')
  const X2 = (b - c) ** 2 / n
  const corrected = b === c ? 0 : (Math.abs(b - c) - 1) ** 2 / n
  const low = Math.min(b, c)
  const mid = 2 * (binomialCdf(low - 1, n, 0.5) + 0.5 * binomialDensity(low, n, 0.5))
  const [from, to] = clopperPearson(b, n, conf)
  return {
    status: 'ok',
    b,
    c,
    chisq: { X2, p: chiSquareCdf(X2, 1, 'upper') },
    chisqCc: { X2: corrected, p: chiSquareCdf(corrected, 1, 'upper') },
    exactP: binomialTest(b, n),
    midP: Math.min(1, mid),
    oddsRatio: b / c,
    orCi: [from / (1 - from), to === 1 ? Infinity : to / (1 - to)],
    diff: (b - c) / (a + b + c + d),
  }
}
