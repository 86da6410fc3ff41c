/**
 * Numbers of subsets of {1..n} by sum (signed-rank statistic): result[v] / 2^n = P(V = v), v = 0..n(n+1)/2.
 * R: `dsignrank`. Divided by 2^n as it goes, so n may be large.
 */
export function signedRankDensity(n: number): Float64Array {
  const top = (n * (n + 1)) / 2
  const density = new Float64Array(top + 1)
  density[0] = 1
  for (let rank = 1, reach = 0; rank <= n; rank++) {
    reach += rank
    for (let v = reach; v >= 0; v--) density[v] = 0.5 * (density[v]! + (v >= rank ? density[v - rank]! : 0))
  }
  return density
}

const densities = new Map<string, Float64Array>()

/**
 * Distribution of the Mann-Whitney U for group sizes m and n without ties: result[u] = P(U = u), u = 0..mn.
 * The Gaussian binomial coefficient, one factor (1 - q^(n+i)) / (1 - q^i) at a time; only the lower half is
 * computed, the rest is its mirror image. R: `dwilcox`.
 */
export function mannWhitneyDensity(m: number, n: number): Float64Array {
  if (m > n) return mannWhitneyDensity(n, m)
  const key = `${m},${n}`
  const known = densities.get(key)
  if (known) return known
  const density = new Float64Array(m * n + 1)
  density[0] = 1
  for (let i = 1; i <= m; i++) {
    const top = i * n
    const half = top >> 1
    // Highest power first: times (1 - q^(n+i)); the factor i / (n + i) keeps the total at one.
    for (let u = half; u >= n + i; u--) density[u] = density[u]! - density[u - n - i]!
    for (let u = i; u <= half; u++) density[u] = density[u]! + density[u - i]!
    const scale = i / (n + i)
    for (let u = 0; u <= half; u++) density[u] = density[u]! * scale
    for (let u = half + 1; u <= top; u++) density[u] = density[top - u]!
  }
  if (densities.size > 20) densities.clear()
  densities.set(key, density)
  return density
}

/** Sum of density[0..cut]. */
export function lowerSum(density: Float64Array, cut: number): number {
  let sum = 0
  const end = Math.min(Math.floor(cut + 1e-7), density.length - 1)
  for (let i = 0; i <= end; i++) sum += density[i]!
  return sum
}

/** Smallest v with P(V <= v) >= p for a symmetric lattice density; R: `qwilcox`, `qsignrank` (slack of 10 ulp). */
export function latticeQuantile(density: Float64Array, p: number): number {
  const target = p * (1 - 10 * Number.EPSILON)
  let sum = 0
  for (let v = 0; v < density.length; v++) {
    sum += density[v]!
    if (sum >= target) return v
  }
  return density.length - 1
}
