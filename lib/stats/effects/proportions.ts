import { normalQuantile } from '../kernel/normal'
import { betaQuantile } from '../kernel/student'
import type { Interval } from '../result'

/** Wilson's score interval of x of n, clipped to 0..1. */
export function wilson(x: number, n: number, conf = 0.95): Interval {
  const z = normalQuantile((1 - conf) / 2, 'upper')
  const z2 = z * z
  const p = x / n
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  return [Math.max(0, centre - half), Math.min(1, centre + half)]
}

/** Clopper and Pearson's exact interval of x of n. R: `binom.test(x, n)$conf.int`. */
export function clopperPearson(x: number, n: number, conf = 0.95): Interval {
  const alpha = (1 - conf) / 2
  return [
    x === 0 ? 0 : betaQuantile(alpha, x, n - x + 1),
    x === n ? 1 : betaQuantile(alpha, x + 1, n - x, 'upper'),
  ]
}
