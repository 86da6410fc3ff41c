import { normalTwoSided } from '../kernel/normal'
import { mean, requireNumbers, requireSameLength, variance } from '../kernel/sample'
import { isOneClass, requireBinary } from '../logistic/design'
import { notComputable, type NotComputable } from '../result'

export type NriIdi = {
  status: 'ok'
  nriEvents: number
  nriNonevents: number
  nriContinuous: number
  seNri: number
  zNri: number | null
  pNri: number | null
  idi: number
  seIdi: number
  zIdi: number | null
  pIdi: number | null
  /** With risk categories cut at `cuts`; null when none are given. */
  categorical: {
    nri: number
    events: number
    nonevents: number
    se: number
    z: number | null
    p: number | null
  } | null
}

type Moves = { up: number; down: number; n: number }

/** Net share moving the right way and its variance (Pencina 2008). */
function net(events: Moves, others: Moves) {
  const e = (events.up - events.down) / events.n
  const o = (others.down - others.up) / others.n
  const v = (m: Moves) => (m.up + m.down) / m.n ** 2 - (m.up - m.down) ** 2 / m.n ** 3
  const se = Math.sqrt(v(events) + v(others))
  const z = se > 0 ? (e + o) / se : null
  return { events: e, nonevents: o, nri: e + o, se, z, p: z === null ? null : normalTwoSided(z) }
}

/**
 * Net reclassification (continuous, and categorical when cuts are given) and integrated discrimination improvement of
 * a new model p2 over an old one p1.
 *
 * @param y outcome 0 or 1; @param p1, p2 predicted probabilities; @param options.cuts ascending risk limits
 * R: `Hmisc::improveProb(p1, p2, y)`.
 */
export function nriIdi(
  y: ArrayLike<number>,
  p1: ArrayLike<number>,
  p2: ArrayLike<number>,
  options: { cuts?: readonly number[] } = {},
): NriIdi | NotComputable {
  requireBinary(y, 'y')
  requireNumbers(p1, 'p1')
  requireNumbers(p2, 'p2')
  requireSameLength(y, p1, 'y and p1')
  requireSameLength(y, p2, 'y and p2')
  if (isOneClass(y)) return notComputable('outcome_constant')
  const cuts = options.cuts ?? null
  const category = (p: number) => cuts!.filter((c) => c <= p).length
  const count = (compare: (i: number) => number, outcome: number): Moves => {
    const m = { up: 0, down: 0, n: 0 }
    for (let i = 0; i < y.length; i++) {
      if (y[i] !== outcome) continue
      const d = compare(i)
      m.n++
      if (d > 0) m.up++
      else if (d < 0) m.down++
    }
    return m
  }
  const byValue = (i: number) => p2[i]! - p1[i]!
  const byCategory = (i: number) => category(p2[i]!) - category(p1[i]!)
  const plain = net(count(byValue, 1), count(byValue, 0))
  const differences = (outcome: number) =>
    Array.from(y, (_, i) => i)
      .filter((i) => y[i] === outcome)
      .map(byValue)
  const d1 = differences(1)
  const d0 = differences(0)
  if (d1.length < 2 || d0.length < 2) return notComputable('too_few')
  const idi = mean(d1) - mean(d0)
  const seIdi = Math.sqrt(variance(d1) / d1.length + variance(d0) / d0.length)
  const zIdi = seIdi > 0 ? idi / seIdi : null
  return {
    status: 'ok',
    nriEvents: plain.events,
    nriNonevents: plain.nonevents,
    nriContinuous: plain.nri,
    seNri: plain.se,
    zNri: plain.z,
    pNri: plain.p,
    idi,
    seIdi,
    zIdi,
    pIdi: zIdi === null ? null : normalTwoSided(zIdi),
    categorical: cuts && net(count(byCategory, 1), count(byCategory, 0)),
  }
}
