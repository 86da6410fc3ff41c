import { normalCdf, normalQuantile } from '../kernel/normal'
import { present, sorted } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'

export type ShapiroWilk = { status: 'ok'; n: number; W: number; p: number }

const weightCache = new Map<number, Float64Array>()

function polynomial(c: number[], x: number): number {
  let sum = 0
  for (let i = c.length - 1; i >= 0; i--) sum = sum * x + c[i]!
  return sum
}

/** Upper half of the antisymmetric weights a, largest first (Royston 1995). */
function weights(n: number): Float64Array {
  const known = weightCache.get(n)
  if (known) return known
  const half = n >> 1
  const a = new Float64Array(half)
  if (n === 3) a[0] = Math.SQRT1_2
  else {
    let square = 0
    for (let i = 0; i < half; i++) {
      a[i] = normalQuantile((i + 1 - 0.375) / (n + 0.25), 'upper')
      square += a[i]! * a[i]!
    }
    square *= 2
    const u = 1 / Math.sqrt(n)
    const root = Math.sqrt(square)
    const first = polynomial([0, 0.221157, -0.147981, -2.07119, 4.434685, -2.706056], u) + a[0]! / root
    let from = 1
    let phi: number
    if (n > 5) {
      const second = polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], u) + a[1]! / root
      phi = (square - 2 * a[0]! ** 2 - 2 * a[1]! ** 2) / (1 - 2 * first ** 2 - 2 * second ** 2)
      a[1] = second
      from = 2
    } else phi = (square - 2 * a[0]! ** 2) / (1 - 2 * first ** 2)
    a[0] = first
    const scale = 1 / Math.sqrt(phi)
    for (let i = from; i < half; i++) a[i] = a[i]! * scale
  }
  if (weightCache.size > 200) weightCache.clear()
  weightCache.set(n, a)
  return a
}

function pValue(n: number, oneMinusW: number): number {
  if (n === 3) {
    const p = (6 / Math.PI) * (Math.asin(Math.sqrt(1 - oneMinusW)) - Math.asin(Math.sqrt(0.75)))
    return Math.max(0, p)
  }
  let y = Math.log(oneMinusW)
  const logN = Math.log(n)
  let m: number
  let s: number
  if (n <= 11) {
    const gamma = polynomial([-2.273, 0.459], n)
    if (y >= gamma) return 1e-99
    y = -Math.log(gamma - y)
    m = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], n)
    s = Math.exp(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], n))
  } else {
    m = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], logN)
    s = Math.exp(polynomial([-0.4803, -0.082676, 0.0030302], logN))
  }
  return normalCdf((y - m) / s, 'upper')
}

/** The same from values already sorted and finite, 3 <= n <= 5000, not all equal. */
export function shapiroWilkSorted(x: Float64Array): ShapiroWilk {
  const n = x.length
  const a = weights(n)
  const range = x[n - 1]! - x[0]!
  let centre = 0
  for (let i = 0; i < n; i++) centre += x[i]! / range
  centre /= n
  let ssx = 0
  let sax = 0
  let ssa = 0
  for (let i = 0; i < n; i++) {
    const dx = x[i]! / range - centre
    ssx += dx * dx
  }
  for (let i = 0; i < a.length; i++) {
    const w = a[i]!
    ssa += 2 * w * w
    sax += w * ((x[n - 1 - i]! - x[i]!) / range)
  }
  const root = Math.sqrt(ssa * ssx)
  const oneMinusW = ((root - sax) * (root + sax)) / (ssa * ssx)
  return { status: 'ok', n, W: 1 - oneMinusW, p: pValue(n, Math.max(oneMinusW, 0)) }
}

/**
 * Shapiro-Wilk test of normality, 3 to 5000 values (Royston, Algorithm AS R94, Applied Statistics 44, 1995).
 *
 * @param x values, NaN where missing
 * @returns W and P; not computable below 3 values, above 5000, or when all are equal
 *
 * R: `shapiro.test(x)`.
 * @example shapiroWilk([2.1, 3.4, 1.9, 5.6, 4.4])
 */
export function shapiroWilk(x: ArrayLike<number>): ShapiroWilk | NotComputable {
  const values = sorted(present(x, 'x'))
  const n = values.length
  if (n < 3) return notComputable('n_lt_3')
  if (n > 5000) return notComputable('n_gt_5000')
  if (values[0] === values[n - 1]) return notComputable('all_equal')
  if (!Number.isFinite(values[0]!) || !Number.isFinite(values[n - 1]!)) return notComputable('infinite_value')
  return shapiroWilkSorted(values)
}
