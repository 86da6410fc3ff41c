import { normalQuantile } from '../kernel/normal'
import { requireCount, requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { miettinenNurminen } from './miettinen-nurminen'
import { wilson } from './proportions'

export type RatioEstimate = { est: number; seLog: number; ci: Interval }
export type EffectSizeBinary = {
  status: 'ok'
  p1: number
  p2: number
  /** p1 - p2. */
  riskDifference: number
  rdWald: Interval
  rdNewcombe: Interval
  rdAgrestiCaffo: Interval
  rdMiettinenNurminen: Interval | null
  /** Katz; null when a group has no event. */
  riskRatio: RatioEstimate | null
  /** Woolf; null when any cell is empty. */
  oddsRatio: RatioEstimate | null
  /** With ½ added to every cell. */
  riskRatioHaldane: { est: number; ci: Interval }
  oddsRatioHaldane: { est: number; ci: Interval }
  /** 1 / risk difference; null at zero. */
  nnt: number | null
  /** 1 / Newcombe bounds; null when a bound is zero. */
  nntBounds: Interval | null
  nntCiCrossesInfinity: boolean
}

function ratio(est: number, seLog: number, z: number): RatioEstimate {
  return { est, seLog, ci: [est * Math.exp(-z * seLog), est * Math.exp(z * seLog)] }
}

/**
 * Risk difference, risk ratio and odds ratio of two independent proportions, a of n1 against b of n2, with intervals
 * by Wald, Newcombe 1998 (method 10), Agresti-Caffo, Miettinen-Nurminen, Katz, Woolf and Haldane's correction.
 *
 * @param a events in group 1; @param n1 size of group 1; @param b events in group 2; @param n2 size of group 2
 * @throws RangeError when a count is not whole or exceeds its group
 *
 * R: no base function; Katz and Woolf agree with `metafor::escalc`, Newcombe with the paper's examples.
 * @example effectSizeBinary(56, 70, 48, 80).rdNewcombe // [0.0524, 0.3339]
 */
export function effectSizeBinary(
  a: number,
  n1: number,
  b: number,
  n2: number,
  options: { conf?: number } = {},
): EffectSizeBinary | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  requireCount(a, 'a')
  requireCount(n1, 'n1')
  requireCount(b, 'b')
  requireCount(n2, 'n2')
  if (n1 < 1 || n2 < 1) return notComputable('empty_group')
  if (a > n1) throw new RangeError(`a must not exceed n1, got ${a} of ${n1}`)
  if (b > n2) throw new RangeError(`b must not exceed n2, got ${b} of ${n2}`)
  const z = normalQuantile((1 - conf) / 2, 'upper')
  const p1 = a / n1
  const p2 = b / n2
  const rd = p1 - p2
  const se = Math.sqrt((p1 * (1 - p1)) / n1 + (p2 * (1 - p2)) / n2)
  const w1 = wilson(a, n1, conf)
  const w2 = wilson(b, n2, conf)
  const newcombe: Interval = [
    rd - Math.sqrt((p1 - w1[0]) ** 2 + (w2[1] - p2) ** 2),
    rd + Math.sqrt((w1[1] - p1) ** 2 + (p2 - w2[0]) ** 2),
  ]
  const q1 = (a + 1) / (n1 + 2)
  const q2 = (b + 1) / (n2 + 2)
  const caffo = z * Math.sqrt((q1 * (1 - q1)) / (n1 + 2) + (q2 * (1 - q2)) / (n2 + 2))
  const c = n1 - a
  const d = n2 - b
  const [A, B, C, D] = [a + 0.5, b + 0.5, c + 0.5, d + 0.5]
  const rrHaldane = ratio(
    A / (n1 + 1) / (B / (n2 + 1)),
    Math.sqrt(1 / A - 1 / (n1 + 1) + 1 / B - 1 / (n2 + 1)),
    z,
  )
  const orHaldane = ratio((A * D) / (B * C), Math.sqrt(1 / A + 1 / B + 1 / C + 1 / D), z)
  return {
    status: 'ok',
    p1,
    p2,
    riskDifference: rd,
    rdWald: [rd - z * se, rd + z * se],
    rdNewcombe: newcombe,
    rdAgrestiCaffo: [Math.max(-1, q1 - q2 - caffo), Math.min(1, q1 - q2 + caffo)],
    rdMiettinenNurminen: miettinenNurminen(a, n1, b, n2, conf),
    riskRatio: a > 0 && b > 0 ? ratio(p1 / p2, Math.sqrt(1 / a - 1 / n1 + 1 / b - 1 / n2), z) : null,
    oddsRatio:
      Math.min(a, b, c, d) > 0 ? ratio((a * d) / (b * c), Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d), z) : null,
    riskRatioHaldane: { est: rrHaldane.est, ci: rrHaldane.ci },
    oddsRatioHaldane: { est: orHaldane.est, ci: orHaldane.ci },
    nnt: rd !== 0 ? 1 / rd : null,
    nntBounds: newcombe[0] === 0 || newcombe[1] === 0 ? null : [1 / newcombe[0], 1 / newcombe[1]],
    nntCiCrossesInfinity: newcombe[0] < 0 && newcombe[1] > 0,
  }
}
