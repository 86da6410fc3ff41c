import { chiSquareCdf } from '../kernel/gamma'
import { quantileOfSorted, requireNumbers, requireSameLength, sorted } from '../kernel/sample'
import { requireBinary } from '../logistic/design'
import { notComputable, type NotComputable } from '../result'

export type HosmerLemeshow = {
  /** Null when a group has no row or expects nothing. */
  X2: number | null
  df: number
  p: number | null
  groups: number
  n: (number | null)[]
  observed: (number | null)[]
  expected: (number | null)[]
}

/** The test on complete data; null when the quantiles leave fewer than two groups. */
export function hosmerLemeshowTest(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  g: number,
): HosmerLemeshow | null {
  const order = sorted(p)
  const cuts: number[] = []
  for (let i = 0; i <= g; i++) {
    const cut = quantileOfSorted(order, i * (1 / g), 7)
    if (!cuts.includes(cut)) cuts.push(cut)
  }
  const groups = cuts.length - 1
  if (groups < 2) return null
  const n = new Array<number>(groups).fill(0)
  const observed = new Array<number>(groups).fill(0)
  const expected = new Array<number>(groups).fill(0)
  for (let i = 0; i < p.length; i++) {
    // Closed on the right; the lowest cut belongs to the first group.
    let k = 0
    while (k < groups - 1 && p[i]! > cuts[k + 1]!) k++
    n[k] = n[k]! + 1
    observed[k] = observed[k]! + y[i]!
    expected[k] = expected[k]! + p[i]!
  }
  let X2 = 0
  for (let k = 0; k < groups; k++) {
    const d2 = (observed[k]! - expected[k]!) ** 2
    X2 += n[k] ? d2 / expected[k]! + d2 / (n[k]! - expected[k]!) : Number.NaN
  }
  const df = g - 2
  const known = Number.isNaN(X2) ? null : X2
  const shown = (values: number[]) => values.map((v, k) => (n[k] ? v : null))
  return {
    X2: known,
    df,
    p: known === null ? null : chiSquareCdf(known, df, 'upper'),
    groups,
    n: shown(n),
    observed: shown(observed),
    expected: shown(expected),
  }
}

/**
 * Hosmer-Lemeshow test of calibration: groups by quantiles (type 7) of the predicted probability, closed on the
 * right, equal cut points merged, df = g - 2 with the g asked for.
 *
 * @param y outcome 0 or 1; @param p predicted probabilities; @param options.g groups asked for, default 10
 * @throws RangeError when lengths differ or y is not 0/1
 *
 * R: `ResourceSelection::hoslem.test(y, p, g)`.
 */
export function hosmerLemeshow(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  options: { g?: number } = {},
): ({ status: 'ok' } & HosmerLemeshow) | NotComputable {
  requireNumbers(p, 'p')
  requireSameLength(y, p, 'y and p')
  requireBinary(y, 'y')
  const g = options.g ?? 10
  if (!(Number.isInteger(g) && g >= 3)) throw new RangeError(`g must be a whole number >= 3, got ${g}`)
  const test = hosmerLemeshowTest(y, p, g)
  return test ? { status: 'ok', ...test } : notComputable('too_few_distinct_probabilities')
}
