import { logHypergeometric } from '../kernel/hypergeometric'
import { findRoot } from '../kernel/roots'
import { requireOpenUnit } from '../kernel/sample'
import { notComputable, type Interval, type NotComputable } from '../result'
import { fisherMonteCarlo } from './fisher-monte-carlo'
import { fisherNetwork } from './fisher-network'
import { cleanTable, isWhole } from './table'

export type FisherOptions = {
  /** Confidence level of the odds ratio's interval (2 × 2), default 0.95. */
  conf?: number
  /** Steps the exact r × c computation may take before the Monte Carlo fallback; default 6e7 (about a second). */
  workCap?: number
  /** Tables drawn and seed of the fallback; default 100 000 and 1. */
  draws?: number
  seed?: number
}
export type Fisher = {
  status: 'ok'
  /** Two-sided: sum of the probabilities not larger than the observed one (relative slack 1e-7). */
  p: number
  /** 2 × 2 only. */
  pLess: number | null
  pGreater: number | null
  pMid: number | null
  /** Conditional maximum likelihood; 0, Infinity at the ends of the support, null when it is a single point. */
  oddsRatioConditional: number | null
  ci: Interval | null
  /** Exact, or drawn at random with its standard error and seed. */
  method: 'exact' | 'monte_carlo'
  monteCarlo: { draws: number; seed: number; se: number } | null
}

type Support = { lo: number; hi: number; x: number; logDensity: Float64Array }

function supportOf(t: number[][]): Support {
  const [[a, b], [c, d]] = t as [[number, number], [number, number]]
  const m = a + c
  const n = b + d
  const k = a + b
  const lo = Math.max(0, k - n)
  const hi = Math.min(k, m)
  const logDensity = new Float64Array(hi - lo + 1)
  for (let i = lo; i <= hi; i++) logDensity[i - lo] = logHypergeometric(i, m, n, k)
  return { lo, hi, x: a, logDensity }
}

/** Sums of the noncentral hypergeometric density at log odds ratio `logOdds`: below x, at x, above x, and its mean. */
function tilted(s: Support, logOdds: number) {
  const { lo, x, logDensity } = s
  let top = -Infinity
  for (let i = 0; i < logDensity.length; i++) top = Math.max(top, logDensity[i]! + logOdds * (lo + i))
  let below = 0
  let at = 0
  let above = 0
  let moment = 0
  for (let i = 0; i < logDensity.length; i++) {
    const w = Math.exp(logDensity[i]! + logOdds * (lo + i) - top)
    if (lo + i < x) below += w
    else if (lo + i === x) at += w
    else above += w
    moment += w * (lo + i - x)
  }
  const sum = below + at + above
  return { below: below / sum, at: at / sum, above: above / sum, moment: moment / sum }
}

function solveLogOdds(f: (logOdds: number) => number): number {
  let reach = 5
  while (f(-reach) > 0 === f(reach) > 0 && reach < 700) reach *= 1.5
  const root = findRoot(f, -reach, reach, 1e-14)
  return root === null ? Number.NaN : Math.exp(root)
}

function conditionalOdds(s: Support, conf: number): { estimate: number | null; ci: Interval } {
  const alpha = (1 - conf) / 2
  const { lo, hi, x } = s
  const estimate =
    lo === hi ? null : x === lo ? 0 : x === hi ? Infinity : solveLogOdds((l) => tilted(s, l).moment)
  const low = x === lo ? 0 : solveLogOdds((l) => Math.log((tilted(s, l).above + tilted(s, l).at) / alpha))
  const high =
    x === hi ? Infinity : solveLogOdds((l) => Math.log((tilted(s, l).below + tilted(s, l).at) / alpha))
  return { estimate, ci: [low, high] }
}

function twoByTwo(t: number[][], conf: number): Fisher {
  const s = supportOf(t)
  const density = s.logDensity.map(Math.exp)
  const own = density[s.x - s.lo]!
  let p = 0
  let tied = 0
  let pLess = 0
  let pGreater = 0
  for (let i = 0; i < density.length; i++) {
    const d = density[i]!
    if (d <= own * (1 + 1e-7)) p += d
    if (Math.abs(d - own) <= own * 1e-7) tied += d
    if (s.lo + i <= s.x) pLess += d
    if (s.lo + i >= s.x) pGreater += d
  }
  const odds = conditionalOdds(s, conf)
  return {
    status: 'ok',
    p: Math.min(1, p),
    pLess: Math.min(1, pLess),
    pGreater: Math.min(1, pGreater),
    pMid: Math.min(1, p - 0.5 * tied),
    oddsRatioConditional: odds.estimate,
    ci: odds.ci,
    method: 'exact',
    monteCarlo: null,
  }
}

/**
 * Fisher's exact test of an r × c table of counts (whole numbers); empty rows and columns are dropped first.
 * 2 × 2: one- and two-sided P, mid-P, conditional odds ratio with its exact interval, solved to full precision.
 * Larger: the two-sided P by a network over the columns (Mehta & Patel 1983); beyond `workCap` steps a Monte Carlo
 * estimate with fixed seed, declared in `method`.
 *
 * @throws RangeError when a cell is not a whole number >= 0 or an option is out of range
 *
 * R: `fisher.test(table)`.
 * @example fisher([[3, 11], [9, 4]]).p
 */
export function fisher(
  table: ArrayLike<ArrayLike<number>>,
  options: FisherOptions = {},
): Fisher | NotComputable {
  const conf = options.conf ?? 0.95
  requireOpenUnit(conf, 'conf')
  const { cells } = cleanTable(table)
  if (!isWhole(cells)) throw new RangeError('table must hold whole numbers')
  if (cells.length < 2 || cells[0]!.length < 2) return notComputable('lt_2_rows_or_columns')
  if (cells.length === 2 && cells[0]!.length === 2) return twoByTwo(cells, conf)
  const exact = fisherNetwork(cells, options.workCap ?? 6e7)
  const rest = { pLess: null, pGreater: null, pMid: null, oddsRatioConditional: null, ci: null }
  if (exact !== null) return { status: 'ok', p: exact, ...rest, method: 'exact', monteCarlo: null }
  const draws = options.draws ?? 100_000
  const seed = options.seed ?? 1
  const p = fisherMonteCarlo(cells, draws, seed)
  return {
    status: 'ok',
    p,
    ...rest,
    method: 'monte_carlo',
    monteCarlo: { draws, seed, se: Math.sqrt((p * (1 - p)) / draws) },
  }
}
