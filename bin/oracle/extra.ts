import { grim } from '@/lib/stats/checks/grim'
import { negativeBinomial } from '@/lib/stats/counts/negative-binomial'
import { poisson, type CountOptions } from '@/lib/stats/counts/poisson'
import { adjustedRisk } from '@/lib/stats/logistic/adjusted-risk'
import { geeLogistic } from '@/lib/stats/logistic/gee-logistic'
import { lasso } from '@/lib/stats/logistic/lasso'
import { matchPropensity } from '@/lib/stats/logistic/matching'
import { proportionalOdds } from '@/lib/stats/logistic/proportional-odds'
import { logisticSpline } from '@/lib/stats/logistic/spline'
import {
  nonInferiorMeans,
  nonInferiorProportions,
  type NonInferiorityOptions,
} from '@/lib/stats/planning/non-inferiority'
import { competingRisks } from '@/lib/stats/survival/competing-risks'
import { fineGray } from '@/lib/stats/survival/fine-gray'
import { grayTest } from '@/lib/stats/survival/gray'
import { boschloo } from '@/lib/stats/tables/boschloo'
import { labels, numbers, predictors, scalar, vector, type Input } from './input'

type Method = (input: Input, options: Input) => unknown

function counts(i: Input): CountOptions {
  return i.exposure ? { exposure: vector(i, 'exposure') } : {}
}

function covariates(i: Input): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(i.X as Input).map(([k, v]) => [k, numbers(v, k)]))
}

/** Methods beyond the two studies; their cases are in tests/r/extra. */
export const extra: Record<string, Method> = {
  proportional_odds: (i) => proportionalOdds(labels(i, 'y'), labels(i, 'levels') as string[], predictors(i)),
  poisson: (i) => poisson(vector(i, 'y'), predictors(i), counts(i)),
  negative_binomial: (i) => negativeBinomial(vector(i, 'y'), predictors(i), counts(i)),
  competing_risks: (i) =>
    competingRisks(vector(i, 'time'), vector(i, 'status'), { group: labels(i, 'group') as string[] }),
  gray_test: (i) => grayTest(vector(i, 'time'), vector(i, 'status'), labels(i, 'group') as string[]),
  fine_gray: (i) => fineGray(vector(i, 'time'), vector(i, 'status'), covariates(i)),
  lasso: (i) =>
    lasso(vector(i, 'y'), predictors(i), {
      lambda: Array.from(vector(i, 'lambda')),
      foldId: vector(i, 'fold_id'),
    }),
  logistic_spline: (i) =>
    logisticSpline(vector(i, 'y'), vector(i, 'x'), predictors(i), { knots: scalar(i, 'knots') }),
  matching: (i) => matchPropensity(vector(i, 'treat'), predictors(i)),
  boschloo: (i) => boschloo(scalar(i, 'a'), scalar(i, 'n1'), scalar(i, 'b'), scalar(i, 'n2')),
  non_inferiority_means: (i, o) =>
    nonInferiorMeans(vector(i, 'x'), vector(i, 'y'), o as NonInferiorityOptions),
  non_inferiority_proportions: (i, o) =>
    nonInferiorProportions(
      scalar(i, 'a'),
      scalar(i, 'n1'),
      scalar(i, 'b'),
      scalar(i, 'n2'),
      o as NonInferiorityOptions,
    ),
  adjusted_risk: (i) => adjustedRisk(vector(i, 'y'), vector(i, 'treat'), predictors(i)),
  gee_logistic: (i, o) => geeLogistic(vector(i, 'y'), labels(i, 'id') as string[], predictors(i), o),
  grim: (i) => grim(String(i.mean), scalar(i, 'n')),
}
