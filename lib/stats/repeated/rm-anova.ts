import { symmetricEigen } from '../kernel/matrix'
import { requireSameLength } from '../kernel/sample'
import { fCdf } from '../kernel/student'
import { notComputable, type NotComputable } from '../result'
import { tTestFromSummary, type TResult } from '../two-groups/t-test'
import { greenhouseGeisser, huynhFeldt, sphericity, type Sphericity } from './sphericity'
import { withinGroupPairs, type WithinGroupPair } from './within-pairs'

export type RmEffect = {
  ss: number
  df1: number
  ssError: number
  df2: number
  F: number
  p: number
  partialEta2: number
  generalizedEta2: number
}
/** P after Greenhouse-Geisser, Huynh-Feldt (Lecoutre; original as SPSS) and the lower bound ε = 1/(k-1). */
export type RmWithinEffect = RmEffect & { pGg: number; pHf: number; pHfSpss: number; pLowerBound: number }
export type RmAnova = {
  status: 'ok'
  n: number
  nDropped: number
  effects: { time: RmWithinEffect; group?: RmEffect; interaction?: RmWithinEffect }
  /** Null with two times. */
  sphericity: Sphericity | null
  withinGroupPairs: WithinGroupPair[]
  /** Two groups only: Student's t at each time. */
  betweenGroupsAtTime: ({ time: number } & Partial<TResult>)[] | null
}

/** Helmert-type orthonormal contrasts of k times, a row a contrast. */
function orthonormal(k: number): Float64Array {
  const c = new Float64Array((k - 1) * k)
  for (let r = 0; r < k - 1; r++) {
    const scale = 1 / Math.sqrt((r + 1) * (r + 2))
    for (let j = 0; j <= r; j++) c[r * k + j] = scale
    c[r * k + r + 1] = -(r + 1) * scale
  }
  return c
}

/** Complete subjects, times along the row, group codes in order of first appearance. */
export type RmData = {
  rows: Float64Array
  n: number
  k: number
  codes: Int32Array
  levels: string[]
  sizes: number[]
}

function collect(y: readonly ArrayLike<number>[], group: readonly string[]): RmData {
  const k = y[0]?.length ?? 0
  const keep: number[] = []
  y.forEach((row, i) => {
    if (row.length !== k) throw new RangeError(`y must have rows of equal length, row ${i} has ${row.length}`)
    let complete = true
    for (let j = 0; j < k; j++) {
      if (typeof row[j] !== 'number') throw new TypeError(`y[${i}][${j}] must be a number (NaN when missing)`)
      if (Number.isNaN(row[j])) complete = false
    }
    if (complete) keep.push(i)
  })
  const used = new Set(keep.map((i) => group[i]!))
  const levels = [...new Set(group)].filter((g) => used.has(g))
  const codes = Int32Array.from(keep, (i) => levels.indexOf(group[i]!))
  const rows = new Float64Array(keep.length * k)
  keep.forEach((i, r) => rows.set(Array.from(y[i]!), r * k))
  const sizes = levels.map((_, g) => codes.reduce((s, c) => s + (c === g ? 1 : 0), 0))
  return { rows, n: keep.length, k, codes, levels, sizes }
}

/** Group means (G × k) and the pooled within-group cross-products (k × k) of the times. */
function moments(d: RmData): { means: Float64Array; within: Float64Array } {
  const { rows, n, k, codes, sizes } = d
  const means = new Float64Array(sizes.length * k)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < k; j++) means[codes[i]! * k + j] = means[codes[i]! * k + j]! + rows[i * k + j]!
  for (let g = 0; g < sizes.length; g++)
    for (let j = 0; j < k; j++) means[g * k + j] = means[g * k + j]! / sizes[g]!
  const within = new Float64Array(k * k)
  const e = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    const at = codes[i]! * k
    for (let j = 0; j < k; j++) e[j] = rows[i * k + j]! - means[at + j]!
    for (let a = 0; a < k; a++)
      for (let b = 0; b <= a; b++) within[a * k + b] = within[a * k + b]! + e[a]! * e[b]!
  }
  for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) within[b * k + a] = within[a * k + b]!
  return { means, within }
}

function contrast(c: Float64Array, row: number, k: number, means: Float64Array, g: number): number {
  let sum = 0
  for (let j = 0; j < k; j++) sum += c[row * k + j]! * means[g * k + j]!
  return sum
}

/** C W C' of contrasts C ((k-1) × k) and cross-products W. */
function project(c: Float64Array, w: Float64Array, k: number): Float64Array {
  const p = k - 1
  const out = new Float64Array(p * p)
  for (let a = 0; a < p; a++)
    for (let b = 0; b < p; b++) {
      let sum = 0
      for (let i = 0; i < k; i++)
        for (let j = 0; j < k; j++) sum += c[a * k + i]! * w[i * k + j]! * c[b * k + j]!
      out[a * p + b] = sum
    }
  return out
}

function effect(ss: number, df1: number, ssError: number, df2: number, errors: number): RmEffect {
  const F = ss / df1 / (ssError / df2)
  const p = fCdf(F, df1, df2, 'upper')
  return {
    ss,
    df1,
    ssError,
    df2,
    F,
    p,
    partialEta2: ss / (ss + ssError),
    generalizedEta2: ss / (ss + errors),
  }
}

