import { requireNumbers, requireSameLength } from '../kernel/sample'
import { requireBinary } from '../logistic/design'

export type DecisionCurve = {
  status: 'ok'
  /** Net benefit of acting when p >= threshold, one a threshold, in true positives per patient. */
  netBenefit: number[]
  treatAll: number[]
  interventionsAvoidedPer100: number[]
}

/**
 * Decision curve (Vickers & Elkin 2006).
 *
 * @param y outcome 0 or 1; @param p predicted probabilities; @param thresholds between 0 and 1
 * @throws RangeError when lengths differ or a threshold is not in (0, 1)
 * R: `rmda::decision_curve`, `dcurves::dca`.
 */
export function decisionCurve(
  y: ArrayLike<number>,
  p: ArrayLike<number>,
  thresholds: ArrayLike<number>,
): DecisionCurve {
  requireBinary(y, 'y')
  requireNumbers(p, 'p')
  requireSameLength(y, p, 'y and p')
  const n = y.length
  let events = 0
  for (let i = 0; i < n; i++) events += y[i]!
  const netBenefit: number[] = []
  const treatAll: number[] = []
  const avoided: number[] = []
  for (let k = 0; k < thresholds.length; k++) {
    const t = thresholds[k]!
    if (!(t > 0 && t < 1)) throw new RangeError(`thresholds must lie between 0 and 1, got ${t}`)
    const odds = t / (1 - t)
    let tp = 0
    let fp = 0
    for (let i = 0; i < n; i++)
      if (p[i]! >= t) {
        if (y[i] === 1) tp++
        else fp++
      }
    const nb = tp / n - (fp / n) * odds
    const all = events / n - (1 - events / n) * odds
    netBenefit.push(nb)
    treatAll.push(all)
    avoided.push(((nb - all) / odds) * 100)
  }
  return { status: 'ok', netBenefit, treatAll, interventionsAvoidedPer100: avoided }
}
