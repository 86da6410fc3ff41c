import { requireCount } from '../kernel/sample'

export type Grim = {
  status: 'ok'
  /** Some whole total rounds (half up, down or to even) to the printed mean. */
  consistent: boolean
  /** Smallest step between possible means, 1 / (n · items). */
  granularity: number
  /** Possible means at or below and at or above the printed one. */
  below: number
  above: number
  /** With n · items >= 10^decimals every printed mean is possible: the check says nothing. */
  informative: boolean
}

/**
 * GRIM (Brown & Heathers 2017): can a mean printed to so many decimals come from n whole-number answers?
 *
 * @param mean as printed, e.g. '3.47' (trailing zeros count)
 * @param n number of answers; @param items whole-number items averaged for each, default 1
 * @throws RangeError when mean is not a decimal number or n, items not whole and positive
 * @example grim('3.47', 18).consistent // false
 */
export function grim(mean: string, n: number, items = 1): Grim {
  if (!/^-?\d+(\.\d+)?$/.test(mean))
    throw new RangeError(`mean must be a printed decimal number, got '${mean}'`)
  requireCount(n, 'n')
  requireCount(items, 'items')
  if (n < 1 || items < 1) throw new RangeError('n and items must be at least 1')
  const decimals = mean.includes('.') ? mean.length - mean.indexOf('.') - 1 : 0
  const value = Number(mean)
  const cells = n * items
  // Whole totals beside value · cells; a tolerance of half a unit in the last place, with slack for binary fractions.
  const lower = Math.floor(value * cells + 1e-9)
  const upper = Math.ceil(value * cells - 1e-9)
  const half = 0.5 * 10 ** -decimals + 1e-10
  const fits = (total: number) => Math.abs(total / cells - value) <= half
  return {
    status: 'ok',
    consistent: fits(lower) || fits(upper),
    granularity: 1 / cells,
    below: lower / cells,
    above: upper / cells,
    informative: cells < 10 ** decimals,
  }
}
