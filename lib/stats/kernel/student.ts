import { incompleteBeta, logBetaKernel } from './beta'
import { chiSquareCdf, gammaCdf, logGamma, logPoissonTerm } from './gamma'
import { normalCdf, normalQuantile } from './normal'
import { flip, type Tail } from './tail'

/** log P(|T| > t) by the incomplete beta function. */
function nearTail(square: number, df: number): number {
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square), 'lower', true)
}

/** The same where x = df / t² < 1e-18 and may underflow: I_x(a, ½) = x^a / (a B(a, ½)). */
function farTail(t: number, df: number): number {
  const a = df / 2
  const logBeta = logGamma(a) + logGamma(0.5) - logGamma(a + 0.5)
  return a * (Math.log(df) - 2 * Math.log(t)) - Math.log(a) - logBeta
}

/** Student's t: P(T <= t) or P(T > t), df > 0 (Infinity: normal). R: `pt(t, df, lower.tail =, log.p =)`. */
export function tCdf(t: number, df: number, tail: Tail = 'lower', log = false): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN
  if (df === Infinity) return normalCdf(t, tail, log)
  if (!Number.isFinite(t)) return normalCdf(t, tail, log)
  const small = t < 0 === (tail === 'lower')
  const square = t * t
  const half = (square > df * 1e18 ? farTail(Math.abs(t), df) : nearTail(square, df)) - Math.LN2
  if (small || t === 0) return log ? half : Math.exp(half)
  return log ? Math.log1p(-Math.exp(half)) : 1 - Math.exp(half)
}

/** Two-sided P of a t statistic: P(|T| >= |t|). */
export function tTwoSided(t: number, df: number): number {
  if (df === Infinity) return Math.min(1, 2 * normalCdf(-Math.abs(t)))
  return Math.min(1, 2 * tCdf(-Math.abs(t), df))
}

/** F distribution. R: `pf(f, df1, df2, lower.tail =, log.p =)`. */
export function fCdf(f: number, df1: number, df2: number, tail: Tail = 'lower', log = false): number {
  if (Number.isNaN(f)) return f
  if (df2 === Infinity) return chiSquareCdf(f * df1, df1, tail, log)
  if (f === Infinity) return incompleteBeta(df1 / 2, df2 / 2, 1, 0, tail, log)
  const sum = df2 + df1 * f
  return incompleteBeta(df1 / 2, df2 / 2, (df1 * f) / sum, df2 / sum, tail, log)
}

/**
 * log(x / (1 - x)) of the beta quantile. In that scale the log tails are concave, so Newton's method on the
 * logarithm of the smaller tail converges from any start.
 */
function betaLogitQuantile(p: number, a: number, b: number, tail: Tail): number {
  if (p > 0.5) {
    p = 1 - p
    tail = flip(tail)
  }
  const target = Math.log(p)
  const sign = tail === 'lower' ? 1 : -1
  let u = Math.log(a / b) + sign * normalQuantile(p) * Math.sqrt(1 / a + 1 / b)
  for (let i = 0; i < 200; i++) {
    const e = Math.exp(-Math.abs(u))
    const near = 1 / (1 + e)
    const x = u > 0 ? near : e * near
    const y = u > 0 ? e * near : near
    const value = incompleteBeta(a, b, x, y, tail, true)
    const slope = sign * Math.exp(logBetaKernel(a, b, x, y) - value)
    const step = (value - target) / slope
    // Beyond the range of a double the quantile is infinite on the logit scale.
    if (!Number.isFinite(step)) return -sign * Infinity
    u -= step
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(u))) break
    if (Math.abs(step) < 1e-9 && i > 2) {
      // One further quadratic step would be below rounding.
      if (step * step < 1e-17) break
    }
  }
  return u
}

/** Beta quantile. R: `qbeta(p, a, b, lower.tail =)`. */
export function betaQuantile(p: number, a: number, b: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return (p === 0) === (tail === 'lower') ? 0 : 1
  const u = betaLogitQuantile(p, a, b, tail)
  return u > 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u))
}

/** F quantile. R: `qf(p, df1, df2, lower.tail =)`. */
export function fQuantile(p: number, df1: number, df2: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return (p === 0) === (tail === 'lower') ? 0 : Infinity
  if (df2 === Infinity) return chiSquareQuantile(p, df1, tail) / df1
  return (Math.exp(betaLogitQuantile(p, df1 / 2, df2 / 2, tail)) * df2) / df1
}

// A table of variables asks for the same few quantiles over and over.
const remembered = new Map<number, { p: number; size: number }>()

/** Student quantile. R: `qt(p, df, lower.tail =)`. */
export function tQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return Number.NaN
  if (df === Infinity || p === 0 || p === 1) return normalQuantile(p, tail)
  if (p === 0.5) return 0
  const small = Math.min(p, 1 - p)
  const known = remembered.get(df)
  let size = known?.p === small ? known.size : Number.NaN
  if (Number.isNaN(size)) {
    size = Math.sqrt(df) * Math.exp(betaLogitQuantile(2 * small, 0.5, df / 2, 'upper') / 2)
    if (remembered.size > 500) remembered.clear()
    remembered.set(df, { p: small, size })
  }
  return p < 0.5 === (tail === 'lower') ? -size : size
}

/** Gamma quantile, rate 1. R: `qgamma(p, shape, lower.tail =)`. Newton on the log tail in log x. */
export function gammaQuantile(p: number, shape: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0 || p === 1) return (p === 0) === (tail === 'lower') ? 0 : Infinity
  if (p > 0.5) {
    p = 1 - p
    tail = flip(tail)
  }
  const sign = tail === 'lower' ? 1 : -1
  const target = Math.log(p)
  let u = Math.log(shape) + (sign * normalQuantile(p)) / Math.sqrt(shape)
  for (let i = 0; i < 200; i++) {
    const x = Math.exp(u)
    const value = gammaCdf(x, shape, tail, true)
    const slope = sign * shape * Math.exp(logPoissonTerm(shape, x) - value)
    const step = (value - target) / slope
    u -= step
    if (Math.abs(step) < 1e-15 * Math.max(1, Math.abs(u))) break
  }
  return Math.exp(u)
}

/** Chi-square quantile. R: `qchisq(p, df, lower.tail =)`. */
export function chiSquareQuantile(p: number, df: number, tail: Tail = 'lower'): number {
  return 2 * gammaQuantile(p, df / 2, tail)
}
