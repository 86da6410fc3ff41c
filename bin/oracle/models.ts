import { chiSquareCdf } from '@/lib/stats/kernel/gamma'
import { firth } from '@/lib/stats/logistic/firth'
import { geeBinary } from '@/lib/stats/logistic/gee-binary'
import { iptw } from '@/lib/stats/logistic/iptw'
import { logistic } from '@/lib/stats/logistic/logistic'
import { screening } from '@/lib/stats/logistic/screening'
import { calibration } from '@/lib/stats/prediction/calibration'
import { decisionCurve } from '@/lib/stats/prediction/decision-curve'
import { delongPaired, delongUnpaired } from '@/lib/stats/prediction/delong-tests'
import { hosmerLemeshow } from '@/lib/stats/prediction/hosmer-lemeshow'
import { lowess } from '@/lib/stats/prediction/lowess'
import { nriIdi } from '@/lib/stats/prediction/nri-idi'
import { optimismBootstrap } from '@/lib/stats/prediction/optimism-bootstrap'
import { roc } from '@/lib/stats/prediction/roc'
import { rocBootstrap } from '@/lib/stats/prediction/roc-bootstrap'
import { lmmRandomIntercept } from '@/lib/stats/repeated/lmm-random-intercept'
import type { LongInput } from '@/lib/stats/repeated/longitudinal'
import { mmrmUnstructured } from '@/lib/stats/repeated/mmrm-unstructured'
import { survival } from '@/lib/stats/survival/survival'
import { labels, matrix, numbers, predictors, vector, type Input } from './input'

type Method = (input: Input, options: Input) => unknown

// The oracle writes a profile interval that was not asked for as two nulls.
function openProfile(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(openProfile)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [
      k,
      k === 'orCiProfile' && v === null ? [null, null] : openProfile(v),
    ]),
  )
}

// geepack's summary prints 1 - pchisq(wald), so its small P values are rounded; the engine's are not.
function runGee(i: Input, o: Input): unknown {
  const text = (key: string) => labels(i, key) as string[]
  const r = geeBinary(vector(i, 'y'), text('id'), text('group'), text('visit'), o)
  if (r.status !== 'ok') return r
  return { ...r, coefficients: r.coefficients.map((c) => ({ ...c, p: 1 - chiSquareCdf(c.wald, 1) })) }
}

function runSurvival(i: Input, o: Input): unknown {
  const covariates = i.X as Input | undefined
  return survival(vector(i, 'time'), vector(i, 'event'), {
    ...o,
    ...(i.group ? { group: labels(i, 'group') as string[] } : {}),
    ...(covariates
      ? { X: Object.fromEntries(Object.entries(covariates).map(([k, v]) => [k, numbers(v, k)])) }
      : {}),
  })
}

function longInput(i: Input): LongInput {
  const text = (key: string) => labels(i, key) as string[]
  return {
    id: text('id'),
    group: text('group'),
    visit: text('visit'),
    y: vector(i, 'y'),
    ...(i.visit_order ? { visitOrder: text('visit_order') } : {}),
    ...(i.baseline ? { baseline: vector(i, 'baseline') } : {}),
  }
}

export const models: Record<string, Method> = {
  logistic: (i, o) => openProfile(logistic(vector(i, 'y'), predictors(i), o)),
  firth: (i) => firth(vector(i, 'y'), predictors(i)),
  screening: (i, o) =>
    openProfile(
      screening(vector(i, 'y'), predictors(i), o.p_enter === undefined ? {} : { pEnter: Number(o.p_enter) }),
    ),
  iptw: (i, o) => iptw(vector(i, 'treat'), vector(i, 'y'), predictors(i), o),
  gee_binary: runGee,
  hosmer_lemeshow: (i, o) => hosmerLemeshow(vector(i, 'y'), vector(i, 'p'), o),
  roc: (i, o) => roc(vector(i, 'y'), vector(i, 'score'), o),
  roc_bootstrap: (i) => rocBootstrap(vector(i, 'y'), vector(i, 'score'), matrix(i, 'index')),
  delong_paired: (i) => delongPaired(vector(i, 'y'), vector(i, 'score1'), vector(i, 'score2')),
  delong_unpaired: (i) =>
    delongUnpaired(vector(i, 'y1'), vector(i, 'score1'), vector(i, 'y2'), vector(i, 'score2')),
  nri_idi: (i, o) => nriIdi(vector(i, 'y'), vector(i, 'p1'), vector(i, 'p2'), o),
  calibration: (i) => calibration(vector(i, 'y'), vector(i, 'p')),
  lowess: (i, o) => lowess(vector(i, 'x'), vector(i, 'y'), o),
  decision_curve: (i) => decisionCurve(vector(i, 'y'), vector(i, 'p'), vector(i, 'thresholds')),
  optimism_bootstrap: (i) => optimismBootstrap(vector(i, 'y'), predictors(i), { index: matrix(i, 'index') }),
  survival: runSurvival,
  lmm_random_intercept: (i) => lmmRandomIntercept(longInput(i)),
  mmrm_unstructured: (i) => mmrmUnstructured(longInput(i)),
}
