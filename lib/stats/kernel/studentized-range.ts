import { normalCdf, normalDensity } from './normal'
import { averageOverScale, integrate } from './quadrature'
import { findRoot } from './roots'
import type { Tail } from './tail'

/**
 * P(range of k standard normals > w) = k ∫ φ(z) [Φ(z)^(k-1) - (Φ(z) - Φ(z-w))^(k-1)] dz: every term positive, so the
 * far tail keeps its digits.
 */
function rangeUpper(w: number, k: number): number {
  if (w <= 0) return 1
  const lo = -8.5
  const hi = 8.5 + Math.min(w, 60)
  const panels = Math.ceil((hi - lo) / 3)
  const f = (z: number) => {
    const below = normalCdf(z)
    if (below === 0) return 0
    const share = normalCdf(z - w) / below
    return normalDensity(z) * below ** (k - 1) * (share >= 1 ? 1 : -Math.expm1((k - 1) * Math.log1p(-share)))
  }
  return Math.min(1, k * integrate(f, lo, hi, panels, 16))
}

/**
 * Studentized range of `means` means with `df` degrees of freedom (double integral of Copenhaver & Holland 1988, by
 * Gauss-Legendre). R: `ptukey(q, means, df, lower.tail =)`, which is itself good to about 1e-9 absolute.
 */
export function studentizedRangeCdf(q: number, means: number, df: number, tail: Tail = 'lower'): number {
  if (Number.isNaN(q) || !(means >= 2) || !(df > 0)) return Number.NaN
  if (q <= 0) return tail === 'lower' ? 0 : 1
  if (q === Infinity) return tail === 'lower' ? 1 : 0
  const upper = Math.min(
    1,
    averageOverScale((s) => rangeUpper(q * s, means), df),
  )
  return tail === 'upper' ? upper : 1 - upper
}

/** Quantile of the studentized range, 0 < p < 1. R: `qtukey(p, means, df)`, which stops at about 1e-4. */
export function studentizedRangeQuantile(p: number, means: number, df: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? 0 : p === 1 ? Infinity : Number.NaN
  const target = Math.log1p(-p)
  const f = (q: number) => Math.log(studentizedRangeCdf(q, means, df, 'upper')) - target
  let hi = 4
  while (f(hi) > 0 && hi < 1e6) hi *= 2
  return findRoot(f, 1e-8, hi, 1e-11) ?? Number.NaN
}

/**
 * P(max |T_i| > c) of Dunnett's many-to-one comparisons with correlations l_i l_j, l_i = √(n_i / (n_i + n_0)).
 * R: `1 - mvtnorm::pmvt`.
 */
export function dunnettUpper(c: number, loadings: readonly number[], df: number): number {
  if (c <= 0) return 1
  const inner = (s: number) => {
    const x = c * s
    return integrate(
      (z) => {
        let log = 0
        for (const l of loadings) {
          const spread = Math.sqrt(1 - l * l)
          const outside = normalCdf((x - l * z) / spread, 'upper') + normalCdf((-x - l * z) / spread)
          if (outside >= 1) return normalDensity(z)
          log += Math.log1p(-outside)
        }
        return -normalDensity(z) * Math.expm1(log)
      },
      -9,
      9,
      6,
      16,
    )
  }
  return Math.min(1, averageOverScale(inner, df))
}
