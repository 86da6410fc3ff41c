/** How many of the differences x[i] - y[j] are <= v; both sorted ascending. */
function countAtMost(x: Float64Array, y: Float64Array, v: number): number {
  let count = 0
  // y from which x[i] - y[j] <= v: the first such j moves up as x[i] grows.
  let j = 0
  for (let i = 0; i < x.length; i++) {
    while (j < y.length && x[i]! - y[j]! > v) j++
    count += y.length - j
  }
  return count
}

function largestAtMost(x: Float64Array, y: Float64Array, v: number): number {
  let best = -Infinity
  let j = 0
  for (let i = 0; i < x.length; i++) {
    while (j < y.length && x[i]! - y[j]! > v) j++
    if (j < y.length) best = Math.max(best, x[i]! - y[j]!)
  }
  return best
}

/**
 * The k-th smallest (k from 1) of all differences x[i] - y[j] of two sorted arrays, without forming them all:
 * bisection on the value by counting, O((m + n) · bits).
 */
export function kthDifference(x: Float64Array, y: Float64Array, k: number): number {
  let lo = x[0]! - y[y.length - 1]!
  let hi = x[x.length - 1]! - y[0]!
  if (countAtMost(x, y, lo) >= k) return lo
  for (;;) {
    const mid = lo + (hi - lo) / 2
    if (mid <= lo || mid >= hi) return largestAtMost(x, y, hi)
    if (countAtMost(x, y, mid) >= k) hi = mid
    else lo = mid
  }
}

/** Selected order statistics (ranks from 1) of all differences of two sorted arrays. */
export function differenceStatistics(x: Float64Array, y: Float64Array, ranks: readonly number[]): number[] {
  const total = x.length * y.length
  if (total > 40_000) return ranks.map((k) => kthDifference(x, y, k))
  const all = new Float64Array(total)
  let at = 0
  for (let i = 0; i < x.length; i++) for (let j = 0; j < y.length; j++) all[at++] = x[i]! - y[j]!
  all.sort()
  return ranks.map((k) => all[k - 1]!)
}
