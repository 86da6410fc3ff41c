import { logBinomialTerm } from '../kernel/beta'
import { hypergeometricCdf, logHypergeometric } from '../kernel/hypergeometric'
import { requireCount } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'

export type Boschloo = {
  status: 'ok'
  /** Fisher's one-sided P values, the statistics of the test. */
  fisherLess: number
  fisherGreater: number
  /** One-sided P: the worst case over the common risk. */
  pLess: number
  pGreater: number
  /** Twice the smaller one, at most 1. */
  p: number
}

type Side = 'less' | 'greater'

/** Fisher P of a of n1 against b of n2 on one side. */
function fisherSide(a: number, n1: number, b: number, n2: number, side: Side): number {
  if (side === 'greater') return a === 0 ? 1 : hypergeometricCdf(a - 1, n1, n2, a + b, 'upper')
  return a === 0 ? Math.exp(logHypergeometric(0, n1, n2, a + b)) : hypergeometricCdf(a, n1, n2, a + b)
}

function worstCase(a: number, n1: number, b: number, n2: number, side: Side): number {
  const limit = fisherSide(a, n1, b, n2, side) * (1 + 1e-7)
  // For each outcome in group 1 the rejected outcomes of group 2 are a run at one end.
  const region: [number, number][] = []
  for (let i = 0; i <= n1; i++)
    for (let j = 0; j <= n2; j++) if (fisherSide(i, n1, j, n2, side) <= limit) region.push([i, j])
  const probability = (pi: number): number => {
    const d1 = Float64Array.from({ length: n1 + 1 }, (_, i) => Math.exp(logBinomialTerm(i, n1, pi, 1 - pi)))
    const d2 = Float64Array.from({ length: n2 + 1 }, (_, j) => Math.exp(logBinomialTerm(j, n2, pi, 1 - pi)))
    let sum = 0
    for (const [i, j] of region) sum += d1[i]! * d2[j]!
    return sum
  }
  const steps = 400
  const values = Float64Array.from({ length: steps + 1 }, (_, k) => probability(k / steps))
  let best = 0
  for (let k = 0; k <= steps; k++) {
    best = Math.max(best, values[k]!)
    const peak = k > 0 && k < steps && values[k]! >= values[k - 1]! && values[k]! >= values[k + 1]!
    if (peak && values[k]! > 0.9 * best)
      best = Math.max(best, refine(probability, (k - 1) / steps, (k + 1) / steps))
  }
  return Math.min(1, best)
}

/** Largest value inside a bracket by golden section. */
function refine(f: (x: number) => number, lo: number, hi: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let a = hi - ratio * (hi - lo)
  let b = lo + ratio * (hi - lo)
  let fa = f(a)
  let fb = f(b)
  for (let i = 0; i < 60 && hi - lo > 1e-9; i++) {
    if (fa > fb) {
      hi = b
      b = a
      fb = fa
      a = hi - ratio * (hi - lo)
      fa = f(a)
    } else {
      lo = a
      a = b
      fa = fb
      b = lo + ratio * (hi - lo)
      fb = f(b)
    }
  }
  return Math.max(fa, fb)
}

/**
 * Boschloo's unconditional exact test of two proportions, a of n1 against b of n2: Fisher's one-sided P is the
 * statistic, its probability is maximised over the common risk. Never less powerful than Fisher's test.
 *
 * @throws RangeError when a count is not whole or exceeds its group
 *
 * R: `Exact::exact.test(method = "boschloo")` on each side; two-sided as twice the smaller (scipy's convention).
 * @example boschloo(7, 12, 8, 13).p
 */
export function boschloo(a: number, n1: number, b: number, n2: number): Boschloo | NotComputable {
  requireCount(a, 'a')
  requireCount(n1, 'n1')
  requireCount(b, 'b')
  requireCount(n2, 'n2')
  if (a > n1) throw new RangeError(`a must not exceed n1, got ${a} of ${n1}`)
  if (b > n2) throw new RangeError(`b must not exceed n2, got ${b} of ${n2}`)
  if (n1 < 1 || n2 < 1) return notComputable('empty_group')
  if (n1 * n2 > 250_000) return notComputable('too_large')
  const pLess = worstCase(a, n1, b, n2, 'less')
  const pGreater = worstCase(a, n1, b, n2, 'greater')
  return {
    status: 'ok',
    fisherLess: fisherSide(a, n1, b, n2, 'less'),
    fisherGreater: fisherSide(a, n1, b, n2, 'greater'),
    pLess,
    pGreater,
    p: Math.min(1, 2 * Math.min(pLess, pGreater)),
  }
}
