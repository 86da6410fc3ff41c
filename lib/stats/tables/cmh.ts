import { chiSquareCdf } from '../kernel/gamma'
import { normalQuantile } from '../kernel/normal'
import { requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'

export type ChiP = { X2: number; p: number }
export type Cmh = {
  status: 'ok'
  /** Mantel-Haenszel odds ratio with the interval of Robins, Breslow and Greenland. */
  commonOr: number
  orCi: Interval | null
  cmh: ChiP
  cmhCc: ChiP
  /** Homogeneity of the odds ratios; null with one table. */
  breslowDay: (ChiP & { df: number }) | null
  breslowDayTarone: (ChiP & { df: number }) | null
}

type Stratum = { a: number; b: number; c: number; d: number; n: number }

/** Expected a under the common odds ratio: the root of the quadratic inside the possible range. */
function expectedUnder(or: number, s: Stratum): number {
  const m1 = s.a + s.c
  const n1 = s.a + s.b
  const n2 = s.c + s.d
  const A = or - 1
  const B = -(or * (n1 + m1) + n2 - m1)
  const C = or * n1 * m1
  if (Math.abs(A) < 1e-12) return -C / B
  const root = Math.sqrt(B * B - 4 * A * C)
  const low = Math.max(0, m1 - n2) - 1e-9
  const high = Math.min(n1, m1) + 1e-9
  const first = (-B - root) / (2 * A)
  return first >= low && first <= high ? first : (-B + root) / (2 * A)
}

function homogeneity(or: number, strata: Stratum[]): Pick<Cmh, 'breslowDay' | 'breslowDayTarone'> {
  const df = strata.length - 1
  if (df < 1 || !(or > 0 && or < Infinity)) return { breslowDay: null, breslowDayTarone: null }
  let bd = 0
  let residual = 0
  let variance = 0
  for (const s of strata) {
    const e = expectedUnder(or, s)
    const n1 = s.a + s.b
    const m1 = s.a + s.c
    const v = 1 / (1 / e + 1 / (n1 - e) + 1 / (m1 - e) + 1 / (s.c + s.d - m1 + e))
    // A stratum with an empty margin has no information and no variance.
    if (!(v > 0)) continue
    bd += (s.a - e) ** 2 / v
    residual += s.a - e
    variance += v
  }
  const chi = (X2: number) => ({ X2, df, p: chiSquareCdf(Math.max(0, X2), df, 'upper') })
  return { breslowDay: chi(bd), breslowDayTarone: chi(bd - residual ** 2 / variance) }
}

/** Robins, Breslow & Greenland 1986: variance of the log of the common odds ratio. */
function logVariance(strata: Stratum[]): number {
  let R = 0
  let S = 0
  let pr = 0
  let mixed = 0
  let qs = 0
  for (const s of strata) {
    const P = (s.a + s.d) / s.n
    const Q = (s.b + s.c) / s.n
    const r = (s.a * s.d) / s.n
    const t = (s.b * s.c) / s.n
    R += r
    S += t
    pr += P * r
    mixed += P * t + Q * r
    qs += Q * t
  }
  return pr / (2 * R * R) + mixed / (2 * R * S) + qs / (2 * S * S)
}

/**
 * Cochran-Mantel-Haenszel analysis of stratified 2 × 2 tables; strata with fewer than two observations are left out.
 *
 * @param tables one [[a, b], [c, d]] a stratum
 * @throws RangeError when a table is not 2 by 2
 *
 * R: `mantelhaen.test(array)`; Breslow-Day with Tarone's correction as `DescTools::BreslowDayTest`.
 */
export function cmh(
  tables: readonly ArrayLike<ArrayLike<number>>[],
  options: { conf?: number } = {},
): Cmh | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const strata = tables
    .map((t, i): Stratum => {
      if (t.length !== 2 || t[0]!.length !== 2 || t[1]!.length !== 2)
        throw new RangeError(`tables[${i}] must be 2 by 2`)
      const [a, b, c, d] = [t[0]![0]!, t[0]![1]!, t[1]![0]!, t[1]![1]!]
      if (![a, b, c, d].every((v) => v >= 0 && v < Infinity))
        throw new RangeError(`tables[${i}] must hold counts >= 0`)
      return { a, b, c, d, n: a + b + c + d }
    })
    .filter((s) => s.n > 1)
  if (!strata.length) return notComputable('too_few')
  let above = 0
  let below = 0
  let delta = 0
  let variance = 0
  for (const s of strata) {
    above += (s.a * s.d) / s.n
    below += (s.b * s.c) / s.n
    const rows = (s.a + s.b) * (s.c + s.d)
    const cols = (s.a + s.c) * (s.b + s.d)
    delta += s.a - ((s.a + s.b) * (s.a + s.c)) / s.n
    variance += (rows * cols) / (s.n * s.n * (s.n - 1))
  }
  if (!(variance > 0)) return notComputable('lt_2_rows_or_columns')
  const commonOr = above / below
  const half = normalQuantile((1 - conf) / 2, 'upper') * Math.sqrt(logVariance(strata))
  const chi = (shift: number): ChiP => {
    const X2 = (Math.abs(delta) - shift) ** 2 / variance
    return { X2, p: chiSquareCdf(X2, 1, 'upper') }
  }
  return {
    status: 'ok',
    commonOr,
    orCi: Number.isFinite(half) ? [commonOr * Math.exp(-half), commonOr * Math.exp(half)] : null,
    cmh: chi(0),
    cmhCc: chi(Math.abs(delta) >= 0.5 ? 0.5 : 0),
    ...homogeneity(commonOr, strata),
  }
}
