import { clopperPearson, wilson } from '../effects/proportions'
import { inverseLogit } from '../kernel/logistic-fit'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { orderOf } from '../kernel/ranks'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { isOneClass, requireBinary } from '../logistic/design'
import { notComputable, type Interval, type NotComputable } from '../result'
import { delongCovariance, placements } from './delong'

export type RocCut = {
  /** Positive when score >= cutObserved (lower direction: <=). */
  cutObserved: number
  /** Halfway to the next score on the negative side; infinite at the end. */
  cutMidpoint: number
  tp: number
  fp: number
  fn: number
  tn: number
  sensitivity: number
  specificity: number
  youden: number
  ppv: number | null
  npv: number | null
  accuracy: number
  lrPos: number | null
  lrNeg: number | null
  sensCiWilson: Interval
  specCiWilson: Interval
  sensCiExact: Interval
  specCiExact: Interval
}
export type Roc = {
  status: 'ok'
  nPos: number
  nNeg: number
  auc: number
  /** Null with a single event or non-event. */
  seDelong: number | null
  ciDelong: Interval | null
  ciDelongLogit: Interval | null
  seHanleyMcneil: number
  ciHanleyMcneil: Interval
  /** Mann-Whitney z against an area of ½; null when all scores are equal. */
  pNullHalf: number | null
  nThresholds: number
  /** Every cut that reaches the largest Youden index. */
  optimal: RocCut[]
  /** [false positive rate, true positive rate] from the lowest cut up; null when not asked for. */
  curve: [number, number][] | null
}

type Thresholds = { k: number; value: Float64Array; tp: Int32Array; fp: Int32Array; tieSum: number }

/** Positives at or above each distinct score, ascending, from the sorted rows. */
function countThresholds(s: Float64Array, y: Float64Array, order: Uint32Array, nPos: number): Thresholds {
  const n = s.length
  const out = { k: 0, value: new Float64Array(n), tp: new Int32Array(n), fp: new Int32Array(n), tieSum: 0 }
  let pos = nPos
  let neg = n - nPos
  for (let i = 0; i < n;) {
    const v = s[order[i]!]!
    out.value[out.k] = v
    out.tp[out.k] = pos
    out.fp[out.k++] = neg
    const before = i
    for (; i < n && s[order[i]!] === v; i++) {
      if (y[order[i]!] === 1) pos--
      else neg--
    }
    const t = i - before
    out.tieSum += t * t * t - t
  }
  return out
}

function describeCut(t: Thresholds, at: number, nPos: number, nNeg: number, sign: number): RocCut {
  const tp = t.tp[at]!
  const fp = t.fp[at]!
  const fn = nPos - tp
  const tn = nNeg - fp
  const middle = at === 0 ? -Infinity : (t.value[at - 1]! + t.value[at]!) / 2
  return {
    cutObserved: sign * t.value[at]!,
    cutMidpoint: sign * middle,
    tp,
    fp,
    fn,
    tn,
    sensitivity: tp / nPos,
    specificity: tn / nNeg,
    youden: tp / nPos + tn / nNeg - 1,
    ppv: tp + fp > 0 ? tp / (tp + fp) : null,
    npv: tn + fn > 0 ? tn / (tn + fn) : null,
    accuracy: (tp + tn) / (nPos + nNeg),
    lrPos: fp > 0 ? tp / nPos / (fp / nNeg) : null,
    lrNeg: tn > 0 ? fn / nPos / (tn / nNeg) : null,
    sensCiWilson: wilson(tp, nPos),
    specCiWilson: wilson(tn, nNeg),
    sensCiExact: clopperPearson(tp, nPos),
    specCiExact: clopperPearson(tn, nNeg),
  }
}

