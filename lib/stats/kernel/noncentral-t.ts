import { incompleteBeta, logBetaKernel } from './beta'
import { logPoissonTerm } from './gamma'
import { normalCdf } from './normal'
import { tCdf } from './student'
import type { Tail } from './tail'

/**
 * Noncentral t: P(T <= t) or P(T > t) for `df` degrees of freedom and noncentrality `delta`.
 * Lenth's series of incomplete beta functions (Algorithm AS 243, Applied Statistics 38, 1989), summed outwards from
 * its largest Poisson weight so that large noncentralities do not underflow.
 * R: `pt(t, df, ncp = delta, lower.tail =)`.
 */
export function noncentralTCdf(t: number, df: number, delta: number, tail: Tail = 'lower'): number {
  if (Number.isNaN(t) || Number.isNaN(delta) || !(df > 0)) return Number.NaN
  if (delta === 0) return tCdf(t, df, tail)
  if (t === Infinity || t === -Infinity) return t > 0 === (tail === 'lower') ? 1 : 0
  if (t < 0) return noncentralTCdf(-t, df, -delta, tail === 'lower' ? 'upper' : 'lower')
  const square = t * t
  const x = square / (square + df)
  const y = df / (square + df)
  // P(T <= t) = Φ(-δ) + part, P(T > t) = Φ(δ) - part; part = ½ Σ w_j [I_x(j+½) ± I_x(j+1)].
  const part = square < 1e-290 ? 0 : positivePart(x, y, df, delta, 'lower')
  const lower = normalCdf(-delta) + part
  if (tail === 'lower') return Math.min(1, Math.max(0, lower))
  if (lower < 0.9 || square < 1e-290) return Math.max(0, 1 - lower)
  return Math.max(0, positivePart(x, y, df, delta, 'upper'))
}

/** ½ Σ_j [ p_j I(j+½, df/2) + q_j I(j+1, df/2) ] of the lower or upper incomplete beta function. */
function positivePart(x: number, y: number, df: number, delta: number, tail: Tail): number {
  const b = df / 2
  const half = (delta * delta) / 2
  const middle = Math.floor(half)
  let sum = 0
  const direction = tail === 'lower' ? -1 : 1
  for (const start of [0.5, 1]) {
    // Poisson weights: e^-h h^j / j! for the even terms, δ/√2 e^-h h^j / Γ(j + 3/2) for the odd ones.
    const odd = start === 1
    const weight = (j: number): number =>
      odd ? Math.sign(delta) * Math.exp(logPoissonTerm(j + 0.5, half)) : Math.exp(logPoissonTerm(j, half))
    let a = middle + start
    let beta = incompleteBeta(a, b, x, y, tail, false)
    // I_x(a, b) - I_x(a + 1, b) = x^a y^b / (a B(a, b)).
    let gap = Math.exp(logBetaKernel(a, b, x, y)) / a
    let w = weight(middle)
    let value = beta
    let g = gap
    for (let j = middle; j < middle + 100_000; j++) {
      const term = w * value
      sum += term
      if (Math.abs(w) < 1e-20 || (j > middle + 5 && Math.abs(term) < 1e-18 * Math.abs(sum))) break
      value += direction * g
      g *= (x * (j + start + b)) / (j + start + 1)
      w *= half / (j + 1 + (odd ? 0.5 : 0))
      if (tail === 'lower' && value < 0) value = 0
    }
    w = weight(middle)
    for (let j = middle - 1; j >= 0; j--) {
      w *= (j + 1 + (odd ? 0.5 : 0)) / half
      a -= 1
      gap *= (a + 1) / (x * (a + b))
      beta -= direction * gap
      if (tail === 'upper' && beta < 0) beta = 0
      const term = w * beta
      sum += term
      if (Math.abs(w) < 1e-20) break
    }
  }
  return sum / 2
}
