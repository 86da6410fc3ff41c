import { tQuantile, tTwoSided } from '../kernel/student'
import { notComputable, type Interval, type NotComputable } from '../result'
import { longitudinalDesign, type LongInput } from './longitudinal'
import { MmrmModel } from './mmrm-fit'

export type MmrmDifference = {
  visit: string
  contrast: string
  estimate: number
  se: number
  /** Satterthwaite. */
  df: number
  t: number
  p: number
  ci: Interval
}
export type MmrmUnstructured = {
  status: 'ok'
  nSubjects: number
  nObs: number
  m2RemlLoglik: number
  /** Between the visits, in their order. */
  covariance: number[][]
  /** Each group minus the first, at each visit. */
  groupDifferenceByVisit: MmrmDifference[]
}

/**
 * Mixed model for repeated measures: REML, unstructured covariance, y ~ [baseline × visit +] group × visit; the
 * difference of the groups at each visit with Satterthwaite df. Visits missing at random are allowed for.
 *
 * @param input long data, see `LongInput`; y in its own units
 * @returns not computable with fewer than two groups or visits, an empty cell, or no convergence
 * @throws RangeError when lengths differ, a visit is not in visitOrder or is given twice for a subject
 *
 * R: `mmrm::mmrm(y ~ g * v + us(v | id))`, `nlme::gls(corSymm, varIdent)`.
 */
export function mmrmUnstructured(input: LongInput): MmrmUnstructured | NotComputable {
  const d = longitudinalDesign(input, true)
  if ('status' in d) return d
  const model = new MmrmModel(d)
  const fit = model.maximise()
  if (!fit) return notComputable('not_converged')
  const { S, state } = fit
  const K = d.visits.length
  const G = d.groups.length - 1
  const p = d.columns.length
  const differences = d.groups.slice(1).flatMap((group, g) =>
    d.visits.map((visit, v): MmrmDifference => {
      const L = new Float64Array(p)
      L[d.at.group + g] = 1
      if (v > 0) L[d.at.interaction + (v - 1) * G + g] = 1
      const estimate = L.reduce((s, w, j) => s + w * state.beta[j]!, 0)
      const { variance, df } = model.degreesOfFreedom(state, L)
      const se = Math.sqrt(variance)
      const t = estimate / se
      const half = tQuantile(0.025, df, 'upper') * se
      return {
        visit,
        contrast: `${group}-${d.groups[0]}`,
        estimate,
        se,
        df,
        t,
        p: tTwoSided(t, df),
        ci: [estimate - half, estimate + half],
      }
    }),
  )
  if (differences.some((r) => !(r.df > 0 && r.df < Infinity))) return notComputable('not_converged')
  return {
    status: 'ok',
    nSubjects: d.starts.length - 1,
    nObs: d.n,
    m2RemlLoglik: state.criterion,
    covariance: Array.from({ length: K }, (_, a) => Array.from(S.subarray(a * K, a * K + K))),
    groupDifferenceByVisit: differences,
  }
}
