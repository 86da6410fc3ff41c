import { stepwise } from '../kernel/adjust'

export type PAdjust = {
  status: 'ok'
  bonferroni: (number | null)[]
  holm: (number | null)[]
  hochberg: (number | null)[]
  hommel: (number | null)[]
  /** Benjamini-Hochberg false discovery rate. */
  bh: (number | null)[]
  /** Benjamini-Yekutieli. */
  by: (number | null)[]
  sidak: (number | null)[]
}

/** Hommel 1988 by the algorithm of Wright 1992. */
function hommel(p: number[]): number[] {
  const m = p.length
  if (m < 2) return p.slice()
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)
  const sorted = order.map((i) => p[i]!)
  const start = Math.min(...sorted.map((v, i) => (m * v) / (i + 1)))
  const adjusted = new Array<number>(m).fill(start)
  for (let j = m - 1; j >= 2; j--) {
    let least = Infinity
    for (let i = 2; i <= j; i++) least = Math.min(least, (j * sorted[m - j + i - 1]!) / i)
    const q = sorted.slice(0, m - j + 1).map((v) => Math.min(j * v, least))
    const last = q[m - j]!
    for (let i = 0; i < m; i++) adjusted[i] = Math.max(adjusted[i]!, i <= m - j ? q[i]! : last)
  }
  const out = new Array<number>(m)
  order.forEach((from, i) => (out[from] = Math.min(1, Math.max(adjusted[i]!, sorted[i]!))))
  return out
}

/**
 * P values adjusted for multiple testing; NaN stays without a value and does not count.
 *
 * @param p probabilities in 0..1, NaN where missing
 * @throws RangeError when a value lies outside 0..1
 *
 * R: `p.adjust(p, method)`; Šidák 1 - (1 - p)^m.
 * @example pAdjust([0.01, 0.02, 0.04]).holm // [0.03, 0.04, 0.04]
 */
export function pAdjust(p: ArrayLike<number>): PAdjust {
  const all = Array.from(p)
  for (const v of all) if (v < 0 || v > 1) throw new RangeError(`p must lie in 0..1, got ${v}`)
  const used = all.filter((v) => !Number.isNaN(v))
  const m = used.length
  const harmonic = used.reduce((s, _, i) => s + 1 / (i + 1), 0)
  const spread = (values: number[]): (number | null)[] => {
    let at = 0
    return all.map((v) => (Number.isNaN(v) ? null : values[at++]!))
  }
  return {
    status: 'ok',
    bonferroni: spread(used.map((v) => Math.min(1, v * m))),
    holm: spread(stepwise(used, 'up', (v, rank) => v * (m - rank))),
    hochberg: spread(stepwise(used, 'down', (v, rank) => v * (m - rank))),
    hommel: spread(hommel(used)),
    bh: spread(stepwise(used, 'down', (v, rank) => (v * m) / (rank + 1))),
    by: spread(stepwise(used, 'down', (v, rank) => (v * m * harmonic) / (rank + 1))),
    sidak: spread(used.map((v) => -Math.expm1(m * Math.log1p(-v)))),
  }
}
