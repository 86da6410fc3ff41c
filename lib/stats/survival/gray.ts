import { chiSquareCdf } from '../kernel/gamma'
import { codesOf } from '../kernel/linear-model'
import { solve } from '../kernel/matrix'
import { requireSameLength } from '../kernel/sample'
import { notComputable, type NotComputable } from '../result'
import { competingRows } from './competing-risks'
import { sortTimes } from './order'

export type GrayTest = { cause: 1 | 2; chi2: number; df: number; p: number }
export type GrayTests = { status: 'ok'; n: number; groups: number; tests: GrayTest[] }

/** At each distinct event time (row) and group (column): at risk, events of the cause, other events, before and after. */
type Table = {
  times: number
  risk: Float64Array
  own: Float64Array
  other: Float64Array
  /** Survival from any event just before and just after; incidence of the cause just before. */
  before: Float64Array
  after: Float64Array
  incidence: Float64Array
}

function tabulate(
  time: Float64Array,
  status: Float64Array,
  codes: Int32Array,
  G: number,
  cause: number,
): Table {
  const s = sortTimes(time, status)
  const risk = new Float64Array(G)
  for (let i = 0; i < s.n; i++) risk[codes[i]!]!++
  const survival = new Float64Array(G).fill(1)
  const incidence = new Float64Array(G)
  const rows: { [K in Exclude<keyof Table, 'times'>]: number[] } = {
    risk: [],
    own: [],
    other: [],
    before: [],
    after: [],
    incidence: [],
  }
  let times = 0
  for (let i = 0; i < s.n;) {
    const t = s.time[i]!
    const leaving = new Float64Array(G)
    const own = new Float64Array(G)
    const other = new Float64Array(G)
    for (; i < s.n && s.time[i] === t; i++) {
      const row = s.row[i]!
      const g = codes[row]!
      leaving[g]!++
      if (status[row] === cause) own[g]!++
      else if (status[row]! > 0) other[g]!++
    }
    if (own.some((d) => d > 0) || other.some((d) => d > 0)) {
      times++
      for (let g = 0; g < G; g++) {
        const n = risk[g]!
        rows.risk.push(n)
        rows.own.push(own[g]!)
        rows.other.push(other[g]!)
        rows.before.push(survival[g]!)
        rows.incidence.push(incidence[g]!)
        if (n > 0) {
          incidence[g]! += (survival[g]! * own[g]!) / n
          survival[g]! *= 1 - (own[g]! + other[g]!) / n
        }
        rows.after.push(survival[g]!)
      }
    }
    for (let g = 0; g < G; g++) risk[g]! -= leaving[g]!
  }
  const columns = Object.entries(rows).map(([name, values]) => [name, Float64Array.from(values)] as const)
  return { times, ...(Object.fromEntries(columns) as Omit<Table, 'times'>) }
}

/** What is left of a variance when d of n events fall on one time. */
function tie(d: number, n: number): number {
  return d > 1 ? 1 - (d - 1) / (n - 1) : 1
}

