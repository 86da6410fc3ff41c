import { orderOf } from '../kernel/ranks'

/** Kaplan-Meier of the censoring: its times, numbers censored and at risk, and its value just before any time. */
export type Censoring = { times: number[]; censored: number[]; risk: number[]; before: (t: number) => number }

export function censoringSurvival(time: Float64Array, status: Float64Array): Censoring {
  const order = orderOf(time)
  const n = time.length
  const times: number[] = []
  const censored: number[] = []
  const risk: number[] = []
  const after: number[] = []
  let level = 1
  for (let i = 0; i < n;) {
    const t = time[order[i]!]!
    const at = n - i
    let c = 0
    for (; i < n && time[order[i]!] === t; i++) if (status[order[i]!] === 0) c++
    if (!c) continue
    level *= 1 - c / at
    times.push(t)
    censored.push(c)
    risk.push(at)
    after.push(level)
  }
  const before = (t: number): number => {
    let lo = 0
    let hi = times.length
    while (lo < hi) {
      const mid = (lo + hi) >> 1
      if (times[mid]! < t) lo = mid + 1
      else hi = mid
    }
    return lo ? after[lo - 1]! : 1
  }
  return { times, censored, risk, before }
}

/** At each event time: deaths, weighted risk sum and covariate mean; the criterion and its derivatives. */
export type Moments = {
  times: Float64Array
  deaths: Float64Array
  S0: Float64Array
  mean: Float64Array
  loglik: number
  score: Float64Array
  information: Float64Array
}

/** Weighted risk sets of the Fine-Gray partial likelihood, Breslow's ties. X is row-major. */
export class FineGrayData {
  readonly n: number
  private readonly times: Float64Array
  private readonly deaths: Float64Array
  private readonly gEvent: Float64Array
  private readonly gOwn: Float64Array

  constructor(
    readonly time: Float64Array,
    readonly status: Float64Array,
    readonly x: Float64Array,
    readonly p: number,
    readonly censoring: Censoring,
  ) {
    this.n = time.length
    const events = time.filter((_, i) => status[i] === 1).sort()
    this.times = events.filter((t, i) => i === 0 || t !== events[i - 1])
    this.deaths = this.times.map((t) => events.reduce((s, v) => s + (v === t ? 1 : 0), 0))
    this.gEvent = this.times.map((t) => censoring.before(t))
    this.gOwn = time.map((t) => censoring.before(t))
  }

  /** 1 while at risk; after a competing event the chance of still being uncensored. */
  weight(i: number, e: number): number {
    if (this.time[i]! >= this.times[e]!) return 1
    return this.status[i] === 2 ? this.gEvent[e]! / this.gOwn[i]! : 0
  }

  moments(beta: Float64Array): Moments {
    const { n, p, x, times, deaths, time, status } = this
    const risk = new Float64Array(n)
    const eta = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < p; j++) eta[i]! += x[i * p + j]! * beta[j]!
      risk[i] = Math.exp(eta[i]!)
    }
    const out: Moments = {
      times,
      deaths,
      S0: new Float64Array(times.length),
      mean: new Float64Array(times.length * p),
      loglik: 0,
      score: new Float64Array(p),
      information: new Float64Array(p * p),
    }
    const S2 = new Float64Array(p * p)
    for (let e = 0; e < times.length; e++) {
      S2.fill(0)
      let S0 = 0
      for (let i = 0; i < n; i++) {
        const w = this.weight(i, e) * risk[i]!
        if (w === 0) continue
        S0 += w
        for (let j = 0; j < p; j++) {
          const v = w * x[i * p + j]!
          out.mean[e * p + j]! += v
          for (let k = 0; k < p; k++) S2[j * p + k]! += v * x[i * p + k]!
        }
        if (status[i] === 1 && time[i] === times[e]) {
          out.loglik += eta[i]!
          for (let j = 0; j < p; j++) out.score[j]! += x[i * p + j]!
        }
      }
      out.S0[e] = S0
      out.loglik -= deaths[e]! * Math.log(S0)
      for (let j = 0; j < p; j++) out.mean[e * p + j]! /= S0
      for (let j = 0; j < p; j++) {
        out.score[j]! -= deaths[e]! * out.mean[e * p + j]!
        for (let k = 0; k < p; k++)
          out.information[j * p + k]! +=
            deaths[e]! * (S2[j * p + k]! / S0 - out.mean[e * p + j]! * out.mean[e * p + k]!)
      }
    }
    return out
  }
}
