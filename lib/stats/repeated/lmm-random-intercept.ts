import { multiply, quadraticForm, solve, symmetricEigen } from '../kernel/matrix'
import { fCdf, tTwoSided } from '../kernel/student'
import { notComputable, type NotComputable } from '../result'
import { adjustedCovariance, kenwardRogerTest, transpose, type KenwardRoger } from './kenward-roger'
import { longitudinalDesign, type LongInput, type Longitudinal } from './longitudinal'
import { RandomInterceptModel, type RemlState } from './random-intercept-fit'

export type LmmFixed = {
  name: string
  estimate: number
  se: number
  /** Satterthwaite. */
  df: number
  t: number
  p: number
  /** Kenward-Roger. */
  seKr: number
  dfKr: number
  pKr: number
}
export type LmmTerm = {
  name: string
  F: number
  df1: number
  df2: number
  p: number
  fKr: number
  df2Kr: number
  pKr: number
}
export type LmmRandomIntercept = {
  status: 'ok'
  nSubjects: number
  nObs: number
  varIntercept: number
  varResidual: number
  icc: number
  loglikReml: number
  fixed: LmmFixed[]
  /** Type III: group and visit averaged over each other with equal weights. */
  type3: LmmTerm[]
}

type Satterthwaite = (L: ArrayLike<number>) => { variance: number; df: number }

/** df = 2 v² / var(v), var(v) by the delta method with the observed information; residual df at σ_b² = 0. */
function satterthwaite(state: RemlState, boundary: boolean, residualDf: number, p: number): Satterthwaite {
  return (L) => {
    const variance = quadraticForm(state.C, p, L)
    if (boundary) return { variance, df: residualDf }
    const CL = multiply(state.C, Float64Array.from(L), p, p, 1)
    const gradient = state.D.map((d) => quadraticForm(d, p, CL))
    // The covariance of the variances is twice the inverse second derivative of -2 log likelihood.
    const w = solve(state.observed, 2, gradient)
    const spread = w ? 2 * (gradient[0]! * w[0]! + gradient[1]! * w[1]!) : Number.NaN
    return { variance, df: (2 * variance * variance) / spread }
  }
}

/** F of several contrasts: independent t's by eigenvectors, df by Fai & Cornelius 1996. R: `lmerTest::contestMD`. */
function multiF(L: Float64Array, q: number, state: RemlState, p: number, at: Satterthwaite) {
  const V = multiply(multiply(L, state.C, q, p, p), transpose(L, q, p), q, p, q)
  const { values, vectors } = symmetricEigen(V, q)
  let F = 0
  const dfs: number[] = []
  for (let m = 0; m < q; m++) {
    const row = new Float64Array(p)
    for (let i = 0; i < q; i++) for (let j = 0; j < p; j++) row[j]! += vectors[i * q + m]! * L[i * p + j]!
    const estimate = row.reduce((s, v, j) => s + v * state.beta[j]!, 0)
    F += estimate ** 2 / values[m]! / q
    dfs.push(at(row).df)
  }
  const first = dfs[0]!
  if (dfs.every((v) => Math.abs(v - first) < 1e-8 * first)) return { F, df2: first }
  const E = dfs.reduce((s, v) => s + (v > 2 ? v / (v - 2) : 0), 0)
  return { F, df2: E > q ? (2 * E) / (E - q) : 2 }
}

/** Type III hypotheses as rows over the coefficients. */
function hypotheses(d: Longitudinal): { name: string; rows: Float64Array[] }[] {
  const p = d.columns.length
  const G = d.groups.length - 1
  const V = d.visits.length - 1
  const inter = (g: number, v: number) => d.at.interaction + v * G + g
  const unit = (...at: [number, number][]) => {
    const row = new Float64Array(p)
    for (const [j, w] of at) row[j] = w
    return row
  }
  const range = (k: number) => Array.from({ length: k }, (_, i) => i)
  return [
    ...(d.at.baseline >= 0 ? [{ name: 'baseline', rows: [unit([d.at.baseline, 1])] }] : []),
    {
      name: 'group=',
      rows: range(G).map((g) =>
        unit([d.at.group + g, 1], ...range(V).map((v): [number, number] => [inter(g, v), 1 / (V + 1)])),
      ),
    },
    {
      name: 'visit=',
      rows: range(V).map((v) =>
        unit([d.at.visit + v, 1], ...range(G).map((g): [number, number] => [inter(g, v), 1 / (G + 1)])),
      ),
    },
    { name: 'group=:visit=', rows: range(V).flatMap((v) => range(G).map((g) => unit([inter(g, v), 1]))) },
  ]
}

