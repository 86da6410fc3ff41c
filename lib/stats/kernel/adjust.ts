/** Bonferroni: min(1, p · m). R: `p.adjust(p, "bonferroni")`. */
export function bonferroni(p: readonly number[], m = p.length): number[] {
  return p.map((v) => Math.min(1, v * m))
}

/** Holm's step-down values. R: `p.adjust(p, "holm")`. */
export function holm(p: readonly number[]): number[] {
  return stepwise(p, 'up', (v, rank, m) => v * (m - rank))
}

/**
 * Values of a stepwise procedure: each p (rank 0 = smallest) is multiplied, then made monotone from the smallest up
 * (step-down, running maximum) or from the largest down (step-up, running minimum), and capped at 1.
 */
export function stepwise(
  p: readonly number[],
  direction: 'up' | 'down',
  scale: (v: number, rank: number, m: number) => number,
): number[] {
  const m = p.length
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]! || a - b)
  const out = new Array<number>(m)
  let best = direction === 'up' ? 0 : 1
  for (let step = 0; step < m; step++) {
    const rank = direction === 'up' ? step : m - 1 - step
    const i = order[rank]!
    const v = scale(p[i]!, rank, m)
    best = direction === 'up' ? Math.max(best, v) : Math.min(best, v)
    out[i] = Math.min(1, best)
  }
  return out
}
