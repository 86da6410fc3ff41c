import { normalQuantile } from '../kernel/normal'
import type { Interval } from '../result'
import { sortTimes } from './order'

export type KaplanMeier = {
  n: number
  events: number
  /** Event times and, at each: at risk, events, survival after it, Greenwood standard error, 95 % intervals. */
  time: number[]
  nRisk: number[]
  nEvent: number[]
  survival: number[]
  se: (number | null)[]
  ciLogLow: (number | null)[]
  ciLogHigh: (number | null)[]
  ciLoglogLow: (number | null)[]
  ciLoglogHigh: (number | null)[]
  ciPlainLow: (number | null)[]
  ciPlainHigh: (number | null)[]
  median: number | null
  medianCiLog: [number | null, number | null]
  medianCiLoglog: [number | null, number | null]
  /** Mean survival time restricted to tau. */
  rmst: { rmst: number; se: number } | null
}

/** First time the curve is at or below ½; halfway to its next fall, or to its end, when it is exactly ½. R's rule. */
function crossing(time: number[], curve: (number | null)[], end: number): number | null {
  const slack = Math.sqrt(Number.EPSILON)
  const at = curve.findIndex((v) => v !== null && v < 0.5 + slack)
  if (at < 0) return null
  const level = curve[at]!
  if (Math.abs(level - 0.5) >= slack) return time[at]!
  const next = curve.findIndex((v, i) => i > at && v !== null && v < level)
  return (time[at]! + (next < 0 ? end : time[next]!)) / 2
}

function restrictedMean(km: Pick<KaplanMeier, 'time' | 'nRisk' | 'nEvent' | 'survival'>, tau: number) {
  const steps = km.time.filter((t) => t < tau)
  let area = 0
  let before = 0
  let level = 1
  const pieces: number[] = []
  steps.forEach((t, i) => {
    pieces.push(level * (t - before))
    before = t
    level = km.survival[i]!
  })
  pieces.push(level * (tau - before))
  area = pieces.reduce((a, b) => a + b, 0)
  let variance = 0
  let after = 0
  for (let i = steps.length - 1; i >= 0; i--) {
    after += pieces[i + 1]!
    const r = km.nRisk[i]!
    const d = km.nEvent[i]!
    if (r > d) variance += (after * after * d) / (r * (r - d))
  }
  return { rmst: area, se: Math.sqrt(variance) }
}

/**
 * Kaplan-Meier curve of one group with Greenwood's variance.
 *
 * @param time follow-up, complete; @param event 1 event, 0 censored; @param tau horizon of the restricted mean, or null
 * R: `survfit(Surv(time, event) ~ 1, conf.type = "log" | "log-log" | "plain")`.
 */
export function kaplanMeier(
  time: ArrayLike<number>,
  event: ArrayLike<number>,
  tau: number | null,
): KaplanMeier {
  const s = sortTimes(time, event)
  const z = normalQuantile(0.025, 'upper')
  const km: KaplanMeier = {
    n: s.n,
    events: 0,
    time: [],
    nRisk: [],
    nEvent: [],
    survival: [],
    se: [],
    ciLogLow: [],
    ciLogHigh: [],
    ciLoglogLow: [],
    ciLoglogHigh: [],
    ciPlainLow: [],
    ciPlainHigh: [],
    median: null,
    medianCiLog: [null, null],
    medianCiLoglog: [null, null],
    rmst: null,
  }
  let survival = 1
  let hazardVariance = 0
  for (let i = 0; i < s.n;) {
    const risk = s.n - i
    let d = 0
    const t = s.time[i]!
    for (; i < s.n && s.time[i] === t; i++) d += s.event[i]!
    if (!d) continue
    survival *= 1 - d / risk
    hazardVariance += risk > d ? d / (risk * (risk - d)) : Infinity
    km.events += d
    km.time.push(t)
    km.nRisk.push(risk)
    km.nEvent.push(d)
    km.survival.push(survival)
    pushIntervals(km, survival, Math.sqrt(hazardVariance), z)
  }
  const median = (curve: (number | null)[]) => crossing(km.time, curve, s.time[s.n - 1] ?? Number.NaN)
  km.median = median(km.survival)
  km.medianCiLog = [median(km.ciLogLow), median(km.ciLogHigh)]
  km.medianCiLoglog = [median(km.ciLoglogLow), median(km.ciLoglogHigh)]
  if (tau !== null) km.rmst = restrictedMean(km, tau)
  return km
}

/** `spread` is the standard error of the log of the survival; there are no intervals where survival is zero. */
function pushIntervals(km: KaplanMeier, survival: number, spread: number, z: number): void {
  const set = (low: (number | null)[], high: (number | null)[], value: Interval | [null, null]) => {
    low.push(value[0])
    high.push(value[1])
  }
  if (survival <= 0) {
    km.se.push(null)
    set(km.ciLogLow, km.ciLogHigh, [null, null])
    set(km.ciLoglogLow, km.ciLoglogHigh, [null, null])
    set(km.ciPlainLow, km.ciPlainHigh, [null, null])
    return
  }
  const log = Math.log(survival)
  const loglog = Math.log(-log)
  const half = (z * spread) / log
  km.se.push(survival * spread)
  set(km.ciLogLow, km.ciLogHigh, [Math.exp(log - z * spread), Math.min(1, Math.exp(log + z * spread))])
  set(km.ciLoglogLow, km.ciLoglogHigh, [
    Math.exp(-Math.exp(loglog - half)),
    Math.exp(-Math.exp(loglog + half)),
  ])
  const plain = z * spread * survival
  set(km.ciPlainLow, km.ciPlainHigh, [Math.max(0, survival - plain), Math.min(1, survival + plain)])
}
