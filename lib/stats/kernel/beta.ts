import { devianceTerm, HALF_LOG_TWO_PI, stirlingError } from './gamma'
import { log1mExp, type Tail } from './tail'

/** log of Γ(n+1)/(Γ(x+1)Γ(n-x+1)) p^x q^(n-x) for real 0 <= x <= n, p + q = 1 (Loader 2000). */
export function logBinomialTerm(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 0 : -Infinity
  if (q === 0) return x === n ? 0 : -Infinity
  if (x === 0) return n === 0 ? 0 : p < 0.1 ? -devianceTerm(n, n * q) - n * p : n * Math.log(q)
  if (x === n) return q < 0.1 ? -devianceTerm(n, n * p) - n * q : n * Math.log(p)
  if (x < 0 || x > n) return -Infinity
  const rest = n - x
  return (
    stirlingError(n) -
    stirlingError(x) -
    stirlingError(rest) -
    devianceTerm(x, n * p) -
    devianceTerm(rest, n * q) -
    HALF_LOG_TWO_PI +
    0.5 * Math.log(n / (x * rest))
  )
}

/** log of x^a y^b / B(a, b), with y = 1 - x given apart so that neither end loses digits. */
export function logBetaKernel(a: number, b: number, x: number, y: number): number {
  return Math.log((a / (a + b)) * b) + logBinomialTerm(a, a + b, x, y)
}

function continuedFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let h = d
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const change = d * c
    h *= change
    if (Math.abs(change - 1) < 3e-16) break
  }
  return h
}

/**
 * Regularised incomplete beta function I_x(a, b) (tail 'lower') or 1 - I_x(a, b), x + y = 1.
 * Lentz's continued fraction (DLMF 8.17.22) on the side where it converges, prefactor by the saddle point.
 */
export function incompleteBeta(a: number, b: number, x: number, y: number, tail: Tail, log: boolean): number {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return Number.NaN
  if (x <= 0 || y <= 0) {
    const zero = x <= 0 ? tail === 'lower' : tail === 'upper'
    return log ? (zero ? -Infinity : 0) : zero ? 0 : 1
  }
  const kernel = logBetaKernel(a, b, x, y)
  const useLower = x * (a + b + 2) < a + 1
  const value = useLower
    ? kernel - Math.log(a) + Math.log(continuedFraction(a, b, x))
    : kernel - Math.log(b) + Math.log(continuedFraction(b, a, y))
  if (useLower === (tail === 'lower')) return log ? value : Math.exp(value)
  return log ? log1mExp(Math.min(value, 0)) : -Math.expm1(Math.min(value, 0))
}

/** Beta distribution. R: `pbeta(x, a, b, lower.tail =, log.p =)`. */
export function betaCdf(x: number, a: number, b: number, tail: Tail = 'lower', log = false): number {
  return incompleteBeta(a, b, x, 1 - x, tail, log)
}

/** Binomial probability P(X = x). R: `dbinom(x, n, p)`. */
export function binomialDensity(x: number, n: number, p: number): number {
  return Math.exp(logBinomialTerm(x, n, p, 1 - p))
}

/** Binomial P(X <= x) or P(X > x). R: `pbinom(x, n, p, lower.tail =)`. */
export function binomialCdf(x: number, n: number, p: number, tail: Tail = 'lower', log = false): number {
  const k = Math.floor(x + 1e-7)
  if (k < 0 || k >= n) {
    const one = k >= n ? tail === 'lower' : tail === 'upper'
    return log ? (one ? 0 : -Infinity) : one ? 1 : 0
  }
  return incompleteBeta(k + 1, n - k, p, 1 - p, tail === 'lower' ? 'upper' : 'lower', log)
}
