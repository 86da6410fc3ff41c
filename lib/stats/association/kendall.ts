import { normalTwoSided } from '../kernel/normal'

export type Kendall = {
  tauB: number
  z: number
  pNormal: number
  /** Below 50 pairs, no ties. */ pExact: number | null
}

type TieSums = { pairs: number; v: number; two: number; three: number }

/** Over groups of t equal values: Σt(t-1)/2, Σt(t-1)(2t+5), Σt(t-1), Σt(t-1)(t-2). */
function tieSums(x: Float64Array): TieSums {
  const s = x.slice().sort()
  const sums = { pairs: 0, v: 0, two: 0, three: 0 }
  for (let i = 0; i < s.length;) {
    let j = i + 1
    while (j < s.length && s[j] === s[i]) j++
    const t = j - i
    sums.pairs += (t * (t - 1)) / 2
    sums.v += t * (t - 1) * (2 * t + 5)
    sums.two += t * (t - 1)
    sums.three += t * (t - 1) * (t - 2)
    i = j
  }
  return sums
}

/** Permutations of n by inversions as probabilities; R: `ckendall`. */
function inversionDensity(n: number): Float64Array {
  let density = new Float64Array([1])
  for (let i = 2; i <= n; i++) {
    const next = new Float64Array((i * (i - 1)) / 2 + 1)
    for (let v = 0; v < next.length; v++) {
      let sum = 0
      for (let j = Math.max(0, v - density.length + 1); j < i && j <= v; j++) sum += density[v - j]!
      next[v] = sum / i
    }
    density = next
  }
  return density
}

/** Kendall's tau-b of two arrays of equal length without missing values. R: `cor.test(x, y, method = "kendall")`. */
export function kendall(x: Float64Array, y: Float64Array): Kendall {
  const n = x.length
  let S = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) S += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!)
  const tx = tieSums(x)
  const ty = tieSums(y)
  const pairs = (n * (n - 1)) / 2
  const tauB = S / Math.sqrt((pairs - tx.pairs) * (pairs - ty.pairs))
  const variance =
    (n * (n - 1) * (2 * n + 5) - tx.v - ty.v) / 18 +
    (tx.two * ty.two) / (2 * n * (n - 1)) +
    (n > 2 ? (tx.three * ty.three) / (9 * n * (n - 1) * (n - 2)) : 0)
  const z = S / Math.sqrt(variance)
  let pExact: number | null = null
  if (tx.pairs === 0 && ty.pairs === 0 && n < 50) {
    const density = inversionDensity(n)
    const discordant = (pairs - Math.abs(S)) / 2
    let tail = 0
    for (let v = 0; v <= discordant; v++) tail += density[v]!
    pExact = Math.min(1, 2 * tail)
  }
  return { tauB, z, pNormal: normalTwoSided(z), pExact }
}
