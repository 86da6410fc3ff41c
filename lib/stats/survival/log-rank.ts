import { chiSquareCdf } from '../kernel/gamma'
import { solve } from '../kernel/matrix'
import { sortTimes } from './order'

export type LogRank = { chi2: number; df: number; p: number; observed: number[]; expected: number[] }

/**
 * Log-rank test (rho = 0) or the Peto-Peto version weighted by survival just before each time (rho = 1) of G groups.
 * Null when nothing can be compared; 0 when all events fall where one group alone is left.
 *
 * @param time, event complete; @param codes group of each row, 0..G-1
 * R: `survdiff(Surv(time, event) ~ group, rho = rho)`.
 */
export function logRank(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  codes: ArrayLike<number>,
  G: number,
  rho: 0 | 1,
): LogRank | null {
  const s = sortTimes(time, event)
  const risk = new Float64Array(G)
  for (let i = 0; i < s.n; i++) risk[codes[i]!]!++
  const observed = new Float64Array(G)
  const expected = new Float64Array(G)
  const variance = new Float64Array(G * G)
  let survival = 1
  for (let i = 0; i < s.n;) {
    const n = s.n - i
    const t = s.time[i]!
    const deaths = new Float64Array(G)
    const leaving = new Float64Array(G)
    let d = 0
    for (; i < s.n && s.time[i] === t; i++) {
      const g = codes[s.row[i]!]!
      leaving[g]!++
      if (s.event[i]) {
        deaths[g]!++
        d++
      }
    }
    if (d) {
      const w = rho ? survival : 1
      for (let g = 0; g < G; g++) {
        observed[g]! += w * deaths[g]!
        expected[g]! += (w * d * risk[g]!) / n
        if (n > 1) {
          const scale = (w * w * d * (n - d)) / (n - 1)
          for (let h = 0; h < G; h++)
            variance[g * G + h]! += scale * (risk[g]! / n) * ((g === h ? 1 : 0) - risk[h]! / n)
        }
      }
      survival *= 1 - d / n
    }
    for (let g = 0; g < G; g++) risk[g]! -= leaving[g]!
  }
  // Groups that never expect an event drop out; of the rest one is redundant.
  const active = Array.from({ length: G }, (_, g) => g).filter((g) => expected[g]! > 0)
  const free = active.slice(1)
  const k = free.length
  if (!active.length) return null
  const V = new Float64Array(k * k)
  free.forEach((g, a) => free.forEach((h, b) => (V[a * k + b] = variance[g * G + h]!)))
  const difference = free.map((g) => observed[g]! - expected[g]!)
  const w = k ? solve(V, k, difference) : difference
  if (!w) return null
  const chi2 = difference.reduce((sum, v, a) => sum + v * w[a]!, 0)
  const df = G - 1
  return {
    chi2,
    df,
    p: chiSquareCdf(Math.max(0, chi2), df, 'upper'),
    observed: Array.from(observed),
    expected: Array.from(expected),
  }
}
