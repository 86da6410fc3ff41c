import { findRoot } from '../kernel/roots'
import { chiSquareQuantile } from '../kernel/student'
import type { Interval } from '../result'

/** Variance of the difference with both proportions estimated under p1 - p2 = D (closed form of the paper). */
export function restrictedVariance(a: number, n1: number, b: number, n2: number, D: number): number {
  const N = n1 + n2
  const l3 = N
  const l2 = (n1 + 2 * n2) * D - N - (a + b)
  const l1 = (n2 * D - N - 2 * b) * D + (a + b)
  const l0 = b * D * (1 - D)
  const q = l2 ** 3 / (3 * l3) ** 3 - (l1 * l2) / (6 * l3 * l3) + l0 / (2 * l3)
  const size = Math.sqrt(Math.max(0, l2 ** 2 / (3 * l3) ** 2 - l1 / (3 * l3)))
  const p = q === 0 ? size : Math.sign(q) * size
  const angle = p === 0 ? 0 : (Math.PI + Math.acos(Math.max(-1, Math.min(1, q / p ** 3)))) / 3
  const r2 = Math.min(1, Math.max(0, 2 * p * Math.cos(angle) - l2 / (3 * l3)))
  const r1 = Math.min(1, Math.max(0, r2 + D))
  return (((r1 * (1 - r1)) / n1 + (r2 * (1 - r2)) / n2) * N) / (N - 1)
}

/**
 * Score interval of a risk difference (Miettinen & Nurminen, Statistics in Medicine 4, 1985); a of n1 against b of n2.
 * Null when no sign change is found.
 */
export function miettinenNurminen(
  a: number,
  n1: number,
  b: number,
  n2: number,
  conf: number,
): Interval | null {
  const critical = chiSquareQuantile(1 - conf, 1, 'upper')
  const difference = a / n1 - b / n2
  const excess = (D: number): number => {
    const v = restrictedVariance(a, n1, b, n2, D)
    const d = difference - D
    if (v <= 0) return Math.abs(d) < 1e-15 ? -critical : 1e10
    return (d * d) / v - critical
  }
  const edge = 1 - 1e-12
  const low = difference <= -edge ? -1 : findRoot(excess, -edge, difference)
  const high = difference >= edge ? 1 : findRoot(excess, difference, edge)
  return low === null || high === null ? null : [low, high]
}
