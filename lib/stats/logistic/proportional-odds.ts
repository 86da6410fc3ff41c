import { chiSquareCdf } from '../kernel/gamma'
import { inverseLogit } from '../kernel/logistic-fit'
import { inverse, solve } from '../kernel/matrix'
import { normalQuantile, normalTwoSided } from '../kernel/normal'
import { notComputable, type Interval, type NotComputable } from '../result'
import { aliasedNames, buildDesign, type Design, type Predictors } from './design'

export type ProportionalOdds = {
  status: 'ok'
  n: number
  nDropped: number
  /** Odds of a higher level. */
  coefficients: { name: string; coef: number; se: number; z: number; p: number; or: number; orCi: Interval }[]
  /** logit P(Y <= level) at zero predictors, named lower|upper. */
  thresholds: { name: string; estimate: number; se: number }[]
  loglik: number
  nullLoglik: number
  lr: { chi2: number; df: number; p: number }
  aic: number
}

type Cumulative = { loglik: number; score: Float64Array; information: Float64Array }

/** Log likelihood and its derivatives; parameters are the K-1 thresholds, then the coefficients. */
function evaluate(
  codes: Int32Array,
  columns: readonly Float64Array[],
  K: number,
  par: Float64Array,
): Cumulative {
  const cuts = K - 1
  const q = columns.length
  const m = cuts + q
  const out = { loglik: 0, score: new Float64Array(m), information: new Float64Array(m * m) }
  const da = new Float64Array(m)
  const db = new Float64Array(m)
  for (let i = 0; i < codes.length; i++) {
    const k = codes[i]!
    let eta = 0
    for (let j = 0; j < q; j++) eta += columns[j]![i]! * par[cuts + j]!
    const a = k < cuts ? par[k]! - eta : Infinity
    const b = k > 0 ? par[k - 1]! - eta : -Infinity
    const Fa = inverseLogit(a)
    const Fb = inverseLogit(b)
    // F(a) - F(b) from whichever tails keep the digits.
    const prob = b > 0 ? inverseLogit(-b) - inverseLogit(-a) : Fa - Fb
    const fa = a === Infinity ? 0 : Fa * inverseLogit(-a)
    const fb = b === -Infinity ? 0 : Fb * inverseLogit(-b)
    const ga = fa * (1 - 2 * Fa)
    const gb = fb * (1 - 2 * Fb)
    out.loglik += Math.log(prob)
    da.fill(0)
    db.fill(0)
    if (k < cuts) da[k] = 1
    if (k > 0) db[k - 1] = 1
    for (let j = 0; j < q; j++) {
      da[cuts + j] = -columns[j]![i]!
      db[cuts + j] = -columns[j]![i]!
    }
    for (let r = 0; r < m; r++) {
      const first = (fa * da[r]! - fb * db[r]!) / prob
      out.score[r]! += first
      for (let s = 0; s < m; s++) {
        const second = (ga * da[r]! * da[s]! - gb * db[r]! * db[s]!) / prob
        out.information[r * m + s]! += (first * (fa * da[s]! - fb * db[s]!)) / prob - second
      }
    }
  }
  return out
}

function maximise(codes: Int32Array, columns: readonly Float64Array[], K: number, start: Float64Array) {
  let par = start
  let state = evaluate(codes, columns, K, par)
  for (let iteration = 0; iteration < 100; iteration++) {
    const m = par.length
    const step = solve(state.information, m, state.score)
    if (!step) return null
    let decrement = 0
    for (let j = 0; j < m; j++) decrement += step[j]! * state.score[j]!
    if (decrement < 1e-20 && decrement > -1e-20) return { par, state }
    let size = 1
    for (let halving = 0; halving < 40; halving++, size /= 2) {
      const trial = par.map((v, j) => v + size * step[j]!)
      const next = evaluate(codes, columns, K, trial)
      if (next.loglik >= state.loglik - 1e-12 * Math.abs(state.loglik)) {
        par = trial
        state = next
        break
      }
      if (halving === 39) return null
    }
    if (Math.max(...par.map(Math.abs)) > 1e4) return null
  }
  return null
}

function marginalThresholds(codes: Int32Array, K: number): Float64Array {
  const counts = new Float64Array(K)
  for (const c of codes) counts[c]!++
  let below = 0
  return Float64Array.from({ length: K - 1 }, (_, k) => {
    below += counts[k]!
    return Math.log(below / (codes.length - below))
  })
}

/**
 * Proportional odds (ordinal logistic) regression: logit P(Y <= k) = ζ_k - xβ.
 *
 * @param y level of each row, null where missing; @param levels all levels from lowest to highest
 * @param predictors as in `logistic`
 * @returns separation when the estimates run off; not computable with fewer than two levels seen
 * @throws RangeError when a value is no level or lengths differ
 *
 * R: `ordinal::clm(y ~ .)`, `MASS::polr(y ~ ., Hess = TRUE)`.
 */
export function proportionalOdds(
  y: readonly (string | null)[],
  levels: readonly string[],
  predictors: Predictors,
  options: { conf?: number } = {},
): ProportionalOdds | NotComputable | { status: 'separation' } {
  const code = (v: string | null): number => {
    if (v === null) return Number.NaN
    const at = levels.indexOf(v)
    if (at < 0) throw new RangeError(`y holds '${v}', which is no level`)
    return at
  }
  const d: Design = buildDesign(Float64Array.from(y, code), predictors)
  // Levels nobody has carry no threshold.
  const seen = levels.filter((_, k) => d.y.includes(k))
  const K = seen.length
  if (K < 2) return notComputable('outcome_constant')
  if (aliasedNames(d).length) return notComputable('aliased')
  const codes = Int32Array.from(d.y, (v) => seen.indexOf(levels[v]!))
  const columns = d.columns.slice(1)
  const cuts = marginalThresholds(codes, K)
  const start = new Float64Array(K - 1 + columns.length)
  start.set(cuts)
  const fit = maximise(codes, columns, K, start)
  if (!fit) return { status: 'separation' }
  const m = fit.par.length
  const covariance = inverse(fit.state.information, m)
  if (!covariance) return { status: 'separation' }
  const se = (j: number) => Math.sqrt(covariance[j * m + j]!)
  const nullLoglik = evaluate(codes, [], K, cuts).loglik
  const { loglik } = fit.state
  const z = normalQuantile((1 - (options.conf ?? 0.95)) / 2, 'upper')
  const df = columns.length
  const chi2 = 2 * (loglik - nullLoglik)
  return {
    status: 'ok',
    n: d.n,
    nDropped: d.nDropped,
    coefficients: d.names.slice(1).map((name, j) => {
      const coef = fit.par[K - 1 + j]!
      const s = se(K - 1 + j)
      const orCi: Interval = [Math.exp(coef - z * s), Math.exp(coef + z * s)]
      return { name, coef, se: s, z: coef / s, p: normalTwoSided(coef / s), or: Math.exp(coef), orCi }
    }),
    thresholds: seen.slice(1).map((upper, k) => ({
      name: `${seen[k]}|${upper}`,
      estimate: fit.par[k]!,
      se: se(k),
    })),
    loglik,
    nullLoglik,
    lr: { chi2, df, p: chiSquareCdf(Math.max(0, chi2), df, 'upper') },
    aic: -2 * loglik + 2 * m,
  }
}
