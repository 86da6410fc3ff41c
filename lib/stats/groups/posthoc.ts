import { bonferroni, holm } from '../kernel/adjust'
import { allFinite, mean, present, requireOpenUnit, variance } from '../kernel/sample'
import { tQuantile, tTwoSided } from '../kernel/student'
import { dunnettUpper, studentizedRangeCdf, studentizedRangeQuantile } from '../kernel/studentized-range'
import { notComputable, type Interval, type NotComputable } from '../result'

export type PosthocPair = {
  /** Groups i < j, from 0 among the non-empty ones; diff = mean i - mean j. */
  i: number
  j: number
  diff: number
  se: number
  t: number
  lsdP: number
  lsdCi: Interval
  bonferroniP: number
  holmP: number
  sidakP: number
  tukeyP: number
  tukeyCi: Interval
  /** Unequal variances; null when a group has one value or neither varies. */
  /** P is null below 2 degrees of freedom, where the studentized range is not defined in R either. */
  gamesHowell: { t: number; df: number; p: number | null } | null
}
export type Posthoc = {
  status: 'ok'
  mse: number
  df: number
  pairs: PosthocPair[]
  /** Against group 0, three or more groups. */
  dunnett: { i: number; control: 0; t: number; p: number }[] | null
}

type Group = { n: number; mean: number; variance: number }

function gamesHowell(a: Group, b: Group, k: number): PosthocPair['gamesHowell'] {
  if (a.n < 2 || b.n < 2) return null
  const va = a.variance / a.n
  const vb = b.variance / b.n
  const se = Math.sqrt(va + vb)
  if (!(se > 0)) return null
  const t = (a.mean - b.mean) / se
  const share = va / (va + vb)
  const df = 1 / (share ** 2 / (a.n - 1) + (1 - share) ** 2 / (b.n - 1))
  return {
    t,
    df,
    p: df < 2 && t !== 0 ? null : studentizedRangeCdf(Math.abs(t) * Math.SQRT2, k, df, 'upper'),
  }
}

/**
 * All pairwise comparisons after a one-way analysis of variance: LSD, Bonferroni, Holm, Šidák, Tukey-Kramer,
 * Games-Howell; Dunnett against the first group.
 *
 * @param groups one array of values a group, NaN where missing; empty groups are left out
 * @param options conf (default 0.95), dunnett (default true)
 *
 * R: `pairwise.t.test`, `TukeyHSD(aov(y ~ f))`, `multcomp::glht(…, mcp(f = "Dunnett"))`.
 */
export function posthoc(
  groups: readonly ArrayLike<number>[],
  options: { conf?: number; dunnett?: boolean } = {},
): Posthoc | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const kept = groups.map((g, i) => present(g, `groups[${i}]`)).filter((g) => g.length > 0)
  const k = kept.length
  if (k < 2) return notComputable('lt_2_groups')
  const n = kept.reduce((s, g) => s + g.length, 0)
  const df = n - k
  if (df < 1) return notComputable('no_residual_df')
  if (!kept.every(allFinite)) return notComputable('infinite_value')
  const stats: Group[] = kept.map((g) => {
    const m = mean(g)
    return { n: g.length, mean: m, variance: g.length > 1 ? variance(g, m) : 0 }
  })
  const ssWithin = stats.reduce((s, g) => s + (g.n - 1) * g.variance, 0)
  if (!(ssWithin > 0)) return notComputable('zero_variance')
  const mse = ssWithin / df
  const half = tQuantile((1 - conf) / 2, df, 'upper')
  const halfTukey = studentizedRangeQuantile(conf, k, df) / Math.SQRT2
  const pairs: Omit<PosthocPair, 'bonferroniP' | 'holmP' | 'sidakP'>[] = []
  for (let i = 0; i < k; i++)
    for (let j = i + 1; j < k; j++) {
      const a = stats[i]!
      const b = stats[j]!
      const diff = a.mean - b.mean
      const se = Math.sqrt(mse * (1 / a.n + 1 / b.n))
      const t = diff / se
      pairs.push({
        i,
        j,
        diff,
        se,
        t,
        lsdP: tTwoSided(t, df),
        lsdCi: [diff - half * se, diff + half * se],
        tukeyP: studentizedRangeCdf(Math.abs(t) * Math.SQRT2, k, df, 'upper'),
        tukeyCi: [diff - halfTukey * se, diff + halfTukey * se],
        gamesHowell: gamesHowell(a, b, k),
      })
    }
  const raw = pairs.map((p) => p.lsdP)
  const bonferroniP = bonferroni(raw)
  const holmP = holm(raw)
  return {
    status: 'ok',
    mse,
    df,
    pairs: pairs.map((p, q) => ({
      ...p,
      bonferroniP: bonferroniP[q]!,
      holmP: holmP[q]!,
      sidakP: -Math.expm1(raw.length * Math.log1p(-raw[q]!)),
    })),
    dunnett: (options.dunnett ?? true) && k >= 3 ? dunnett(stats, mse, df) : null,
  }
}

function dunnett(stats: Group[], mse: number, df: number): Posthoc['dunnett'] {
  const control = stats[0]!
  const loadings = stats.slice(1).map((g) => Math.sqrt(g.n / (g.n + control.n)))
  return stats.slice(1).map((g, q) => {
    const t = (g.mean - control.mean) / Math.sqrt(mse * (1 / g.n + 1 / control.n))
    return { i: q + 1, control: 0 as const, t, p: dunnettUpper(Math.abs(t), loadings, df) }
  })
}
