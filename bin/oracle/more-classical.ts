import { pairedProportions } from '@/lib/stats/effects/paired-proportions'
import { blandAltman, cohenKappa, icc } from '@/lib/stats/association/agreement'
import { correlation } from '@/lib/stats/association/correlation'
import { friedman } from '@/lib/stats/groups/friedman'
import { posthoc } from '@/lib/stats/groups/posthoc'
import { ancova } from '@/lib/stats/linear/ancova'
import { anovaFactorial } from '@/lib/stats/linear/anova-factorial'
import {
  powerTwoMeans,
  powerTwoProportions,
  sampleSizePairedMeans,
  sampleSizeTwoMeans,
  sampleSizeTwoProportions,
} from '@/lib/stats/planning/sample-size'
import { normalCdf } from '@/lib/stats/kernel/normal'
import { rmAnova } from '@/lib/stats/repeated/rm-anova'
import { missingReport } from '@/lib/stats/report/missing-report'
import { pAdjust } from '@/lib/stats/report/p-adjust'
import { responder, type ResponderRule } from '@/lib/stats/report/responder'
import { rubinPool } from '@/lib/stats/report/rubin-pool'
import { cmh } from '@/lib/stats/tables/cmh'
import { cochranQ } from '@/lib/stats/tables/cochran-q'
import { mcnemar } from '@/lib/stats/tables/mcnemar'
import { stuartMaxwell } from '@/lib/stats/tables/stuart-maxwell'
import { tPaired } from '@/lib/stats/two-groups/t-paired'
import { wilcoxonSignedRank } from '@/lib/stats/two-groups/wilcoxon-signed-rank'
import { labels, matrix, optionalScalar, scalar, vector, type Input } from './input'

type Method = (input: Input, options: Input) => unknown

function runSampleSize(i: Input, o: Input): unknown {
  const common = { ...i, ...o }
  switch (i.design) {
    case 'two_proportions':
      return sampleSizeTwoProportions(scalar(i, 'p1'), scalar(i, 'p2'), common)
    case 'two_means':
      return sampleSizeTwoMeans(scalar(i, 'delta'), scalar(i, 'sd'), common)
    case 'paired_means':
      return sampleSizePairedMeans(scalar(i, 'delta'), scalar(i, 'sd_diff'), common)
    case 'power_two_means':
      return powerTwoMeans(scalar(i, 'n1'), scalar(i, 'n2'), scalar(i, 'delta'), scalar(i, 'sd'), common)
    case 'power_two_proportions':
      return powerTwoProportions(scalar(i, 'n1'), scalar(i, 'n2'), scalar(i, 'p1'), scalar(i, 'p2'), common)
    default:
      return { status: 'not_computable', reason: 'unknown_design' }
  }
}

/** Two-sided P as exactRankTests and coin round it: the upper tail is one minus the lower. */
function roundedTwoSided(z: number): number {
  const lower = normalCdf(z)
  return 2 * Math.min(lower, 1 - lower)
}

// With ties exactRankTests is the reference; from 50 differences on it prints the normal approximation as its P. The
// engine's own P is exact there, and its tails are not rounded; both are set on the reference's footing here.
function runSignedRank(i: Input, o: Input): unknown {
  const r = wilcoxonSignedRank(vector(i, 'x'), vector(i, 'y'), o)
  if (r.status !== 'ok') return r
  const normalInstead = r.ties && r.nPairs - r.nZero >= 50
  return {
    ...r,
    exactP: normalInstead ? roundedTwoSided(r.normal.z) : r.exactP,
    pratt: r.pratt && { z: r.pratt.z, p: roundedTwoSided(r.pratt.z) },
  }
}

function runAgreement(i: Input): unknown {
  if (i.type === 'kappa') return cohenKappa(matrix(i, 'table'))
  if (i.type === 'icc') return icc(matrix(i, 'matrix'))
  return blandAltman(vector(i, 'x'), vector(i, 'y'))
}

function runResponder(i: Input, o: Input): unknown {
  const options = o as { rule: ResponderRule; missing?: 'nonresponder' | 'observed' }
  return responder(vector(i, 'baseline'), vector(i, 'follow'), labels(i, 'group') as string[], options)
}

export const moreClassical: Record<string, Method> = {
  t_paired: (i, o) => tPaired(vector(i, 'x'), vector(i, 'y'), o),
  wilcoxon_signed_rank: runSignedRank,
  mcnemar: (i, o) => mcnemar(matrix(i, 'table'), o),
  stuart_maxwell: (i) => stuartMaxwell(matrix(i, 'table')),
  paired_proportions: (i, o) => pairedProportions(matrix(i, 'table'), o),
  cochran_q: (i) => cochranQ(matrix(i, 'matrix')),
  cmh: (i, o) =>
    cmh(
      (i.tables as unknown[]).map((t) => matrix({ t }, 't')),
      o,
    ),
  friedman: (i) => friedman(matrix(i, 'matrix')),
  posthoc: (i, o) => posthoc(matrix(i, 'groups'), o),
  correlation: (i, o) => correlation(vector(i, 'x'), vector(i, 'y'), o),
  agreement: runAgreement,
  ancova: (i) => ancova(vector(i, 'y'), vector(i, 'baseline'), labels(i, 'group') as string[]),
  anova_factorial: (i) =>
    anovaFactorial(vector(i, 'y'), labels(i, 'a') as string[], labels(i, 'b') as string[]),
  rm_anova: (i) => rmAnova(matrix(i, 'y'), labels(i, 'group') as string[]),
  p_adjust: (i) => pAdjust(vector(i, 'p')),
  rubin_pool: (i) => rubinPool(vector(i, 'estimates'), vector(i, 'se'), optionalScalar(i, 'df_complete')),
  missing_report: (i) =>
    missingReport(labels(i, 'group') as string[], i.columns as Record<string, (number | string | null)[]>),
  responder: runResponder,
  sample_size: runSampleSize,
}
