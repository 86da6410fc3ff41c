/** How many averages (d[i] + d[j]) / 2, i <= j, are <= v; d sorted ascending. */
function countAtMost(d: Float64Array, v: number): number {
  let count = 0
  let j = d.length - 1
  for (let i = 0; i < d.length; i++) {
    while (j >= i && (d[i]! + d[j]!) / 2 > v) j--
    if (j < i) break
    count += j - i + 1
  }
  return count
}

function largestAtMost(d: Float64Array, v: number): number {
  let best = -Infinity
  let j = d.length - 1
  for (let i = 0; i < d.length; i++) {
    while (j >= i && (d[i]! + d[j]!) / 2 > v) j--
    if (j < i) break
    best = Math.max(best, (d[i]! + d[j]!) / 2)
  }
  return best
}

/** Order statistics (ranks from 1) of the Walsh averages of sorted values; by counting when there are many. */
export function walshStatistics(d: Float64Array, ranks: readonly number[]): number[] {
  const n = d.length
  if (n > 400) return ranks.map((k) => kth(d, k))
  const all = new Float64Array((n * (n + 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) all[at++] = (d[i]! + d[j]!) / 2
  all.sort()
  return ranks.map((k) => all[k - 1]!)
}

function kth(d: Float64Array, k: number): number {
  let lo = d[0]!
  let hi = d[d.length - 1]!
  if (countAtMost(d, lo) >= k) return lo
  for (;;) {
    const mid = lo + (hi - lo) / 2
    if (mid <= lo || mid >= hi) return largestAtMost(d, hi)
    if (countAtMost(d, mid) >= k) hi = mid
    else lo = mid
  }
}
