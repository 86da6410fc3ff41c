import { logGamma } from '../kernel/gamma'
import { noncentralTCdf } from '../kernel/noncentral-t'
import { normalQuantile } from '../kernel/normal'
import { findRoot } from '../kernel/roots'
import { allFinite, mean, present, requireOpenUnit, variance } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'

export type EffectSizeCont = {
  status: 'ok'
  meanDiff: number
  /** (mean x - mean y) / pooled SD. */
  cohenD: number
  /** Exact small-sample factor Γ(df/2) / (√(df/2) Γ((df-1)/2)). */
  J: number
  hedgesG: number
  /** From the noncentral t; null when the noncentrality lies beyond 37.5. */
  dCiNoncentralT: Interval | null
  gCiNoncentralT: Interval | null
  gSe: number
  gCiNormal: Interval
  /** Divided by the SD of y; null when y does not vary. */
  glassDeltaY: number | null
  /** Divided by √((s1² + s2²)/2). */
  dAverageSd: number
}

const reach = 37.5

/** The two noncentralities that give t the upper and the lower tail (1 - conf) / 2. */
function noncentralities(t: number, df: number, conf: number): Interval | null {
  const alpha = (1 - conf) / 2
  const at = (target: number): number | null => {
    const f = (delta: number) => noncentralTCdf(t, df, delta) - target
    const width = 5 + Math.abs(t) / 4
    let lo = t - width
    let hi = t + width
    while (f(lo) < 0 && lo > -37) lo -= width
    while (f(hi) > 0 && hi < 37) hi += width
    return findRoot(f, Math.max(lo, -reach), Math.min(hi, reach), 1e-13)
  }
  const low = at(1 - alpha)
  const high = at(alpha)
  return low === null || high === null ? null : [low, high]
}

/**
 * Standardised mean differences of two groups, x minus y: Cohen's d, Hedges' g (exact J), Glass's Δ.
 *
 * @param x first group, NaN where missing; @param y second group
 * @returns not computable with fewer than two values a group or a pooled variance of zero
 *
 * R: `effectsize::cohens_d`, `effectsize::hedges_g` (noncentral t interval by `pt(t, df, ncp)`).
 * @example effectSizeCont([5, 6, 8], [3, 4, 4]).hedgesG
 */
export function effectSizeCont(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: { conf?: number } = {},
): EffectSizeCont | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const a = present(x, 'x')
  const b = present(y, 'y')
  const n1 = a.length
  const n2 = b.length
  if (n1 < 2 || n2 < 2) return notComputable('too_few')
  if (!allFinite(a) || !allFinite(b)) return notComputable('infinite_value')
  const m1 = mean(a)
  const m2 = mean(b)
  const v1 = variance(a, m1)
  const v2 = variance(b, m2)
  const df = n1 + n2 - 2
  const pooled = Math.sqrt(((n1 - 1) * v1 + (n2 - 1) * v2) / df)
  if (!(pooled > 0)) return notComputable('zero_variance')
  const d = (m1 - m2) / pooled
  const J = Math.exp(logGamma(df / 2) - Math.log(df / 2) / 2 - logGamma((df - 1) / 2))
  const g = J * d
  const h = Math.sqrt(1 / n1 + 1 / n2)
  const delta = noncentralities(d / h, df, conf)
  const gSe = Math.sqrt(J * J * ((n1 + n2) / (n1 * n2) + (d * d) / (2 * (n1 + n2))))
  const z = normalQuantile((1 - conf) / 2, 'upper')
  return {
    status: 'ok',
    meanDiff: m1 - m2,
    cohenD: d,
    J,
    hedgesG: g,
    dCiNoncentralT: delta && [delta[0] * h, delta[1] * h],
    gCiNoncentralT: delta && [J * delta[0] * h, J * delta[1] * h],
    gSe,
    gCiNormal: [g - z * gSe, g + z * gSe],
    glassDeltaY: v2 > 0 ? (m1 - m2) / Math.sqrt(v2) : null,
    dAverageSd: (m1 - m2) / Math.sqrt((v1 + v2) / 2),
  }
}
