import { LogisticSolver } from '../kernel/logistic-fit'
import { findRoot } from '../kernel/roots'
import { chiSquareQuantile } from '../kernel/student'
import type { Interval } from '../result'
import { rowMajor } from './design'

/**
 * Interval of one coefficient where twice the log likelihood falls by the chi-square quantile, the others refitted.
 * An end that is not reached within 25 growing steps is infinite.
 */
export function profileInterval(
  columns: readonly Float64Array[],
  y: Float64Array,
  at: number,
  estimate: { beta: Float64Array; se: number; deviance: number },
  conf: number,
): Interval {
  const n = y.length
  const others = columns.filter((_, j) => j !== at)
  const solver = new LogisticSolver(rowMajor(others), n, others.length)
  const own = columns[at]!
  const offset = new Float64Array(n)
  const critical = chiSquareQuantile(1 - conf, 1, 'upper')
  const start = Float64Array.from(estimate.beta).filter((_, j) => j !== at)
  const rise = (value: number): number => {
    for (let i = 0; i < n; i++) offset[i] = own[i]! * value
    const fit = solver.fit(y, { offset, start, tolerance: 1e-14 })
    if (fit.state === 'converged') start.set(fit.beta)
    return fit.deviance - estimate.deviance - critical
  }
  const centre = estimate.beta[at]!
  const fresh = start.slice()
  const side = (sign: number): number => {
    start.set(fresh)
    let width = sign * 2 * estimate.se
    let steps = 0
    while (rise(centre + width) < 0 && steps < 25) {
      width *= 1.6
      steps++
    }
    if (steps >= 25) return sign * Infinity
    return findRoot(rise, centre, centre + width, 1e-11) ?? sign * Infinity
  }
  return [side(-1), side(1)]
}
