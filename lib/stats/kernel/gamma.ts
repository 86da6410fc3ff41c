import { log1mExp, type Tail } from './tail'

export const HALF_LOG_TWO_PI = 0.918938533204672741780329736406

const shiftTo = 15
const cachedErrors = new Float64Array(2 * shiftTo + 1).fill(Number.NaN)

/**
 * Stirling error: log Γ(n+1) - [(n+½) log n - n + ½ log 2π], for n > 0.
 * From 15 up the asymptotic series (Abramowitz & Stegun 6.1.41), below it the recurrence in n.
 */
export function stirlingError(n: number): number {
  if (n >= shiftTo) {
    const n2 = n * n
    return (
      (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / n2) / n2) / n2) / n2) / n2) / n
    )
  }
  const slot = 2 * n
  const cacheable = Number.isInteger(slot)
  if (cacheable && !Number.isNaN(cachedErrors[slot]!)) return cachedErrors[slot]!
  let sum = 0
  let at = n
  for (; at < shiftTo; at++) sum += (at + 0.5) * Math.log1p(1 / at) - 1
  sum += stirlingError(at)
  if (cacheable) cachedErrors[slot] = sum
  return sum
}

/** Natural logarithm of Γ(x), x > 0; absolute error about 1e-15 · max(1, |result|). R: `lgamma(x)`. */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN
  if (x === 1 || x === 2) return 0
  return stirlingError(x) + (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI
}

/** log n! for n >= 0. */
export function logFactorial(n: number): number {
  return logGamma(n + 1)
}

/**
 * Deviance term x log(x/m) + m - x of the saddle-point expansion (Loader 2000), without cancellation near x = m.
 */
export function devianceTerm(x: number, mean: number): number {
  const difference = x - mean
  if (Math.abs(difference) < 0.1 * (x + mean)) {
    const v = difference / (x + mean)
    let sum = difference * v
    let term = 2 * x * v
    const v2 = v * v
    for (let j = 1; j < 1000; j++) {
      term *= v2
      const next = sum + term / (2 * j + 1)
      if (next === sum) return next
      sum = next
    }
    return sum
  }
  return x * Math.log(x / mean) + mean - x
}

/** log of λ^x e^-λ / Γ(x+1) for real x >= 0 (Loader 2000). */
export function logPoissonTerm(x: number, lambda: number): number {
  if (lambda === 0) return x === 0 ? 0 : -Infinity
  if (x === 0) return -lambda
  if (x <= lambda * 1e-300) return -lambda
  return -stirlingError(x) - devianceTerm(x, lambda) - HALF_LOG_TWO_PI - 0.5 * Math.log(x)
}

function finish(logValue: number, own: boolean, log: boolean): number {
  if (own) return log ? logValue : Math.exp(logValue)
  return log ? log1mExp(Math.min(logValue, 0)) : -Math.expm1(logValue)
}

/**
 * Gamma distribution with the given shape and rate 1: P(X <= x) or P(X > x).
 * Series below the mean, Lentz's continued fraction above it, prefactor by the saddle point.
 * R: `pgamma(x, shape, lower.tail =, log.p =)`.
 */
export function gammaCdf(x: number, shape: number, tail: Tail = 'lower', log = false): number {
  if (Number.isNaN(x) || !(shape > 0)) return Number.NaN
  if (x <= 0) return finish(-Infinity, tail === 'lower', log)
  if (x === Infinity) return finish(-Infinity, tail === 'upper', log)
  const prefix = logPoissonTerm(shape, x)
  if (x < shape + 1) {
    let term = 1
    let sum = 1
    for (let k = 1; k < 1e6; k++) {
      term *= x / (shape + k)
      sum += term
      if (term < 1e-17 * sum) break
    }
    return finish(prefix + Math.log(sum), tail === 'lower', log)
  }
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let k = 1; k < 1e6; k++) {
    const a = -k * (k - shape)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    const change = c * d
    h *= change
    if (Math.abs(change - 1) < 2e-16) break
  }
  return finish(prefix + Math.log(shape * h), tail === 'upper', log)
}

/** Chi-square distribution with `df` degrees of freedom. R: `pchisq(x, df, lower.tail =, log.p =)`. */
export function chiSquareCdf(x: number, df: number, tail: Tail = 'lower', log = false): number {
  return gammaCdf(x / 2, df / 2, tail, log)
}
