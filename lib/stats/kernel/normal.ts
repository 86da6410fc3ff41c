import type { Tail } from './tail'

const SQRT_TWO_PI = 2.50662827463100050242

// Rational approximations of erf and erfc: W. J. Cody, Math. Comp. 23 (1969) 631-637.
const erfP = [
  3.1611237438705656, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3,
  1.85777706184603153e-1,
]
const erfQ = [2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3]
const midP = [
  5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
  8.8195222124176909e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
  2.15311535474403846e-8,
]
const midQ = [
  1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
  3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
]
const farP = [
  3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
  6.58749161529837803e-4, 1.63153871373020978e-2,
]
const farQ = [
  2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2,
  2.33520497626869185e-3,
]

function ratio(p: number[], q: number[], x: number): number {
  const degree = q.length
  let num = p[degree]! * x
  let den = x
  for (let i = 0; i < degree - 1; i++) {
    num = (num + p[i]!) * x
    den = (den + q[i]!) * x
  }
  return (num + p[degree - 1]!) / (den + q[degree - 1]!)
}

/** exp(y²) erfc(y) for y >= 0.46875. */
function scaledErfc(y: number): number {
  if (y <= 4) return ratio(midP, midQ, y)
  const inverse = 1 / (y * y)
  return (0.564189583547756286948 - inverse * ratio(farP, farQ, inverse)) / y
}

/** Upper tail over density-like factor: P(Z > z) = factor(z) · exp(-z²/2) for z >= 0.6629. */
function upperFactor(z: number): number {
  return 0.5 * scaledErfc(z * Math.SQRT1_2)
}

function halfSquareExp(z: number): number {
  const head = Math.trunc(z * 16) / 16
  return Math.exp(-0.5 * head * head) * Math.exp(-0.5 * (z - head) * (z + head))
}

/** Standard normal density. R: `dnorm(z)`. */
export function normalDensity(z: number): number {
  return halfSquareExp(Math.abs(z)) / SQRT_TWO_PI
}

/** Standard normal P(Z <= z) or P(Z > z), or its logarithm. R: `pnorm(z, lower.tail =, log.p =)`. */
export function normalCdf(z: number, tail: Tail = 'lower', log = false): number {
  if (Number.isNaN(z)) return z
  const u = tail === 'upper' ? z : -z
  const a = Math.abs(u)
  if (a < 0.66291) {
    const y = u * Math.SQRT1_2
    const value = 0.5 - 0.5 * y * ratio(erfP, erfQ, y * y)
    return log ? Math.log(value) : value
  }
  if (a === Infinity) return log ? (u > 0 ? -Infinity : 0) : u > 0 ? 0 : 1
  if (u > 0) return log ? Math.log(upperFactor(a)) - 0.5 * a * a : upperFactor(a) * halfSquareExp(a)
  const other = upperFactor(a) * halfSquareExp(a)
  return log ? Math.log1p(-other) : 1 - other
}

// Quantile: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484.
const a241 = [
  3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
  4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
]
const b241 = [
  1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
  3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
]
const c241 = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
  1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
]
const d241 = [
  1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
  1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
]
const e241 = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 2.9656057182850489123e-1,
  2.6532189526576123093e-2, 1.2426609473880784386e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
const f241 = [
  1, 5.9983220655588793769e-1, 1.3692988092273580531e-1, 1.48753612908506148525e-2, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
]

function horner(c: number[], x: number): number {
  let sum = 0
  for (let i = c.length - 1; i >= 0; i--) sum = sum * x + c[i]!
  return sum
}

/** Standard normal quantile: the z with P(Z <= z) = p, or P(Z > z) = p. R: `qnorm(p, lower.tail =)`. */
export function normalQuantile(p: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const sign = tail === 'lower' ? 1 : -1
  if (p === 0) return -Infinity * sign
  if (p === 1) return Infinity * sign
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (sign * q * horner(a241, r)) / horner(b241, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  let z = r <= 5 ? horner(c241, r - 1.6) / horner(d241, r - 1.6) : horner(e241, r - 5) / horner(f241, r - 5)
  if (r > 27) z = refineFarTail(z, -r * r)
  return q < 0 ? -sign * z : sign * z
}

// AS 241 is fitted down to 1e-316; beyond it one Newton step on the log tail keeps the digits.
function refineFarTail(z: number, logP: number): number {
  for (let i = 0; i < 4; i++) z += (normalCdf(z, 'upper', true) - logP) * upperFactor(z) * SQRT_TWO_PI
  return z
}

/** Two-sided P of a standard normal statistic: P(|Z| >= |z|). */
export function normalTwoSided(z: number): number {
  return Math.min(1, 2 * normalCdf(-Math.abs(z)))
}
