import { noncentralTCdf } from '../kernel/noncentral-t'
import { normalCdf, normalQuantile } from '../kernel/normal'
import { findRoot } from '../kernel/roots'
import { requireOpenUnit } from '../kernel/sample'
import { tQuantile } from '../kernel/student'
import { exactPooledZ, type ExactPooledZ } from './exact-pooled-z'

/** alpha (two-sided unless sides = 1), power, ratio n2/n1 and expected loss to follow-up as a share. */
export type SampleSizeCommon = {
  alpha?: number
  power?: number
  ratio?: number
  loss?: number
  sides?: 1 | 2
}
export type NeededN = { n1Raw: number; n1: number; n2: number; n1WithLoss: number; n2WithLoss: number }
export type TwoProportions = {
  status: 'ok'
  unpooled: NeededN
  pooled: NeededN
  pooledCc: NeededN
  arcsine: NeededN
  exactPooledZ: ExactPooledZ | null
}

type Settled = Required<SampleSizeCommon> & { za: number; zb: number }

function settle(o: SampleSizeCommon): Settled {
  const s = { alpha: 0.05, power: 0.8, ratio: 1, loss: 0, sides: 2 as const, ...o }
  requireOpenUnit(s.alpha, 'alpha')
  requireOpenUnit(s.power, 'power')
  if (!(s.ratio > 0)) throw new RangeError(`ratio must be positive, got ${s.ratio}`)
  if (!(s.loss >= 0 && s.loss < 1)) throw new RangeError(`loss must lie in [0, 1), got ${s.loss}`)
  return { ...s, za: normalQuantile(s.alpha / s.sides, 'upper'), zb: normalQuantile(s.power) }
}

/** Rounded up, forgiving 1e-9. */
function up(n: number): number {
  return Math.ceil(n - 1e-9)
}

function withLoss(n: number, loss: number): number {
  return up(up(n) / (1 - loss))
}

function needed(n: number, s: Settled): NeededN {
  return {
    n1Raw: n,
    n1: up(n),
    n2: up(s.ratio * n),
    n1WithLoss: withLoss(n, s.loss),
    n2WithLoss: withLoss(s.ratio * n, s.loss),
  }
}

/**
 * Patients needed to tell two proportions apart: unpooled and pooled z, pooled with continuity correction, arcsine,
 * and (`exact`) the smallest equal groups whose pooled z test, enumerated, has the power.
 * R: `power.prop.test` (pooled).
 * @example sampleSizeTwoProportions(0.43, 0.8, { power: 0.9, loss: 0.1 }).pooled.n1 // 35
 */
export function sampleSizeTwoProportions(
  p1: number,
  p2: number,
  options: SampleSizeCommon & { exact?: boolean } = {},
): TwoProportions {
  const s = settle(options)
  for (const [v, name] of [
    [p1, 'p1'],
    [p2, 'p2'],
  ] as const)
    if (!(v >= 0 && v <= 1)) throw new RangeError(`${name} must lie in 0..1, got ${v}`)
  if (p1 === p2) throw new RangeError('p1 and p2 must differ')
  const { ratio: k, za, zb } = s
  const average = (p1 + k * p2) / (1 + k)
  const d = Math.abs(p1 - p2)
  const own = p1 * (1 - p1) + (p2 * (1 - p2)) / k
  const unpooled = ((za + zb) ** 2 * own) / d ** 2
  const pooled = (za * Math.sqrt((1 + 1 / k) * average * (1 - average)) + zb * Math.sqrt(own)) ** 2 / d ** 2
  const corrected = (pooled / 4) * (1 + Math.sqrt(1 + (2 * (k + 1)) / (k * pooled * d))) ** 2
  const h = 2 * Math.asin(Math.sqrt(p1)) - 2 * Math.asin(Math.sqrt(p2))
  const exact =
    options.exact && k === 1 ? exactPooledZ(p1, p2, za, s.power, pooled, (n) => withLoss(n, s.loss)) : null
  return {
    status: 'ok',
    unpooled: needed(unpooled, s),
    pooled: needed(pooled, s),
    pooledCc: needed(corrected, s),
    arcsine: needed(((1 + 1 / k) * (za + zb) ** 2) / (h * h), s),
    exactPooledZ: exact,
  }
}

