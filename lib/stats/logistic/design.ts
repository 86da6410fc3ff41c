import { leastSquares, ones } from '../kernel/linear-model'
import { requireNumbers, requireSameLength } from '../kernel/sample'

/** A numeric predictor (NaN missing) or a factor whose first level is the reference (null missing). */
export type Predictor = ArrayLike<number> | { values: readonly (string | null)[]; levels: readonly string[] }
export type Predictors = Readonly<Record<string, Predictor>>

export type Design = {
  y: Float64Array
  n: number
  nDropped: number
  /** '(Intercept)' first; dummies are named name=level. */
  names: string[]
  columns: Float64Array[]
  /** For each predictor the positions of its columns. */
  terms: { name: string; at: number[] }[]
}

function isFactor(p: Predictor): p is { values: readonly (string | null)[]; levels: readonly string[] } {
  return 'levels' in p
}

/** Rows complete in y and every predictor; factors as indicator columns. Throws naming the argument on misuse. */
export function buildDesign(y: ArrayLike<number>, predictors: Predictors): Design {
  requireNumbers(y, 'y')
  const entries = Object.entries(predictors)
  const keep: number[] = []
  for (const [name, p] of entries) {
    requireSameLength(y, isFactor(p) ? p.values : p, `y and X.${name}`)
    if (!isFactor(p)) requireNumbers(p, `X.${name}`)
    else if (p.levels.length < 1) throw new RangeError(`X.${name} must have levels`)
    else
      for (const v of p.values)
        if (v !== null && !p.levels.includes(v))
          throw new RangeError(`X.${name} holds '${v}', which is no level`)
  }
  for (let i = 0; i < y.length; i++) {
    const whole = entries.every(([, p]) => (isFactor(p) ? p.values[i] !== null : !Number.isNaN(p[i]!)))
    if (whole && !Number.isNaN(y[i]!)) keep.push(i)
  }
  const n = keep.length
  const names = ['(Intercept)']
  const columns = [ones(n)]
  const terms = entries.map(([name, p]) => {
    const at: number[] = []
    const push = (label: string, column: Float64Array) => {
      at.push(columns.length)
      names.push(label)
      columns.push(column)
    }
    if (isFactor(p))
      for (const level of p.levels.slice(1))
        push(
          `${name}=${level}`,
          Float64Array.from(keep, (i) => (p.values[i] === level ? 1 : 0)),
        )
    else
      push(
        name,
        Float64Array.from(keep, (i) => p[i]!),
      )
    return { name, at }
  })
  return { y: Float64Array.from(keep, (i) => y[i]!), n, nDropped: y.length - n, names, columns, terms }
}

/** Row-major copy of the chosen columns. */
export function rowMajor(columns: readonly Float64Array[]): Float64Array {
  const p = columns.length
  const n = columns[0]?.length ?? 0
  const out = new Float64Array(n * p)
  for (let j = 0; j < p; j++) for (let i = 0; i < n; i++) out[i * p + j] = columns[j]![i]!
  return out
}

/** Names of the columns that the ones before them already span. */
export function aliasedNames(d: Design): string[] {
  return leastSquares(d.columns, d.y).aliased.map((j) => d.names[j]!)
}

/** Throws when an outcome is neither 0 nor 1. */
export function requireBinary(y: ArrayLike<number>, name: string): void {
  for (let i = 0; i < y.length; i++)
    if (y[i] !== 0 && y[i] !== 1) throw new RangeError(`${name} must hold 0 and 1, got ${y[i]}`)
}

/** True when the outcome takes a single value (or there is none). */
export function isOneClass(y: ArrayLike<number>): boolean {
  for (let i = 1; i < y.length; i++) if (y[i] !== y[0]) return false
  return true
}
