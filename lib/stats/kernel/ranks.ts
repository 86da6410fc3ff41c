import { ArgSorter } from './argsort'

/** Order that sorts the values ascending (ties in their original order). */
export function orderOf(x: ArrayLike<number>): Uint32Array {
  return new ArgSorter(x.length).sort(x)
}

export type Ranks = {
  ranks: Float64Array
  /** Sum of t³ - t over the groups of equal values. */ tieSum: number
}

/** Midranks 1..n, ties averaged. R: `rank(x)`. */
export function midranks(x: ArrayLike<number>): Ranks {
  const order = orderOf(x)
  const ranks = new Float64Array(x.length)
  let tieSum = 0
  for (let i = 0; i < order.length;) {
    let j = i + 1
    while (j < order.length && x[order[j]!] === x[order[i]!]) j++
    const rank = (i + 1 + j) / 2
    for (let k = i; k < j; k++) ranks[order[k]!] = rank
    const t = j - i
    if (t > 1) tieSum += t * t * t - t
    i = j
  }
  return { ranks, tieSum }
}
