import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { requireNumbers, requireSameLength } from '../kernel/sample'
import { tTwoSided } from '../kernel/student'
import { isOneClass, requireBinary } from '../logistic/design'
import { notComputable, type Interval, type NotComputable } from '../result'
import { delongCovariance, placements } from './delong'

export type DelongPaired = {
  status: 'ok'
  auc1: number
  auc2: number
  var1: number
  var2: number
  cov: number
  diff: number
  se: number
  z: number
  p: number
  ci: Interval
}
export type DelongUnpaired = {
  status: 'ok'
  auc1: number
  auc2: number
  diff: number
  se: number
  zNormal: number
  pNormal: number
  /** As pROC prints it: t with Satterthwaite df. */
  dProc: number
  dfProc: number
  pProc: number
}

function checkScores(y: ArrayLike<number>, score: ArrayLike<number>, name: string): void {
  requireNumbers(score, name)
  requireSameLength(y, score, `y and ${name}`)
  for (let i = 0; i < score.length; i++)
    if (Number.isNaN(score[i]!)) throw new RangeError(`${name} must be complete, row ${i} is missing`)
}

/**
 * DeLong's test of two areas under the curve on the same patients; higher scores mean events.
 *
 * @param y outcome 0 or 1, complete; @param score1, score2 the two scores, complete
 * R: `pROC::roc.test(roc1, roc2, method = "delong", paired = TRUE)`.
 */
export function delongPaired(
  y: ArrayLike<number>,
  score1: ArrayLike<number>,
  score2: ArrayLike<number>,
): DelongPaired | NotComputable {
  requireBinary(y, 'y')
  checkScores(y, score1, 'score1')
  checkScores(y, score2, 'score2')
  if (isOneClass(y)) return notComputable('outcome_constant')
  const a = placements(score1, y)
  const b = placements(score2, y)
  const var1 = delongCovariance(a, a)
  const var2 = delongCovariance(b, b)
  const cov = delongCovariance(a, b)
  const variance = var1 + var2 - 2 * cov
  if (!(variance > 1e-18)) return notComputable('zero_variance')
  const diff = a.auc - b.auc
  const se = Math.sqrt(variance)
  const z = diff / se
  const half = normalQuantile(0.025, 'upper') * se
  return {
    status: 'ok',
    auc1: a.auc,
    auc2: b.auc,
    var1,
    var2,
    cov,
    diff,
    se,
    z,
    p: normalTwoSided(z),
    ci: [diff - half, diff + half],
  }
}

/**
 * Comparison of two areas from different patients.
 *
 * @param y1, score1 outcome and score of the first sample, complete; @param y2, score2 of the second
 * R: `pROC::roc.test(roc1, roc2, method = "delong", paired = FALSE)`.
 */
export function delongUnpaired(
  y1: ArrayLike<number>,
  score1: ArrayLike<number>,
  y2: ArrayLike<number>,
  score2: ArrayLike<number>,
): DelongUnpaired | NotComputable {
  requireBinary(y1, 'y1')
  requireBinary(y2, 'y2')
  checkScores(y1, score1, 'score1')
  checkScores(y2, score2, 'score2')
  if (isOneClass(y1) || isOneClass(y2)) return notComputable('outcome_constant')
  const a = placements(score1, y1)
  const b = placements(score2, y2)
  const v1 = delongCovariance(a, a)
  const v2 = delongCovariance(b, b)
  if (!(v1 + v2 > 1e-18)) return notComputable('zero_variance')
  const diff = a.auc - b.auc
  const se = Math.sqrt(v1 + v2)
  const z = diff / se
  const share = v1 / (v1 + v2)
  const df = 1 / (share ** 2 / (y1.length - 1) + (1 - share) ** 2 / (y2.length - 1))
  return {
    status: 'ok',
    auc1: a.auc,
    auc2: b.auc,
    diff,
    se,
    zNormal: z,
    pNormal: normalTwoSided(z),
    dProc: z,
    dfProc: df,
    pProc: tTwoSided(z, df),
  }
}
