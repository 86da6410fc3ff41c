import { chiSquareCdf } from '../kernel/gamma'
import { inverse, multiply, quadraticForm } from '../kernel/matrix'
import type { CoxLikelihood } from './cox-likelihood'
import type { SortedTimes } from './order'

export type PhTest = { name: string; chi2: number; df: number; p: number }

/** Kaplan-Meier of everybody just before each time, as a lookup. */
function survivalBefore(s: SortedTimes): Map<number, number> {
  const out = new Map<number, number>()
  let level = 1
  for (let i = 0; i < s.n;) {
    const t = s.time[i]!
    const risk = s.n - i
    let d = 0
    out.set(t, level)
    for (; i < s.n && s.time[i] === t; i++) d += s.event[i]!
    level *= 1 - d / risk
  }
  return out
}

/**
 * Score tests of proportional hazards: adding x · g(t) with g(t) = 1 - S(t-) to a fitted Cox model (Grambsch &
 * Therneau 1994, in the exact score form). R: `cox.zph(fit, transform = "km", terms = FALSE)`.
 */
export function proportionalHazards(
  s: SortedTimes,
  likelihood: CoxLikelihood,
  beta: ArrayLike<number>,
  names: readonly string[],
): PhTest[] | null {
  const p = likelihood.p
  const before = survivalBefore(s)
  // Centring g at its mean over the events keeps the arithmetic steady; the test does not change.
  let sum = 0
  let events = 0
  for (let i = 0; i < s.n; i++)
    if (s.event[i]) {
      sum += 1 - before.get(s.time[i]!)!
      events++
    }
  const centre = sum / events
  const u = new Float64Array(p)
  const cross = new Float64Array(p * p)
  const own = new Float64Array(p * p)
  likelihood.evaluate(beta, (t, _, residual, information) => {
    const g = 1 - before.get(t)! - centre
    for (let j = 0; j < p; j++) u[j]! += g * residual[j]!
    for (let j = 0; j < p * p; j++) {
      cross[j]! += g * information[j]!
      own[j]! += g * g * information[j]!
    }
  })
  const inv = inverse(likelihood.information, p)
  if (!inv) return null
  const adjusted = multiply(multiply(cross, inv, p, p, p), cross, p, p, p)
  for (let j = 0; j < p * p; j++) adjusted[j] = own[j]! - adjusted[j]!
  const tests = names.map((name, j): PhTest => {
    const chi2 = u[j]! ** 2 / adjusted[j * p + j]!
    return { name, chi2, df: 1, p: chiSquareCdf(Math.max(0, chi2), 1, 'upper') }
  })
  const whole = inverse(adjusted, p)
  if (!whole || tests.some((t) => !Number.isFinite(t.chi2))) return null
  const chi2 = quadraticForm(whole, p, u)
  return [...tests, { name: 'GLOBAL', chi2, df: p, p: chiSquareCdf(Math.max(0, chi2), p, 'upper') }]
}
