/** Back pain before the residual-pain rules may speak: somebody should look, nothing is called a complication. */
import type { Technique } from '../protocol'
import { dedupeKey, entriesAfter, numberOf, numberParam, YES } from './read'
import type { AlertSignal, Evidence, Findings, Rule, RuleContext } from './rule'
import type { DatedEntry } from './read'

const SOURCE = 'own proposal'
const SCORED: readonly Technique[] = ['PVP', 'PKP']

export const EARLY_PAIN_1: Rule = {
  id: 'early-pain',
  version: 1,
  techniques: ['PVP', 'PKP', 'PELD'],
  proposes: [],
  defaults: { threshold: 4, beforeDay: 30 },
  evaluate(context, params): Findings {
    const beforeDay = numberParam(params, 'beforeDay')
    const found = SCORED.includes(context.technique)
      ? scored(context, numberParam(params, 'threshold'))
      : asked(context)
    const alerts: AlertSignal[] = found
      .filter(({ entry }) => entry.day < beforeDay)
      .map(({ entry, evidence }) => ({
        type: 'early_pain',
        rule: this.id,
        ruleVersion: this.version,
        visit: entry.visit,
        entryId: entry.id,
        dedupeKey: dedupeKey(this.id, this.version, 'early_pain', entry),
        evidence: [evidence],
      }))
    return { proposals: [], alerts }
  },
}

interface Found {
  readonly entry: DatedEntry & { day: number }
  readonly evidence: Evidence
}

function scored(context: RuleContext, threshold: number): Found[] {
  return entriesAfter(context, 'pain').flatMap((entry) => {
    const vas = numberOf(entry, 'vas_back')
    if (vas === null || vas < threshold) return []
    return [
      {
        entry,
        evidence: { key: 'early_pain_vas', params: { day: entry.day, vas, threshold }, source: SOURCE },
      },
    ]
  })
}

function asked(context: RuleContext): Found[] {
  return entriesAfter(context, 'residual_pain')
    .filter((entry) => numberOf(entry, 'residual_pain') === YES)
    .map((entry) => ({
      entry,
      evidence: { key: 'early_pain_asked', params: { day: entry.day }, source: SOURCE },
    }))
}
