/** The values present (NaN is missing), copied once into a typed array. Throws when an entry is not a number. */
export function present(x: ArrayLike<number>, name: string): Float64Array {
  requireNumbers(x, name)
  const out = new Float64Array(x.length)
  let n = 0
  for (let i = 0; i < x.length; i++) {
    const v = x[i]!
    if (v === v) out[n++] = v
  }
  return n === x.length ? out : out.subarray(0, n)
}

/** Rejects anything that is not a sequence of numbers; names the argument. */
export function requireNumbers(x: ArrayLike<number>, name: string): void {
  if (x === null || typeof x !== 'object' || typeof x.length !== 'number')
    throw new TypeError(`${name} must be an array of numbers`)
  if (x instanceof Float64Array) return
  for (let i = 0; i < x.length; i++)
    if (typeof x[i] !== 'number') throw new TypeError(`${name}[${i}] must be a number (NaN when missing)`)
}

/** Rejects two arrays of unequal length. */
export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, names: string): void {
  if (a.length !== b.length)
    throw new RangeError(`${names} must have the same length (${a.length} and ${b.length})`)
}

/** Rejects a confidence level or probability outside (0, 1). */
export function requireOpenUnit(value: number, name: string): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1, got ${value}`)
}

/** Rejects anything but a whole number >= 0. */
export function requireCount(value: number, name: string): void {
  if (!(Number.isSafeInteger(value) && value >= 0))
    throw new RangeError(`${name} must be a whole number >= 0, got ${value}`)
}

/** True when every value is finite. */
export function allFinite(x: ArrayLike<number>): boolean {
  for (let i = 0; i < x.length; i++) if (!Number.isFinite(x[i]!)) return false
  return true
}

/** True when there are no two different values. */
export function isConstant(x: ArrayLike<number>): boolean {
  for (let i = 1; i < x.length; i++) if (x[i] !== x[0]) return false
  return true
}

/** Arithmetic mean in two passes. */
export function mean(x: ArrayLike<number>): number {
  const n = x.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += x[i]!
  const first = sum / n
  if (!Number.isFinite(first)) return first
  let rest = 0
  for (let i = 0; i < n; i++) rest += x[i]! - first
  return first + rest / n
}

/** Sum of squared deviations from `centre`, corrected for the rounding of the centre. */
export function squaredDeviations(x: ArrayLike<number>, centre: number): number {
  let sum = 0
  let rest = 0
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - centre
    sum += d * d
    rest += d
  }
  return sum - (rest * rest) / Math.max(1, x.length)
}

/** Sample variance (divisor n - 1); NaN for n < 2. */
export function variance(x: ArrayLike<number>, centre = mean(x)): number {
  return x.length < 2 ? Number.NaN : Math.max(0, squaredDeviations(x, centre)) / (x.length - 1)
}

/** A sorted copy. */
export function sorted(x: ArrayLike<number>): Float64Array {
  return Float64Array.from(x).sort()
}

/** Median of sorted values. */
export function medianOfSorted(x: Float64Array): number {
  const n = x.length
  if (!n) return Number.NaN
  return n % 2 ? x[(n - 1) / 2]! : (x[n / 2 - 1]! + x[n / 2]!) / 2
}

/** Quantile of sorted values, Hyndman-Fan type 6 (SPSS) or 7 (R's default). */
export function quantileOfSorted(x: Float64Array, p: number, type: 6 | 7): number {
  const n = x.length
  if (!n) return Number.NaN
  if (type === 7) {
    const index = 1 + (n - 1) * p
    const low = Math.floor(index)
    const part = index - low
    const at = x[low - 1]!
    const above = low < n ? x[low]! : at
    return part > 0 && above !== at ? (1 - part) * at + part * above : at
  }
  const fuzz = 4 * Number.EPSILON
  const h = (n + 1) * p
  const low = Math.floor(h + fuzz)
  const part = Math.abs(h - low) < fuzz ? 0 : h - low
  if (low < 1) return x[0]!
  if (low >= n) return x[n - 1]!
  const a = x[low - 1]!
  return part === 0 ? a : (1 - part) * a + part * x[low]!
}
