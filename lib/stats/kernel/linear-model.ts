/** Columns of a design matrix, all of length n. */
export type Columns = readonly Float64Array[]

export type LeastSquares = {
  /** Coefficients in the order of the columns; NaN for a column that the ones before it already span. */
  coefficients: Float64Array
  rss: number
  rank: number
  /** Indices of the columns left out as aliased. */
  aliased: number[]
  /** Unscaled covariance (X'X)⁻¹ of the kept columns, in the order of `kept`. */
  inverse: Float64Array
  kept: number[]
  residuals: Float64Array
}

/**
 * Least squares by Householder QR. A column whose norm falls below 1e-7 of its own after the columns before it are
 * taken out counts as aliased, as R's `lm` does.
 */
export function leastSquares(columns: Columns, y: Float64Array): LeastSquares {
  const n = y.length
  const p = columns.length
  const work = columns.map((c) => c.slice())
  const kept: number[] = []
  const aliased: number[] = []
  const R: Float64Array[] = []
  const reflectors: { v: Float64Array; from: number; beta: number }[] = []
  for (let j = 0; j < p; j++) {
    const c = work[j]!
    let own = 0
    for (let i = 0; i < n; i++) own += columns[j]![i]! ** 2
    const k = kept.length
    let rest = 0
    for (let i = k; i < n; i++) rest += c[i]! * c[i]!
    if (k >= n || !(Math.sqrt(rest) > 1e-7 * Math.sqrt(own))) {
      aliased.push(j)
      continue
    }
    const alpha = c[k]! > 0 ? -Math.sqrt(rest) : Math.sqrt(rest)
    const v = c.slice(k)
    v[0] = v[0]! - alpha
    let square = 0
    for (const t of v) square += t * t
    const reflector = { v, from: k, beta: 2 / square }
    reflectors.push(reflector)
    c[k] = alpha
    for (let l = j + 1; l < p; l++) reflect(work[l]!, reflector)
    R.push(c.slice(0, k + 1))
    kept.push(j)
  }
  const qty = y.slice()
  for (const r of reflectors) reflect(qty, r)
  const rank = kept.length
  let rss = 0
  for (let i = rank; i < n; i++) rss += qty[i]! * qty[i]!
  const coefficients = new Float64Array(p).fill(Number.NaN)
  const b = new Float64Array(rank)
  for (let i = rank - 1; i >= 0; i--) {
    let sum = qty[i]!
    for (let k = i + 1; k < rank; k++) sum -= R[k]![i]! * b[k]!
    b[i] = sum / R[i]![i]!
    coefficients[kept[i]!] = b[i]!
  }
  const residuals = qty.slice().fill(0, 0, rank)
  for (let r = reflectors.length - 1; r >= 0; r--) reflect(residuals, reflectors[r]!)
  return { coefficients, rss, rank, aliased, inverse: crossInverse(R), kept, residuals }
}

function reflect(c: Float64Array, r: { v: Float64Array; from: number; beta: number }): void {
  let dot = 0
  for (let i = 0; i < r.v.length; i++) dot += r.v[i]! * c[r.from + i]!
  dot *= r.beta
  for (let i = 0; i < r.v.length; i++) c[r.from + i] = c[r.from + i]! - dot * r.v[i]!
}

/** (R'R)⁻¹ from the upper triangular factor given by columns. */
function crossInverse(R: Float64Array[]): Float64Array {
  const k = R.length
  const inv = new Float64Array(k * k)
  for (let j = 0; j < k; j++) {
    inv[j * k + j] = 1 / R[j]![j]!
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0
      for (let l = i + 1; l <= j; l++) sum += R[l]![i]! * inv[l * k + j]!
      inv[i * k + j] = -sum / R[i]![i]!
    }
  }
  const out = new Float64Array(k * k)
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      let sum = 0
      for (let l = Math.max(i, j); l < k; l++) sum += inv[i * k + l]! * inv[j * k + l]!
      out[i * k + j] = sum
    }
  return out
}

/** A column of ones. */
export function ones(n: number): Float64Array {
  return new Float64Array(n).fill(1)
}

/** Indicator columns of the levels 1, 2, … against level 0. */
export function indicators(codes: ArrayLike<number>, levels: number): Float64Array[] {
  return Array.from({ length: levels - 1 }, (_, l) => Float64Array.from(codes, (c) => (c === l + 1 ? 1 : 0)))
}

/** Sum-to-zero columns: 1 for its own level, -1 for the last. R: `contr.sum`. */
export function sumContrasts(codes: ArrayLike<number>, levels: number): Float64Array[] {
  return Array.from({ length: levels - 1 }, (_, l) =>
    Float64Array.from(codes, (c) => (c === l ? 1 : c === levels - 1 ? -1 : 0)),
  )
}

/** All products of a column of the first set with one of the second. */
export function products(a: Columns, b: Columns): Float64Array[] {
  return b.flatMap((second) => a.map((first) => first.map((v, i) => v * second[i]!)))
}

/** Codes 0, 1, … of labels in the order they are first seen. */
export function codesOf(labels: readonly string[]): { codes: Int32Array; levels: string[] } {
  const levels = [...new Set(labels)]
  const index = new Map(levels.map((l, i) => [l, i]))
  return { codes: Int32Array.from(labels, (l) => index.get(l)!), levels }
}
