import { binomialDensity } from '../kernel/beta'
import { normalQuantile } from '../kernel/normal'
import { requireCount, requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { clopperPearson, wilson } from './proportions'

export type PropCi = {
  status: 'ok'
  p: number
  wald: Interval
  wilson: Interval
  /** Wilson with continuity correction, as `prop.test` prints it (the correction is never larger than |x - n/2|). */
  wilsonCc: Interval
  clopperPearson: Interval
  agrestiCoull: Interval
  /** Exact two-sided binomial P of the proportion ½. */
  exactTestPHalf: number
}

function wilsonCorrected(x: number, n: number, z: number): Interval {
  const shift = Math.min(0.5, Math.abs(x - n / 2)) / n
  const k = (z * z) / (2 * n)
  const end = (p: number, side: number) =>
    (p + k + side * z * Math.sqrt((p * (1 - p)) / n + k / (2 * n))) / (1 + 2 * k)
  const low = x / n - shift
  const high = x / n + shift
  return [low <= 0 ? 0 : Math.max(0, end(low, -1)), high >= 1 ? 1 : Math.min(1, end(high, 1))]
}

/** Two-sided exact binomial P: outcomes not likelier than x. R: `binom.test(x, n, p)$p.value`. */
export function binomialTest(x: number, n: number, p = 0.5): number {
  const own = binomialDensity(x, n, p) * (1 + 1e-7)
  let sum = 0
  for (let i = 0; i <= n; i++) {
    const d = binomialDensity(i, n, p)
    if (d <= own) sum += d
  }
  return Math.min(1, sum)
}

/**
 * Confidence intervals of a single proportion x / n.
 *
 * @param x events, whole, 0 <= x <= n
 * @param n trials
 * @throws RangeError when x or n is not a whole number or x > n
 *
 * R: `binom.test`, `prop.test`; Wald and Agresti-Coull by their formulas.
 * @example propCi(7, 56).wilson
 */
export function propCi(x: number, n: number, options: { conf?: number } = {}): PropCi | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  requireCount(n, 'n')
  requireCount(x, 'x')
  if (n < 1) return notComputable('empty_group')
  if (x > n) throw new RangeError(`x must not exceed n, got ${x} of ${n}`)
  const p = x / n
  const z = normalQuantile((1 - conf) / 2, 'upper')
  const se = Math.sqrt((p * (1 - p)) / n)
  const nTilde = n + z * z
  const pTilde = (x + (z * z) / 2) / nTilde
  const half = z * Math.sqrt((pTilde * (1 - pTilde)) / nTilde)
  return {
    status: 'ok',
    p,
    wald: [p - z * se, p + z * se],
    wilson: wilson(x, n, conf),
    wilsonCc: wilsonCorrected(x, n, z),
    clopperPearson: clopperPearson(x, n, conf),
    agrestiCoull: [pTilde - half, pTilde + half],
    exactTestPHalf: binomialTest(x, n),
  }
}
