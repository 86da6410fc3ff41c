import { betaCdf, binomialCdf } from '@/lib/stats/kernel/beta'
import { chiSquareCdf, gammaCdf } from '@/lib/stats/kernel/gamma'
import { hypergeometricCdf } from '@/lib/stats/kernel/hypergeometric'
import { noncentralTCdf } from '@/lib/stats/kernel/noncentral-t'
import { normalCdf, normalQuantile } from '@/lib/stats/kernel/normal'
import { lowerSum, mannWhitneyDensity, signedRankDensity } from '@/lib/stats/kernel/rank-counts'
import {
  betaQuantile,
  chiSquareQuantile,
  fCdf,
  fQuantile,
  gammaQuantile,
  tCdf,
  tQuantile,
} from '@/lib/stats/kernel/student'
import { studentizedRangeCdf, studentizedRangeQuantile } from '@/lib/stats/kernel/studentized-range'
import { flip, type Tail } from '@/lib/stats/kernel/tail'
import { vector, type Input } from './input'

type Fn = (args: number[], tail: Tail) => number

function latticeTail(density: Float64Array, cut: number, tail: Tail): number {
  // Both lattices are symmetric: the upper tail is the lower tail mirrored.
  return lowerSum(density, tail === 'lower' ? cut : density.length - 2 - Math.floor(cut + 1e-7))
}

/** R's distribution functions by name, arguments in R's order. */
const functions: Record<string, Fn> = {
  pnorm: ([q, m = 0, s = 1], tail) => normalCdf((q! - m) / s, tail),
  qnorm: ([p, m = 0, s = 1], tail) => m + s * normalQuantile(p!, tail),
  pt: ([q, df, ncp], tail) => (ncp === undefined ? tCdf(q!, df!, tail) : noncentralTCdf(q!, df!, ncp, tail)),
  qt: ([p, df], tail) => tQuantile(p!, df!, tail),
  pchisq: ([q, df], tail) => chiSquareCdf(q!, df!, tail),
  qchisq: ([p, df], tail) => chiSquareQuantile(p!, df!, tail),
  pf: ([q, a, b], tail) => fCdf(q!, a!, b!, tail),
  qf: ([p, a, b], tail) => fQuantile(p!, a!, b!, tail),
  pbeta: ([q, a, b], tail) => betaCdf(q!, a!, b!, tail),
  qbeta: ([p, a, b], tail) => betaQuantile(p!, a!, b!, tail),
  pgamma: ([q, shape, rate = 1], tail) => gammaCdf(q! * rate, shape!, tail),
  qgamma: ([p, shape, rate = 1], tail) => gammaQuantile(p!, shape!, tail) / rate,
  ptukey: ([q, k, df], tail) => studentizedRangeCdf(q!, k!, df!, tail),
  qtukey: ([p, k, df], tail) => studentizedRangeQuantile(tail === flip('upper') ? p! : 1 - p!, k!, df!),
  psignrank: ([q, n], tail) => latticeTail(signedRankDensity(n!), q!, tail),
  pwilcox: ([q, m, n], tail) => latticeTail(mannWhitneyDensity(m!, n!), q!, tail),
  pbinom: ([q, n, p], tail) => binomialCdf(q!, n!, p!, tail),
  phyper: ([q, m, n, k], tail) => hypergeometricCdf(q!, m!, n!, k!, tail),
}

export function runDistribution(i: Input): unknown {
  const f = functions[String(i.fn)]
  if (!f) throw new RangeError(`no distribution function ${String(i.fn)}`)
  const value = f(Array.from(vector(i, 'args')), i.lower === false ? 'upper' : 'lower')
  return Number.isNaN(value) ? { status: 'not_computable', reason: 'nan' } : { status: 'ok', value }
}