/** Rows with both values, the score turned so that higher means more events. */
function complete(y: ArrayLike<number>, score: ArrayLike<number>, sign: number) {
  const yy = new Float64Array(y.length)
  const s = new Float64Array(y.length)
  let n = 0
  for (let i = 0; i < y.length; i++) {
    if (Number.isNaN(y[i]!) || Number.isNaN(score[i]!)) continue
    yy[n] = y[i]!
    s[n++] = sign * score[i]!
  }
  return { yy: yy.subarray(0, n), s: s.subarray(0, n) }
}

/**
 * Receiver operating characteristic of one score: area with DeLong, logit and Hanley-McNeil intervals, every
 * Youden-optimal cut.
 *
 * @param y outcome 0 or 1, NaN where missing; @param score NaN where missing
 * @param options direction 'higher' (default: higher score, more events) or 'lower'; curve: return all points
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `pROC::roc(y, score)`, `pROC::ci.auc`, `pROC::coords("best", best.method = "youden")`.
 */
export function roc(
  y: ArrayLike<number>,
  score: ArrayLike<number>,
  options: { direction?: 'higher' | 'lower'; curve?: boolean } = {},
): Roc | NotComputable {
  requireNumbers(y, 'y')
  requireNumbers(score, 'score')
  requireSameLength(y, score, 'y and score')
  const direction = options.direction ?? 'higher'
  if (direction !== 'higher' && direction !== 'lower')
    throw new RangeError(`direction must be higher or lower, got ${String(direction)}`)
  const sign = direction === 'higher' ? 1 : -1
  const { yy, s } = complete(y, score, sign)
  requireBinary(yy, 'y')
  if (isOneClass(yy)) return notComputable('outcome_constant')
  const nPos = yy.reduce((a, b) => a + b, 0)
  const nNeg = yy.length - nPos
  const order = orderOf(s)
  const place = placements(s, yy, order)
  const A = place.auc
  const variance = delongCovariance(place, place)
  const se = Number.isNaN(variance) ? null : Math.sqrt(Math.max(0, variance))
  const z = normalQuantile(0.025, 'upper')
  const around = (e: number): Interval => [Math.max(0, A - z * e), Math.min(1, A + z * e)]
  const q1 = A / (2 - A)
  const q2 = (2 * A * A) / (1 + A)
  const hm = Math.sqrt(
    Math.max(0, A * (1 - A) + (nPos - 1) * (q1 - A * A) + (nNeg - 1) * (q2 - A * A)) / (nPos * nNeg),
  )
  let logit: Interval | null = null
  if (A > 0 && A < 1 && se !== null) {
    const l = Math.log(A / (1 - A))
    const sl = se / (A * (1 - A))
    logit = [inverseLogit(l - z * sl), inverseLogit(l + z * sl)]
  }
  const t = countThresholds(s, yy, order, nPos)
  const N = nPos + nNeg
  const rankVariance = ((nPos * nNeg) / 12) * (N + 1 - t.tieSum / (N * (N - 1)))
  const youden = (i: number) => t.tp[i]! / nPos + (nNeg - t.fp[i]!) / nNeg - 1
  let best = -Infinity
  for (let i = 0; i < t.k; i++) best = Math.max(best, youden(i))
  const optimal: RocCut[] = []
  for (let i = 0; i < t.k; i++)
    if (youden(i) >= best - 1e-12) optimal.push(describeCut(t, i, nPos, nNeg, sign))
  return {
    status: 'ok',
    nPos,
    nNeg,
    auc: A,
    seDelong: se,
    ciDelong: se === null ? null : around(se),
    ciDelongLogit: logit,
    seHanleyMcneil: hm,
    ciHanleyMcneil: around(hm),
    pNullHalf: rankVariance > 0 ? normalTwoSided(((A - 0.5) * nPos * nNeg) / Math.sqrt(rankVariance)) : null,
    nThresholds: t.k,
    optimal,
    curve: options.curve
      ? Array.from({ length: t.k }, (_, i): [number, number] => [t.fp[i]! / nNeg, t.tp[i]! / nPos])
      : null,
  }
}