/** Scores z and their covariance: theorem 1 and section 3 of Gray (1988) with L = 1. */
function scores(table: Table, G: number): { z: Float64Array; V: Float64Array } {
  const m = table.times
  const h = Float64Array.from(table.risk, (n, i) => (n > 0 ? n / table.before[i]! : 0))
  const total = new Float64Array(m)
  const events = new Float64Array(m)
  const z = new Float64Array(G)
  for (let t = 0; t < m; t++) {
    let weighted = 0
    for (let g = 0; g < G; g++) {
      const i = t * G + g
      total[t]! += h[i]!
      events[t]! += table.own[i]!
      weighted += h[i]! * (1 - table.incidence[i]!)
    }
    for (let g = 0; g < G && events[t]! > 0; g++) {
      const i = t * G + g
      z[g]! += table.own[i]! - (events[t]! * h[i]! * (1 - table.incidence[i]!)) / weighted
    }
  }
  // The common incidence under the hypothesis: its steps, and what is free of it before and after each.
  const step = events.map((d, t) => d / total[t]!)
  const free = new Float64Array(m + 1).fill(1)
  for (let t = 0; t < m; t++) free[t + 1] = free[t]! - step[t]!

  const V = new Float64Array(G * G)
  const own = new Float64Array(G * m)
  const other = new Float64Array(G * m)
  for (let r = 0; r < G; r++) {
    for (let k = 0; k < G; k++) {
      const excess = (t: number) => h[t * G + k]! * ((k === r ? 1 : 0) - h[t * G + r]! / total[t]!)
      let rest = 0
      for (let t = m - 1; t >= 0; t--) {
        const after = table.after[t * G + r]!
        const ratio = after > 0 ? free[t + 1]! / after : 0
        own[k * m + t] = excess(t) + (1 - ratio) * rest
        other[k * m + t] = -ratio * rest
        rest += (excess(t) * step[t]!) / free[t]!
      }
    }
    for (let t = 0; t < m; t++) {
      const i = t * G + r
      if (!(h[i]! > 0)) continue
      const w1 = (step[t]! / h[i]!) * tie(events[t]!, total[t]! * table.before[i]!)
      const w2 = (table.other[i]! / h[i]! ** 2) * tie(table.other[i]!, table.risk[i]!)
      for (let k = 0; k < G; k++)
        for (let l = 0; l < G; l++)
          V[k * G + l]! += own[k * m + t]! * own[l * m + t]! * w1 + other[k * m + t]! * other[l * m + t]! * w2
    }
  }
  return { z, V }
}

function testCause(table: Table, G: number, cause: 1 | 2): GrayTest | null {
  const { z, V } = scores(table, G)
  // A group that left before the first event tells nothing. The scores of the others add to zero: one is redundant.
  const free = Array.from({ length: G }, (_, g) => g)
    .filter((g) => V[g * G + g]! > 0)
    .slice(1)
  const k = free.length
  if (k < 1) return null
  const inner = Float64Array.from(
    { length: k * k },
    (_, i) => V[free[Math.floor(i / k)]! * G + free[i % k]!]!,
  )
  const score = free.map((g) => z[g]!)
  const w = solve(inner, k, score)
  if (!w) return null
  const chi2 = score.reduce((sum, v, a) => sum + v * w[a]!, 0)
  return { cause, chi2, df: k, p: chiSquareCdf(chi2, k, 'upper') }
}

/**
 * Gray's test: do groups differ in the cumulative incidence of a cause when another event may come first? One test for
 * each cause, each on G − 1 degrees of freedom (G counts groups still followed at an event); unweighted (rho = 0), no strata.
 *
 * With Y_r at risk, S_r the survival from any event, h_r = Y_r / S_r(t−), R_r = h_r · (1 − F_r(t−)), the score of group k
 * is the sum over event times of d_k − d · R_k / ΣR. Its covariance sums the martingales of both causes; events that
 * share a time are drawn without replacement.
 *
 * @param time follow-up, NaN where missing; @param status 0 censored, 1 event, 2 competing event
 * @param group label of each row
 * @returns `not_computable` with `lt_2_groups`, or `no_variation` when neither cause can be tested
 * @throws RangeError when lengths differ, a time is negative or a status unknown
 *
 * Gray RJ. A class of K-sample tests for comparing the cumulative incidence of a competing risk. Ann Stat
 * 1988;16:1141–1154. R: `cmprsk::cuminc(time, status, group)$Tests`.
 */
export function grayTest(
  time: ArrayLike<number>,
  status: ArrayLike<number>,
  group: readonly string[],
): GrayTests | NotComputable {
  requireSameLength(time, group, 'time and group')
  const { keep, t, s } = competingRows(time, status)
  if (!keep.length) return notComputable('too_few')
  const { codes, levels } = codesOf(keep.map((i) => group[i]!))
  const G = levels.length
  if (G < 2) return notComputable('lt_2_groups')
  const tests = ([1, 2] as const).flatMap((cause) => {
    if (!s.includes(cause)) return []
    const test = testCause(tabulate(t, s, codes, G, cause), G, cause)
    return test ? [test] : []
  })
  if (!tests.length) return notComputable('no_variation')
  return { status: 'ok', n: t.length, groups: G, tests }
}
