import {
  mean,
  medianOfSorted,
  present,
  quantileOfSorted,
  requireOpenUnit,
  sorted,
  variance,
} from '../kernel/sample'
import { tQuantile } from '../kernel/student'
import { finiteOrNull, notComputable, type Interval, type NotComputable } from '../result'

export type Descriptives = {
  status: 'ok'
  n: number
  nMissing: number
  mean: number | null
  sd: number | null
  /** Standard error of the mean. */
  se: number | null
  /** t interval of the mean. */
  ci: Interval | null
  median: number | null
  /** Quartiles of SPSS (Hyndman-Fan type 6). */
  q1Type6: number | null
  q3Type6: number | null
  /** Quartiles of R's default (type 7). */
  q1Type7: number | null
  q3Type7: number | null
  min: number | null
  max: number | null
  /** Adjusted Fisher-Pearson skewness G1 (SPSS, SAS). */
  skewness: number | null
  /** Excess kurtosis G2 (SPSS, SAS). */
  kurtosis: number | null
}

/** G1 = m3 / m2^1.5 · √(n(n-1)) / (n-2), and G2 likewise (Joanes & Gill 1998). */
function shape(x: Float64Array, centre: number): { skewness: number | null; kurtosis: number | null } {
  const n = x.length
  let m2 = 0
  let m3 = 0
  let m4 = 0
  // Deviations in units of the largest, so that no power runs out of range.
  const unit = Math.max(x[n - 1]! - centre, centre - x[0]!)
  if (!(unit > 0)) return { skewness: null, kurtosis: null }
  for (let i = 0; i < n; i++) {
    const d = (x[i]! - centre) / unit
    const d2 = d * d
    m2 += d2
    m3 += d2 * d
    m4 += d2 * d2
  }
  m2 /= n
  m3 /= n
  m4 /= n
  const skewness = n < 3 || m2 === 0 ? null : ((m3 / m2 ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2)
  const kurtosis =
    n < 4 || m2 === 0 ? null : (((n + 1) * (m4 / (m2 * m2) - 3) + 6) * (n - 1)) / ((n - 2) * (n - 3))
  return { skewness, kurtosis }
}

/**
 * Location, spread and shape of one variable, in the units of `x`.
 *
 * @param x values, NaN where missing
 * @param options.conf confidence level of the interval of the mean, default 0.95
 * @throws TypeError when `x` holds anything but numbers; RangeError when `conf` is not in (0, 1)
 *
 * R: `mean`, `sd`, `quantile(x, type = 6)`, `quantile(x, type = 7)`, `t.test(x)$conf.int`.
 * @example descriptives([1, 2, 4]).median // 2
 */
export function descriptives(
  x: ArrayLike<number>,
  options: { conf?: number } = {},
): Descriptives | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const values = present(x, 'x')
  const n = values.length
  const nMissing = x.length - n
  if (!n) return emptySample(nMissing)
  const order = sorted(values)
  if (!Number.isFinite(order[0]!) || !Number.isFinite(order[n - 1]!)) return notComputable('infinite_value')
  return descriptivesSorted(order, nMissing, conf)
}

/** The same from at least one value, sorted and finite. */
export function descriptivesSorted(order: Float64Array, nMissing: number, conf: number): Descriptives {
  const n = order.length
  const centre = mean(order)
  const sd = n > 1 ? Math.sqrt(variance(order, centre)) : null
  const se = sd === null ? null : sd / Math.sqrt(n)
  const half = se === null ? 0 : tQuantile((1 - conf) / 2, n - 1, 'upper') * se
  return {
    status: 'ok',
    n,
    nMissing,
    mean: centre,
    sd,
    se,
    ci: se === null ? null : [centre - half, centre + half],
    median: finiteOrNull(medianOfSorted(order)),
    q1Type6: quantileOfSorted(order, 0.25, 6),
    q3Type6: quantileOfSorted(order, 0.75, 6),
    q1Type7: quantileOfSorted(order, 0.25, 7),
    q3Type7: quantileOfSorted(order, 0.75, 7),
    min: order[0]!,
    max: order[n - 1]!,
    ...shape(order, centre),
  }
}

function emptySample(nMissing: number): Descriptives {
  const none = null
  return {
    status: 'ok',
    n: 0,
    nMissing,
    mean: none,
    sd: none,
    se: none,
    ci: none,
    median: none,
    q1Type6: none,
    q3Type6: none,
    q1Type7: none,
    q3Type7: none,
    min: none,
    max: none,
    skewness: none,
    kurtosis: none,
  }
}
