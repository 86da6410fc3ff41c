import { binomialDensity } from '../kernel/beta'

export type ExactPooledZ = {
  n1: number
  power: number
  /** Power with one patient fewer a group. */
  powerPrev: number
  n1WithLoss: number
}

/** Power of the two-sided pooled z test at |z| >= critical, summed over all outcomes of two groups of n. */
function enumeratedPower(n: number, p1: number, p2: number, critical: number): number {
  const d1 = Float64Array.from({ length: n + 1 }, (_, x) => binomialDensity(x, n, p1))
  const d2 = Float64Array.from({ length: n + 1 }, (_, x) => binomialDensity(x, n, p2))
  let power = 0
  for (let i = 0; i <= n; i++)
    for (let j = 0; j <= n; j++) {
      const pooled = (i + j) / (2 * n)
      const se = Math.sqrt((2 * pooled * (1 - pooled)) / n)
      if (se > 0 && Math.abs((i - j) / n / se) >= critical) power += d1[i]! * d2[j]!
    }
  return power
}

/** Smallest n a group, searched upwards from 60 % of the pooled formula, whose enumerated power reaches the target. */
export function exactPooledZ(
  p1: number,
  p2: number,
  critical: number,
  target: number,
  pooledN: number,
  withLoss: (n: number) => number,
): ExactPooledZ {
  let n = Math.max(2, Math.floor(pooledN * 0.6))
  let previous = enumeratedPower(n - 1, p1, p2, critical)
  let power = enumeratedPower(n, p1, p2, critical)
  while (power < target) {
    previous = power
    power = enumeratedPower(++n, p1, p2, critical)
  }
  return { n1: n, power, powerPrev: previous, n1WithLoss: withLoss(n) }
}