type Epsilons = { gg: number; hf: number; hfSpss: number; lower: number }

function corrected(e: RmEffect, eps: Epsilons): RmWithinEffect {
  const at = (v: number) => fCdf(e.F, e.df1 * Math.min(1, v), e.df2 * Math.min(1, v), 'upper')
  return { ...e, pGg: at(eps.gg), pHf: at(eps.hf), pHfSpss: at(eps.hfSpss), pLowerBound: at(eps.lower) }
}

/**
 * Repeated-measures analysis of variance, one between factor (group) and one within (time), type III, listwise.
 *
 * @param y a row a subject, a column a time, NaN where missing; @param group label of each subject
 * @returns effects with sphericity corrections, pairwise times within groups (paired t and SPSS's EMMEANS LSD), groups
 *   at each time; not computable with too few subjects or a singular covariance
 * @throws RangeError when y and group differ in length or rows are ragged
 *
 * R: `car::Anova(lm(Y ~ group), idata, idesign = ~time, type = 3)`, `afex::aov_ez`.
 */
export function rmAnova(y: readonly ArrayLike<number>[], group: readonly string[]): RmAnova | NotComputable {
  requireSameLength(y, group, 'y and group')
  const d = collect(y, group)
  const { n, k, levels, sizes } = d
  const G = levels.length
  if (n - G < k) return notComputable('too_few')
  if (k < 2) return notComputable('lt_2_times')
  if (!d.rows.every(Number.isFinite)) return notComputable('infinite_value')
  const { means, within } = moments(d)
  const eigen = symmetricEigen(within, k).values
  let largest = 0
  for (let j = 0; j < k; j++) largest = Math.max(largest, within[j * k + j]!)
  if (!(eigen[k - 1]! > 1e-12 * largest)) return notComputable('singular_covariance')
  const C = orthonormal(k)
  const p = k - 1
  const error = project(C, within, k)
  let ssWithin = 0
  for (let a = 0; a < p; a++) ssWithin += error[a * p + a]!
  let ssBetweenError = 0
  for (const v of within) ssBetweenError += v / k
  const errorDf = n - G
  const harmonic = sizes.reduce((s, m) => s + 1 / m, 0) / (G * G)
  let ssTime = 0
  let ssInteraction = 0
  for (let a = 0; a < p; a++) {
    const z = sizes.map((_, g) => contrast(C, a, k, means, g))
    const plain = z.reduce((s, v) => s + v, 0) / G
    const weighted = z.reduce((s, v, g) => s + v * sizes[g]!, 0) / n
    ssTime += (plain * plain) / harmonic
    ssInteraction += z.reduce((s, v, g) => s + sizes[g]! * (v - weighted) ** 2, 0)
  }
  const level = sizes.map((_, g) => means.slice(g * k, g * k + k).reduce((s, v) => s + v, 0) / Math.sqrt(k))
  const centre = level.reduce((s, v, g) => s + v * sizes[g]!, 0) / n
  const ssGroup = level.reduce((s, v, g) => s + sizes[g]! * (v - centre) ** 2, 0)
  const gg = k > 2 ? greenhouseGeisser(error, p) : 1
  const hf = k > 2 ? huynhFeldt(gg, p, errorDf, n) : { spss: 1, lecoutre: 1 }
  const eps: Epsilons = { gg, hf: hf.lecoutre, hfSpss: hf.spss, lower: 1 / p }
  const errors = ssBetweenError + ssWithin
  const time = corrected(effect(ssTime, p, ssWithin, errorDf * p, errors), eps)
  const between = {
    group: effect(ssGroup, G - 1, ssBetweenError, errorDf, errors),
    interaction: corrected(effect(ssInteraction, (G - 1) * p, ssWithin, errorDf * p, errors), eps),
  }
  return {
    status: 'ok',
    n,
    nDropped: y.length - n,
    effects: G > 1 ? { time, ...between } : { time },
    sphericity: k > 2 ? sphericity(error, p, errorDf, n) : null,
    withinGroupPairs: withinGroupPairs(d, within, means),
    betweenGroupsAtTime: G === 2 ? groupsAtTimes(d, means) : null,
  }
}

function groupsAtTimes(d: RmData, means: Float64Array): RmAnova['betweenGroupsAtTime'] {
  const { rows, n, k, codes, sizes } = d
  return Array.from({ length: k }, (_, j) => {
    const square = [0, 0]
    for (let i = 0; i < n; i++)
      square[codes[i]!] = square[codes[i]!]! + (rows[i * k + j]! - means[codes[i]! * k + j]!) ** 2
    const sd = square.map((s, g) => (sizes[g]! > 1 ? Math.sqrt(s / (sizes[g]! - 1)) : 0))
    const t = tTestFromSummary({
      mean1: means[j]!,
      sd1: sd[0]!,
      n1: sizes[0]!,
      mean2: means[k + j]!,
      sd2: sd[1]!,
      n2: sizes[1]!,
    })
    return { time: j, ...(t.status === 'ok' && t.student ? t.student : {}) }
  })
}
