import { orderOf } from '../kernel/ranks'

/** Area and the placement values of events (v10) and non-events (v01), by one sort: O(n log n) (Sun & Xu 2014). */
export type Placements = { auc: number; v10: Float64Array; v01: Float64Array }

/** `score` higher in events; y is 0 or 1; events and non-events keep their order. */
export function placements(
  score: ArrayLike<number>,
  y: ArrayLike<number>,
  order: ArrayLike<number> = orderOf(score),
): Placements {
  const n = score.length
  let n1 = 0
  for (let i = 0; i < n; i++) n1 += y[i]!
  const n0 = n - n1
  const slot = new Int32Array(n)
  for (let i = 0, a = 0, b = 0; i < n; i++) slot[i] = y[i] === 1 ? a++ : b++
  const v10 = new Float64Array(n1)
  const v01 = new Float64Array(n0)
  let below1 = 0
  let below0 = 0
  let sum = 0
  for (let i = 0; i < n;) {
    let j = i
    let tied1 = 0
    while (j < n && score[order[j]!] === score[order[i]!]) tied1 += y[order[j++]!]!
    const tied0 = j - i - tied1
    for (let k = i; k < j; k++) {
      const row = order[k]!
      if (y[row] === 1) {
        v10[slot[row]!] = (below0 + 0.5 * tied0) / n0
        sum += below0 + 0.5 * tied0
      } else v01[slot[row]!] = (n1 - below1 - 0.5 * tied1) / n1
    }
    below1 += tied1
    below0 += tied0
    i = j
  }
  return { auc: sum / (n1 * n0), v10, v01 }
}

/** Covariance of two areas on the same patients (DeLong, DeLong & Clarke-Pearson 1988); NaN with one event. */
export function delongCovariance(a: Placements, b: Placements): number {
  const half = (x: Float64Array, y: Float64Array): number => {
    const n = x.length
    let sum = 0
    for (let i = 0; i < n; i++) sum += (x[i]! - a.auc) * (y[i]! - b.auc)
    return sum / (n - 1) / n
  }
  if (a.v10.length < 2 || a.v01.length < 2) return Number.NaN
  return half(a.v10, b.v10) + half(a.v01, b.v01)
}
