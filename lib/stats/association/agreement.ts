import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { mean, present, requireSameLength, variance } from '../kernel/sample'
import { fQuantile, tQuantile } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'
import { completeRows } from '../tables/complete-rows'

export type Kappa = {
  status: 'ok'
  kappa: number
  se: number
  ci: Interval
  /** Against kappa = 0, with the variance under that hypothesis. */
  z: number
  p: number
  po: number
  weightedKappaQuadratic: number
}
export type Icc = {
  status: 'ok'
  icc1: number
  icc2Single: number
  icc3Single: number
  icc2Avg: number
  icc3Avg: number
  ciIcc3Single: Interval
  ciIcc2Single: Interval
  /** Standard error of measurement √MSE, in the units of the data. */
  sem: number
}
export type BlandAltman = {
  status: 'ok'
  n: number
  bias: number
  sd: number
  loa: Interval
  biasCi: Interval
  /** Approximate standard error of a limit of agreement. */
  loaSe: number
}

/**
 * Cohen's kappa of two raters (Fleiss, Cohen & Everitt 1969 standard errors) and the quadratically weighted kappa.
 * @param table square: rows first rater, columns second, categories in the same order
 * R: `vcd::Kappa`, `psych::cohen.kappa`.
 */
export function cohenKappa(table: ArrayLike<ArrayLike<number>>): Kappa | NotComputable {
  const k = table.length
  const rows = Array.from(table, (row) => Array.from(row))
  if (k < 2 || rows.some((r) => r.length !== k))
    throw new RangeError('table must be square with at least 2 categories')
  for (const v of rows.flat())
    if (!(v >= 0 && v < Infinity)) throw new RangeError(`table must hold counts >= 0, got ${v}`)
  const n = rows.flat().reduce((a, b) => a + b, 0)
  if (!(n > 0)) return notComputable('too_few')
  const P = rows.map((r) => r.map((v) => v / n))
  const a = P.map((r) => r.reduce((s, v) => s + v, 0))
  const b = P.map((_, j) => P.reduce((s, r) => s + r[j]!, 0))
  let po = 0
  let pe = 0
  let spread = 0
  let weighted = 0
  let weightedChance = 0
  for (let i = 0; i < k; i++) {
    po += P[i]![i]!
    pe += a[i]! * b[i]!
    spread += a[i]! * b[i]! * (a[i]! + b[i]!)
    for (let j = 0; j < k; j++) {
      const w = 1 - (i - j) ** 2 / (k - 1) ** 2
      weighted += w * P[i]![j]!
      weightedChance += w * a[i]! * b[j]!
    }
  }
  if (pe >= 1) return notComputable('no_variation')
  const kappa = (po - pe) / (1 - pe)
  let A = 0
  let B = 0
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++) {
      if (i === j) A += P[i]![i]! * (1 - (a[i]! + b[i]!) * (1 - kappa)) ** 2
      else B += P[i]![j]! * (b[i]! + a[j]!) ** 2
    }
  const C = (kappa - pe * (1 - kappa)) ** 2
  const se = Math.sqrt(Math.max(0, A + (1 - kappa) ** 2 * B - C) / ((1 - pe) ** 2 * n))
  const seNull = Math.sqrt(Math.max(0, pe + pe * pe - spread) / ((1 - pe) ** 2 * n))
  if (!(seNull > 0)) return notComputable('no_variation')
  const z = kappa / seNull
  const half = normalQuantile(0.025, 'upper') * se
  return {
    status: 'ok',
    kappa,
    se,
    ci: [kappa - half, kappa + half],
    z,
    p: normalTwoSided(z),
    po,
    weightedKappaQuadratic: (weighted - weightedChance) / (1 - weightedChance),
  }
}

/**
 * Intraclass correlations of Shrout & Fleiss 1979.
 * @param matrix a row a subject, a column a rater; rows with a missing value are left out
 * R: `psych::ICC(matrix, lmer = FALSE)`.
 */
export function icc(matrix: readonly ArrayLike<number>[]): Icc | NotComputable {
  const X = completeRows(matrix)
  const n = X.length
  const k = X[0]?.length ?? 0
  if (n < 2 || k < 2) return notComputable('too_few')
  const rowMeans = X.map((r) => mean(r))
  const colMeans = Array.from({ length: k }, (_, j) => mean(X.map((r) => r[j]!)))
  const grand = mean(rowMeans)
  const MSR = (k * rowMeans.reduce((s, m) => s + (m - grand) ** 2, 0)) / (n - 1)
  const MSC = (n * colMeans.reduce((s, m) => s + (m - grand) ** 2, 0)) / (k - 1)
  let error = 0
  let within = 0
  X.forEach((r, i) =>
    r.forEach((v, j) => {
      error += (v - rowMeans[i]! - colMeans[j]! + grand) ** 2
      within += (v - rowMeans[i]!) ** 2
    }),
  )
  const d1 = n - 1
  const d2 = (n - 1) * (k - 1)
  const MSE = error / d2
  const MSW = within / (n * (k - 1))
  if (!(MSR + MSE > 0)) return notComputable('zero_variance')
  const icc2 = (MSR - MSE) / (MSR + (k - 1) * MSE + (k * (MSC - MSE)) / n)
  const F3 = MSR / MSE
  const FL = F3 / fQuantile(0.025, d1, d2, 'upper')
  const FU = F3 * fQuantile(0.025, d2, d1, 'upper')
  const a = (k * icc2) / (n * (1 - icc2))
  const b = 1 + (k * icc2 * (n - 1)) / (n * (1 - icc2))
  const v = (a * MSC + b * MSE) ** 2 / ((a * MSC) ** 2 / (k - 1) + (b * MSE) ** 2 / d2)
  const low = fQuantile(0.025, d1, v, 'upper')
  const high = fQuantile(0.025, v, d1, 'upper')
  const rest = k * MSC + (k * n - k - n) * MSE
  return {
    status: 'ok',
    icc1: (MSR - MSW) / (MSR + (k - 1) * MSW),
    icc2Single: icc2,
    icc3Single: (MSR - MSE) / (MSR + (k - 1) * MSE),
    icc2Avg: (MSR - MSE) / (MSR + (MSC - MSE) / n),
    icc3Avg: (MSR - MSE) / MSR,
    ciIcc3Single: [(FL - 1) / (FL + k - 1), (FU - 1) / (FU + k - 1)],
    ciIcc2Single: [
      (n * (MSR - low * MSE)) / (low * rest + n * MSR),
      (n * (high * MSR - MSE)) / (rest + n * high * MSR),
    ],
    sem: Math.sqrt(MSE),
  }
}

/**
 * Bland-Altman limits of agreement of two methods measuring the same subjects (x - y).
 * R: `mean(d) ± qnorm(.975) * sd(d)`.
 */
export function blandAltman(x: ArrayLike<number>, y: ArrayLike<number>): BlandAltman | NotComputable {
  requireSameLength(x, y, 'x and y')
  const d = present(
    Array.from(x, (v, i) => v - y[i]!),
    'x - y',
  )
  const n = d.length
  if (n < 2) return notComputable('too_few')
  const bias = mean(d)
  const sd = Math.sqrt(variance(d, bias))
  const z = normalQuantile(0.025, 'upper')
  const half = (tQuantile(0.025, n - 1, 'upper') * sd) / Math.sqrt(n)
  return {
    status: 'ok',
    n,
    bias,
    sd,
    loa: [bias - z * sd, bias + z * sd],
    biasCi: [bias - half, bias + half],
    loaSe: sd * Math.sqrt(1 / n + (z * z) / (2 * (n - 1))),
  }
}
