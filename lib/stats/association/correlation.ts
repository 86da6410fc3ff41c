import { midranks } from '../kernel/ranks'
import { normalQuantile } from '../kernel/normal'
import { allFinite, isConstant, requireOpenUnit } from '../kernel/sample'
import { tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'
import { completePairs, pearson } from '../two-groups/t-paired'
import { kendall, type Kendall } from './kendall'

export type Correlation = {
  status: 'ok'
  n: number
  pearson: { r: number; t: number; df: number; p: number; ci: Interval | null }
  /** P by the t approximation; exact (all permutations) up to 9 pairs without ties; interval by Fisher's z. */
  spearman: { rho: number; t: number; pT: number; pExact: number | null; ciFisher: Interval | null }
  kendall: Kendall
}

function fisherInterval(r: number, n: number, conf: number): Interval | null {
  if (n <= 3 || Math.abs(r) >= 1) return null
  const half = normalQuantile((1 - conf) / 2, 'upper') / Math.sqrt(n - 3)
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)]
}

/** Permutations of 1..n by Σ(i - π(i))², over subsets of used values; n <= 9. */
function squaredDistanceCounts(n: number): Float64Array {
  const top = (n * (n * n - 1)) / 3
  let layers = new Map<number, Float64Array>([
    [0, Float64Array.from({ length: top + 1 }, (_, i) => (i ? 0 : 1))],
  ])
  for (let i = 0; i < n; i++) {
    const next = new Map<number, Float64Array>()
    for (const [used, counts] of layers)
      for (let v = 0; v < n; v++) {
        if (used & (1 << v)) continue
        const key = used | (1 << v)
        const into = next.get(key) ?? new Float64Array(top + 1)
        next.set(key, into)
        const shift = (i - v) ** 2
        for (let s = 0; s + shift <= top; s++) into[s + shift] = into[s + shift]! + counts[s]!
      }
    layers = next
  }
  return layers.get((1 << n) - 1)!
}

function spearmanExact(rx: Float64Array, ry: Float64Array): number {
  const n = rx.length
  let observed = 0
  for (let i = 0; i < n; i++) observed += (rx[i]! - ry[i]!) ** 2
  const counts = squaredDistanceCounts(n)
  const total = counts.reduce((a, b) => a + b, 0)
  const upper = observed > (n * n * n - n) / 6
  let tail = 0
  for (let s = 0; s < counts.length; s++) if (upper ? s >= observed : s <= observed) tail += counts[s]!
  return Math.min(1, (2 * tail) / total)
}

/**
 * Pearson, Spearman and Kendall correlation over complete pairs.
 *
 * @param x first variable, NaN where missing; @param y second variable
 * @throws RangeError when the lengths differ
 *
 * R: `cor.test(x, y)` with method pearson, spearman, kendall.
 * @example correlation([1, 2, 3, 4], [2, 1, 4, 3])
 */
export function correlation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { conf?: number } = {},
): Correlation | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const pairs = completePairs(x, y)
  const n = pairs.x.length
  if (n < 3) return notComputable('too_few')
  if (!allFinite(pairs.x) || !allFinite(pairs.y)) return notComputable('infinite_value')
  if (isConstant(pairs.x) || isConstant(pairs.y)) return notComputable('zero_variance')
  const r = pearson(pairs.x, pairs.y)
  const t = Math.sqrt(n - 2) * (r / Math.sqrt(1 - r * r))
  const rx = midranks(pairs.x)
  const ry = midranks(pairs.y)
  const ranked = pearson(rx.ranks, ry.ranks)
  // Ranks in one order give 1 itself, whatever the last bit says.
  const rho = Math.abs(ranked) > 1 - 1e-14 ? Math.sign(ranked) : ranked
  const tRho = rho * Math.sqrt((n - 2) / (1 - rho * rho))
  const ties = rx.tieSum > 0 || ry.tieSum > 0
  return {
    status: 'ok',
    n,
    pearson: {
      r,
      t,
      df: n - 2,
      p: tTwoSided(t, n - 2),
      ci: n > 3 ? (fisherInterval(r, n, conf) ?? [r, r]) : null,
    },
    spearman: {
      rho,
      t: tRho,
      pT: tTwoSided(tRho, n - 2),
      pExact: !ties && n <= 9 ? spearmanExact(rx.ranks, ry.ranks) : null,
      ciFisher: fisherInterval(rho, n, conf),
    },
    kendall: kendall(pairs.x, pairs.y),
  }
}
