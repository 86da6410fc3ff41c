import { normalQuantile } from '../kernel/normal'
import { codesOf } from '../kernel/linear-model'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { orderOf } from '../kernel/ranks'

export type Incidence = {
  group: string
  /** 1 event of interest, 2 competing event. */
  cause: 1 | 2
  n: number
  events: number
  /** Times of this cause's events, the cumulative incidence after each and its standard error (Aalen 1978). */
  time: number[]
  incidence: number[]
  se: number[]
  /** log(-log) intervals of level 0.95. */
  ci: Interval[]
}
export type CompetingRisks = { status: 'ok'; n: number; curves: Incidence[] }

type Step = { t: number; risk: number; d: [number, number]; before: number; F: [number, number] }

/** Survival from any event and cumulative incidences at each distinct event time. */
function steps(time: Float64Array, status: Float64Array): Step[] {
  const order = orderOf(time)
  const out: Step[] = []
  let survival = 1
  const F: [number, number] = [0, 0]
  for (let i = 0; i < order.length;) {
    const t = time[order[i]!]!
    const risk = order.length - i
    const d: [number, number] = [0, 0]
    for (; i < order.length && time[order[i]!] === t; i++) {
      const s = status[order[i]!]!
      if (s === 1) d[0]++
      else if (s === 2) d[1]++
    }
    if (!d[0] && !d[1]) continue
    const before = survival
    F[0] += (before * d[0]) / risk
    F[1] += (before * d[1]) / risk
    survival *= 1 - (d[0] + d[1]) / risk
    out.push({ t, risk, d, before, F: [F[0], F[1]] })
  }
  return out
}

/** Variance of the number of one cause's events among n at risk, over n², with the correction for ties. */
function share(d: number, n: number): number {
  return n > 1 ? (d / (n * n)) * (1 - (d - 1) / (n - 1)) : d / (n * n)
}

/** Variance of F_k at step `at` by the martingales of both causes (Aalen 1978), as cmprsk computes it. */
function aalenVariance(s: Step[], at: number, k: 0 | 1): number {
  const F = s[at]!.F[k]
  let sum = 0
  for (let j = 0; j <= at; j++) {
    const { risk: n, d, before: S } = s[j]!
    const all = d[0] + d[1]
    const gap = n > all ? ((F - s[j]!.F[k]) * n) / (n - all) : 0
    sum += (S - gap) ** 2 * share(d[k], n) + gap ** 2 * share(all - d[k], n)
  }
  return sum
}

function curve(group: string, cause: 1 | 2, s: Step[], n: number): Incidence {
  const k = (cause - 1) as 0 | 1
  const z = normalQuantile(0.025, 'upper')
  const out: Incidence = { group, cause, n, events: 0, time: [], incidence: [], se: [], ci: [] }
  s.forEach((step, at) => {
    if (!step.d[k]) return
    const F = step.F[k]
    const se = Math.sqrt(aalenVariance(s, at, k))
    const half = (z * se) / (F * Math.abs(Math.log(F)))
    out.events += step.d[k]
    out.time.push(step.t)
    out.incidence.push(F)
    out.se.push(se)
    out.ci.push(F < 1 ? [F ** Math.exp(half), F ** Math.exp(-half)] : [F, F])
  })
  return out
}

/** Rows with time and status; status 0 censored, 1 event, 2 competing event. Throws on misuse. */
export function competingRows(time: ArrayLike<number>, status: ArrayLike<number>) {
  requireNumbers(time, 'time')
  requireNumbers(status, 'status')
  requireSameLength(time, status, 'time and status')
  const keep = Array.from(time, (_, i) => i).filter(
    (i) => !Number.isNaN(time[i]!) && !Number.isNaN(status[i]!),
  )
  const t = Float64Array.from(keep, (i) => time[i]!)
  const s = Float64Array.from(keep, (i) => status[i]!)
  for (const v of s)
    if (v !== 0 && v !== 1 && v !== 2) throw new RangeError(`status must be 0, 1 or 2, got ${v}`)
  for (const v of t) if (!(v >= 0)) throw new RangeError(`time must not be negative, got ${v}`)
  return { keep, t, s }
}

/**
 * Cumulative incidence with competing risks (Aalen & Johansen), by group and cause.
 *
 * @param time follow-up, NaN where missing; @param status 0 censored, 1 event, 2 competing event
 * @param options.group label of each row
 * @throws RangeError when lengths differ, a time is negative or a status unknown
 *
 * R: `cmprsk::cuminc(time, status, group)` (estimate and variance); `survival::survfit(Surv(time, factor(status)) ~ g)`.
 */
export function competingRisks(
  time: ArrayLike<number>,
  status: ArrayLike<number>,
  options: { group?: readonly string[] } = {},
): CompetingRisks | NotComputable {
  const { keep, t, s } = competingRows(time, status)
  if (options.group) requireSameLength(time, options.group, 'time and group')
  if (!keep.length) return notComputable('too_few')
  const { codes, levels } = codesOf(keep.map((i) => options.group?.[i] ?? 'all'))
  const curves = levels.flatMap((group, g) => {
    const own = (_: number, i: number) => codes[i] === g
    const tg = t.filter(own)
    const path = steps(tg, s.filter(own))
    return ([1, 2] as const).map((cause) => curve(group, cause, path, tg.length))
  })
  return { status: 'ok', n: t.length, curves }
}
