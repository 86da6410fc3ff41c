import { normalQuantile } from '../kernel/normal'
import { mean, quantileOfSorted, requireSameLength, variance } from '../kernel/sample'
import { isOneClass, requireBinary } from '../logistic/design'
import { notComputable, type Interval, type NotComputable } from '../result'
import { concordance } from './concordance'

export type RocBootstrap = {
  status: 'ok'
  auc: number
  /** Resamples with both outcomes. */
  nValid: number
  mean: number
  se: number
  ciPercentile: Interval
  ciPercentileType6: Interval
  ciNormal: Interval
}

/**
 * Bootstrap of the area under the curve over given resamples.
 *
 * @param y outcome 0 or 1, complete; @param score complete
 * @param index one array of row numbers (from 0) a resample
 * @throws RangeError when lengths differ or a row number is out of range
 *
 * R: `pROC::ci.auc(method = "bootstrap")` with the resamples fixed.
 */
export function rocBootstrap(
  y: ArrayLike<number>,
  score: ArrayLike<number>,
  index: readonly ArrayLike<number>[],
): RocBootstrap | NotComputable {
  requireBinary(y, 'y')
  requireSameLength(y, score, 'y and score')
  if (isOneClass(y)) return notComputable('outcome_constant')
  const values: number[] = []
  index.forEach((rows, b) => {
    const yy = new Float64Array(rows.length)
    const ss = new Float64Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      if (!(row >= 0 && row < y.length)) throw new RangeError(`index[${b}] holds ${row}, which is no row`)
      yy[i] = y[row]!
      ss[i] = score[row]!
    }
    if (!isOneClass(yy)) values.push(concordance(ss, yy))
  })
  if (values.length < 2) return notComputable('too_few')
  const auc = concordance(score, y)
  const order = Float64Array.from(values).sort()
  const se = Math.sqrt(variance(values))
  const z = normalQuantile(0.025, 'upper')
  const percentile = (type: 6 | 7): Interval => [
    quantileOfSorted(order, 0.025, type),
    quantileOfSorted(order, 0.975, type),
  ]
  return {
    status: 'ok',
    auc,
    nValid: values.length,
    mean: mean(values),
    se,
    ciPercentile: percentile(7),
    ciPercentileType6: percentile(6),
    ciNormal: [auc - z * se, auc + z * se],
  }
}
