/** Back pain before the residual-pain rules may speak: somebody should look, nothing is called a complication. */
import type { Technique } from '../protocol'
import { dedupeKey, entriesAfter, numberOf, numberParam, YES } from './read'
import type { AlertSignal, Evidence, Findings, Rule, RuleContext } from './rule'
import { OWN } from './sources'
import type { DatedEntry } from './read'

const SCORED: readonly Technique[] = ['PVP', 'PKP']

type Scale = readonly [instrument: string, item: string, evidence: string]
const VAS: Scale = ['pain', 'vas_back', 'early_pain_vas']
/** By telephone: no VAS can be had there. */
const NRS: Scale = ['nrs', 'nrs_back', 'early_pain_nrs']

export const EARLY_PAIN_1: Rule = buildEarlyPain(1, [VAS])
export const EARLY_PAIN_2: Rule = buildEarlyPain(2, [VAS, NRS])

function buildEarlyPain(version: number, scales: readonly Scale[]): Rule {
  return {
    id: 'early-pain',
    version,
    techniques: ['PVP', 'PKP', 'PELD'],
    proposes: [],
    reads: {
      ...Object.fromEntries(scales.map(([instrument, item]) => [instrument, [item]])),
      residual_pain: ['residual_pain'],
    },
    defaults: { threshold: 4, beforeDay: 30 },
    evaluate(context, params): Findings {
      const beforeDay = numberParam(params, 'beforeDay')
      const found = SCORED.includes(context.technique)
        ? scales.flatMap((scale) => scored(context, numberParam(params, 'threshold'), scale))
        : asked(context)
      const alerts = new Map<string, AlertSignal>()
      for (const { entry, evidence } of found) {
        const key = dedupeKey(this.id, version, 'early_pain', entry)
        if (entry.day >= beforeDay || alerts.has(key)) continue
        alerts.set(key, {
          type: 'early_pain',
          rule: this.id,
          ruleVersion: version,
          visit: entry.visit,
          entryId: entry.id,
          dedupeKey: key,
          evidence: [evidence],
        })
      }
      return { proposals: [], alerts: [...alerts.values()] }
    },
  }
}

interface Found {
  readonly entry: DatedEntry & { day: number }
  readonly evidence: Evidence
}

function scored(context: RuleContext, threshold: number, [instrument, item, key]: Scale): Found[] {
  return entriesAfter(context, instrument).flatMap((entry) => {
    const vas = numberOf(entry, item)
    if (vas === null || vas < threshold) return []
    return [
      {
        entry,
        evidence: { key, params: { day: entry.day, vas, threshold }, source: OWN.en },
      },
    ]
  })
}

function asked(context: RuleContext): Found[] {
  return entriesAfter(context, 'residual_pain')
    .filter((entry) => numberOf(entry, 'residual_pain') === YES)
    .map((entry) => ({
      entry,
      evidence: { key: 'early_pain_asked', params: { day: entry.day }, source: OWN.en },
    }))
}
