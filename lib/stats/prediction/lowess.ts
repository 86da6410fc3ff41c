import { orderOf } from '../kernel/ranks'
import { requireNumbers, requireSameLength } from '../kernel/sample'

/** Working arrays of one smoothing, kept so that repeated calls allocate nothing. */
export class Lowess {
  readonly fitted: Float64Array
  private readonly weights: Float64Array
  private readonly robust: Float64Array
  private readonly residual: Float64Array

  constructor(readonly n: number) {
    this.fitted = new Float64Array(n)
    this.weights = new Float64Array(n)
    this.robust = new Float64Array(n)
    this.residual = new Float64Array(n)
  }

  /** Smooths y at sorted x; the result is `fitted`. */
  run(x: Float64Array, y: Float64Array, f: number, iter: number, delta: number): Float64Array {
    const { n, fitted } = this
    if (n < 2) {
      fitted.set(y)
      return fitted
    }
    const span = Math.max(2, Math.min(n, Math.floor(f * n + 1e-7)))
    for (let pass = 0; pass <= iter; pass++) {
      this.sweep(x, y, span, delta, pass > 0)
      if (pass === iter || !this.reweigh(y)) break
    }
    return fitted
  }

  private sweep(x: Float64Array, y: Float64Array, span: number, delta: number, robust: boolean): void {
    const { n, fitted } = this
    let left = 0
    let right = span - 1
    let last = -1
    let i = 0
    for (;;) {
      while (right < n - 1 && x[i]! - x[left]! > x[right + 1]! - x[i]!) {
        left++
        right++
      }
      const value = this.localFit(x, y, x[i]!, left, right, robust)
      fitted[i] = value === null ? y[i]! : value
      if (last < i - 1) {
        const width = x[i]! - x[last]!
        for (let j = last + 1; j < i; j++) {
          const share = (x[j]! - x[last]!) / width
          fitted[j] = share * fitted[i]! + (1 - share) * fitted[last]!
        }
      }
      last = i
      const cut = x[last]! + delta
      for (i = last + 1; i < n; i++) {
        if (x[i]! > cut) break
        if (x[i] === x[last]) {
          fitted[i] = fitted[last]!
          last = i
        }
      }
      i = Math.max(last + 1, i - 1)
      if (last >= n - 1) break
    }
  }

  /** Weighted local line at `at` from the points left.. on; null when no point has weight. */
  private localFit(
    x: Float64Array,
    y: Float64Array,
    at: number,
    left: number,
    right: number,
    robust: boolean,
  ): number | null {
    const { n, weights } = this
    const range = x[n - 1]! - x[0]!
    const h = Math.max(at - x[left]!, x[right]! - at)
    const h9 = 0.999 * h
    const h1 = 0.001 * h
    let sum = 0
    let j = left
    for (; j < n; j++) {
      const r = Math.abs(x[j]! - at)
      weights[j] = 0
      if (r <= h9) {
        const q = r / h
        const t = 1 - q * q * q
        let w = r <= h1 ? 1 : t * t * t
        if (robust) w *= this.robust[j]!
        weights[j] = w
        sum += w
      } else if (x[j]! > at) break
    }
    if (sum <= 0) return null
    const end = j
    let centre = 0
    for (j = left; j < end; j++) {
      weights[j] = weights[j]! / sum
      centre += weights[j]! * x[j]!
    }
    let slope = 0
    if (h > 0) {
      let spread = 0
      for (j = left; j < end; j++) spread += weights[j]! * (x[j]! - centre) ** 2
      if (Math.sqrt(spread) > 0.001 * range) slope = (at - centre) / spread
    }
    let value = 0
    for (j = left; j < end; j++) value += weights[j]! * (slope * (x[j]! - centre) + 1) * y[j]!
    return value
  }

  /** Bisquare weights from the residuals; false when they are all but zero. */
  private reweigh(y: Float64Array): boolean {
    const { n, fitted, residual, robust } = this
    let scale = 0
    for (let i = 0; i < n; i++) {
      residual[i] = Math.abs(y[i]! - fitted[i]!)
      scale += residual[i]!
    }
    scale /= n
    const order = residual.slice().sort()
    const half = n >> 1
    const cmad = n % 2 === 0 ? 3 * (order[half - 1]! + order[half]!) : 6 * order[half]!
    if (cmad < 1e-7 * scale) return false
    const c9 = 0.999 * cmad
    const c1 = 0.001 * cmad
    for (let i = 0; i < n; i++) {
      const r = residual[i]!
      robust[i] = r <= c1 ? 1 : r <= c9 ? (1 - (r / cmad) ** 2) ** 2 : 0
    }
    return true
  }
}

export type LowessCurve = { status: 'ok'; x: Float64Array; y: Float64Array }

/**
 * Cleveland's LOWESS smoother (1979; the published public-domain algorithm).
 *
 * @param x positions, complete; @param y values, complete
 * @param options f share of points in a window (2/3), iter robustness passes (3), delta gap to interpolate over
 *   (1 % of the range)
 * @returns sorted x and the smoothed values there
 * R: `lowess(x, y, f, iter, delta)`.
 */
export function lowess(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { f?: number; iter?: number; delta?: number } = {},
): LowessCurve {
  requireNumbers(x, 'x')
  requireNumbers(y, 'y')
  requireSameLength(x, y, 'x and y')
  for (const v of [...Array.from(x), ...Array.from(y)])
    if (!Number.isFinite(v)) throw new RangeError('x and y must be complete and finite')
  const order = orderOf(x)
  const xs = Float64Array.from(order, (i) => x[i]!)
  const ys = Float64Array.from(order, (i) => y[i]!)
  const delta = options.delta ?? 0.01 * (xs.length ? xs[xs.length - 1]! - xs[0]! : 0)
  const smooth = new Lowess(xs.length).run(xs, ys, options.f ?? 2 / 3, options.iter ?? 3, delta)
  return { status: 'ok', x: xs, y: smooth }
}

/** Linear interpolation in sorted x (first of equal x counts); NaN outside. R: `approx(x, y, xout)`. */
export function interpolate(x: Float64Array, y: Float64Array, at: number): number {
  const n = x.length
  if (!n || at < x[0]! || at > x[n - 1]!) return Number.NaN
  let lo = 0
  let hi = n - 1
  while (lo < hi) {
    const mid = (lo + hi) >> 1
    if (x[mid]! < at) lo = mid + 1
    else hi = mid
  }
  if (x[lo] === at || lo === 0) return y[lo]!
  const before = lo - 1
  return y[before]! + ((y[lo]! - y[before]!) * (at - x[before]!)) / (x[lo]! - x[before]!)
}