/** Root in n of a power function that rises with n. */
function solveN(power: (n: number) => number, target: number, from: number): number {
  let hi = Math.max(4, 2 * from)
  while (power(hi) < target && hi < 1e9) hi *= 2
  return findRoot((n) => power(n) - target, from, hi, 1e-10) ?? from
}

/**
 * Patients needed to tell two means apart that differ by `delta` with common standard deviation `sd` (same units).
 * R: `power.t.test(delta =, sd =, power =)`.
 */
export function sampleSizeTwoMeans(
  delta: number,
  sd: number,
  options: SampleSizeCommon & { strict?: boolean } = {},
) {
  const s = settle(options)
  const d = effect(delta, sd, 'sd')
  const k = s.ratio
  const normal = ((1 + 1 / k) * (s.za + s.zb) ** 2) / d ** 2
  const power = (n: number) => {
    const df = n + k * n - 2
    const delta0 = d * Math.sqrt((n * k * n) / (n + k * n))
    const q = tQuantile(s.alpha / s.sides, df, 'upper')
    const other = s.sides === 2 && options.strict ? noncentralTCdf(-q, df, delta0) : 0
    return noncentralTCdf(q, df, delta0, 'upper') + other
  }
  return {
    status: 'ok' as const,
    normal: { n1Raw: normal, n1: up(normal), n2: up(k * normal) },
    noncentralT: needed(solveN(power, s.power, 2 / (1 + k) + 1.01), s),
  }
}

/** Pairs needed to find a mean difference `delta` with standard deviation `sdDiff`. R: `power.t.test(type = "paired")`. */
export function sampleSizePairedMeans(delta: number, sdDiff: number, options: SampleSizeCommon = {}) {
  const s = settle(options)
  const d = effect(delta, sdDiff, 'sdDiff')
  const power = (n: number) =>
    noncentralTCdf(tQuantile(s.alpha / s.sides, n - 1, 'upper'), n - 1, d * Math.sqrt(n), 'upper')
  const n = solveN(power, s.power, 2.01)
  return { status: 'ok' as const, noncentralT: { nRaw: n, n: up(n), nWithLoss: withLoss(n, s.loss) } }
}

/** Power of the two-sample t test with n1 and n2 patients; `powerStrict` counts the wrong side too. R: `power.t.test`. */
export function powerTwoMeans(
  n1: number,
  n2: number,
  delta: number,
  sd: number,
  options: Pick<SampleSizeCommon, 'alpha' | 'sides'> = {},
) {
  const s = settle(options)
  const df = n1 + n2 - 2
  if (!(df > 0)) throw new RangeError(`n1 + n2 must exceed 2, got ${n1 + n2}`)
  const ncp = effect(delta, sd, 'sd') * Math.sqrt((n1 * n2) / (n1 + n2))
  const q = tQuantile(s.alpha / s.sides, df, 'upper')
  const power = noncentralTCdf(q, df, ncp, 'upper')
  return {
    status: 'ok' as const,
    power,
    powerStrict: power + (s.sides === 2 ? noncentralTCdf(-q, df, ncp) : 0),
  }
}

/** Power of the pooled z test of two proportions with n1 and n2 patients. */
export function powerTwoProportions(
  n1: number,
  n2: number,
  p1: number,
  p2: number,
  options: Pick<SampleSizeCommon, 'alpha' | 'sides'> = {},
) {
  const { za } = settle(options)
  const pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
  const s0 = Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
  const s1 = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  return { status: 'ok' as const, powerPooledZ: normalCdf((Math.abs(p1 - p2) - za * s0) / s1) }
}

function effect(delta: number, sd: number, name: string): number {
  if (!(sd > 0)) throw new RangeError(`${name} must be positive, got ${sd}`)
  if (!(Math.abs(delta) > 0)) throw new RangeError(`delta must not be zero, got ${delta}`)
  return Math.abs(delta) / sd
}
