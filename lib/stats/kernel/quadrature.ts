import { logPoissonTerm } from './gamma'
import { chiSquareQuantile } from './student'

export type Rule = { nodes: Float64Array; weights: Float64Array }

const rules = new Map<number, Rule>()

/** Gauss-Legendre nodes and weights on [-1, 1], by Newton's method on the Legendre polynomial. */
export function gaussLegendre(n: number): Rule {
  const known = rules.get(n)
  if (known) return known
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 0
    for (let step = 0; step < 100; step++) {
      let before = 1
      let p = x
      for (let k = 2; k <= n; k++) {
        const next = ((2 * k - 1) * x * p - (k - 1) * before) / k
        before = p
        p = next
      }
      slope = (n * (x * p - before)) / (x * x - 1)
      const change = p / slope
      x -= change
      if (Math.abs(change) < 1e-15) break
    }
    nodes[n - 1 - i] = x
    weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope)
  }
  const rule = { nodes, weights }
  rules.set(n, rule)
  return rule
}

/** Integral of f over [lo, hi] in equal panels of `n` Gauss-Legendre nodes each. */
export function integrate(
  f: (x: number) => number,
  lo: number,
  hi: number,
  panels: number,
  n: number,
): number {
  const { nodes, weights } = gaussLegendre(n)
  const half = (hi - lo) / panels / 2
  let sum = 0
  for (let k = 0; k < panels; k++) {
    const middle = lo + (2 * k + 1) * half
    for (let i = 0; i < n; i++) sum += weights[i]! * f(middle + half * nodes[i]!)
  }
  return sum * half
}

/** Mean of f(s) over s = √(χ²/df), the scaled standard deviation; integrated in log s. */
export function averageOverScale(f: (s: number) => number, df: number): number {
  if (df === Infinity) return f(1)
  const lo = 0.5 * Math.log(chiSquareQuantile(1e-25, df) / df)
  const hi = 0.5 * Math.log(chiSquareQuantile(1e-18, df, 'upper') / df)
  const shape = df / 2
  return integrate(
    (u) => {
      const x = shape * Math.exp(2 * u)
      // Density of log s: 2 shape · x^shape e^-x / Γ(shape + 1).
      return f(Math.exp(u)) * 2 * shape * Math.exp(logPoissonTerm(shape, x))
    },
    lo,
    hi,
    Math.max(8, Math.ceil((hi - lo) / 1.2)),
    16,
  )
}