/**
 * Linear mixed model with a random intercept per subject: REML, y ~ [baseline +] group × visit, treatment coding;
 * Satterthwaite and Kenward-Roger degrees of freedom, type III F.
 *
 * @param input long data, see `LongInput`; y in its own units
 * @returns not computable with fewer than two groups or visits, or an empty cell
 * @throws RangeError when lengths differ, a visit is not in visitOrder or is given twice for a subject
 *
 * R: `lmerTest::lmer(y ~ [b +] g * v + (1 | id), REML = TRUE)`, `anova(m, type = 3, ddf = "Kenward-Roger")`.
 */
export function lmmRandomIntercept(input: LongInput): LmmRandomIntercept | NotComputable {
  const d = longitudinalDesign(input, false)
  if ('status' in d) return d
  const p = d.columns.length
  const model = new RandomInterceptModel(d)
  const fit = model.maximise()
  if (!fit) return notComputable('not_converged')
  const { state, between, residual } = fit
  if (!(residual > 0)) return notComputable('zero_variance')
  const kr = adjustedCovariance(state, p)
  if (!kr) return notComputable('not_converged')
  const at = satterthwaite(state, between === 0, d.n - p, p)
  const fixed = d.names.map((name, j) => fixedEffect(name, j, state, kr, at))
  const type3 = hypotheses(d).map(({ name, rows }) => testTerm(name, rows, state, kr, at))
  // Outcomes that the model explains without rest leave nothing to estimate the df from.
  if ([...fixed, ...type3].some((r) => Object.values(r).some(Number.isNaN)))
    return notComputable('not_converged')
  return {
    status: 'ok',
    nSubjects: d.starts.length - 1,
    nObs: d.n,
    varIntercept: between,
    varResidual: residual,
    icc: between / (between + residual),
    loglikReml: -state.criterion / 2,
    fixed,
    type3,
  }
}

function fixedEffect(
  name: string,
  j: number,
  state: RemlState,
  kr: KenwardRoger,
  at: Satterthwaite,
): LmmFixed {
  const p = kr.p
  const L = new Float64Array(p)
  L[j] = 1
  const { variance, df } = at(L)
  const se = Math.sqrt(variance)
  const estimate = state.beta[j]!
  const seKr = Math.sqrt(kr.covariance[j * p + j]!)
  const dfKr = kenwardRogerTest(kr, L, 1)?.df ?? Number.NaN
  return {
    name,
    estimate,
    se,
    df,
    t: estimate / se,
    p: tTwoSided(estimate / se, df),
    seKr,
    dfKr,
    pKr: tTwoSided(estimate / seKr, dfKr),
  }
}

function testTerm(
  name: string,
  rows: Float64Array[],
  state: RemlState,
  kr: KenwardRoger,
  at: Satterthwaite,
): LmmTerm {
  const p = kr.p
  const q = rows.length
  const L = new Float64Array(q * p)
  rows.forEach((row, i) => L.set(row, i * p))
  const { F, df2 } = multiF(L, q, state, p, at)
  const r = kenwardRogerTest(kr, L, q)
  const fKr = r?.F ?? Number.NaN
  const df2Kr = r?.df ?? Number.NaN
  return {
    name,
    F,
    df1: q,
    df2,
    p: fCdf(F, q, df2, 'upper'),
    fKr,
    df2Kr,
    pKr: fCdf(fKr, q, df2Kr, 'upper'),
  }
}
