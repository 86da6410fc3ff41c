/**
 * Residual back pain after the operation. The definition differs by technique: a pain score after cement
 * augmentation, a question about pain there since the operation after endoscopic discectomy.
 */
import { dedupeKey, entriesAfter, listParam, numberOf, numberParam, YES } from './read'
import type { Findings, Proposal, Rule } from './rule'
import { OWN, RESIDUAL_PAIN, VAS_FOUR } from './sources'

/** Back VAS at or above the threshold at one of the named visits. */
export const RBP_OVCF_1: Rule = buildRbpOvcf(1, [['pain', 'vas_back', 'rbp_ovcf', VAS_FOUR.en]])

/**
 * The same, and by telephone the back NRS against the same threshold: no VAS can be had there, and without it whoever
 * is followed by telephone would never be found. The evidence names the scale.
 */
export const RBP_OVCF_2: Rule = buildRbpOvcf(2, [
  ['pain', 'vas_back', 'rbp_ovcf', VAS_FOUR.en],
  ['nrs', 'nrs_back', 'rbp_ovcf_nrs', OWN.en],
])

/** The same, and before day 30 nothing is a complication, whatever visits a protocol names: `early-pain` alerts then. */
export const RBP_OVCF_3: Rule = buildRbpOvcf(
  3,
  [
    ['pain', 'vas_back', 'rbp_ovcf', VAS_FOUR.en],
    ['nrs', 'nrs_back', 'rbp_ovcf_nrs', OWN.en],
  ],
  30,
)

type Scale = readonly [instrument: string, item: string, evidence: string, source: string]

function buildRbpOvcf(version: number, scales: readonly Scale[], fromDay?: number): Rule {
  return {
    id: 'rbp-ovcf',
    version,
    techniques: ['PVP', 'PKP'],
    proposes: ['residual_back_pain'],
    reads: Object.fromEntries(scales.map(([instrument, item]) => [instrument, [item]])),
    defaults: { threshold: 4, visits: ['m3', 'm12'], ...(fromDay === undefined ? {} : { fromDay }) },
    evaluate(context, params): Findings {
      const threshold = numberParam(params, 'threshold')
      const earliest = fromDay === undefined ? 0 : numberParam(params, 'fromDay')
      const visits = listParam(params, 'visits')
      const proposals = new Map<string, Proposal>()
      for (const [instrument, item, key, source] of scales) {
        for (const entry of entriesAfter(context, instrument)) {
          const score = numberOf(entry, item)
          if (score === null || score < threshold || entry.day < earliest) continue
          if (entry.visit === null || !visits.includes(entry.visit)) continue
          const dedupe = dedupeKey(this.id, version, 'residual_back_pain', entry)
          // A line marked in the room is read before a number told.
          if (proposals.has(dedupe)) continue
          proposals.set(dedupe, {
            type: 'residual_back_pain',
            rule: this.id,
            ruleVersion: version,
            visit: entry.visit,
            entryId: entry.id,
            onsetOn: null,
            detectedOn: entry.doneOn,
            dedupeKey: dedupe,
            evidence: [{ key, params: { day: entry.day, vas: score, threshold }, source }],
          })
        }
      }
      return { proposals: [...proposals.values()], alerts: [] }
    },
  }
}

/**
 * Yes at day 30 or later. Two visits running of which the second is at day 30 or later is the stronger case
 * of the same and is said in the evidence. The VAS grades the complaint, it never decides.
 */
export const RBP_PELD_1: Rule = {
  id: 'rbp-peld',
  version: 1,
  techniques: ['PELD'],
  proposes: ['residual_back_pain'],
  reads: {
    residual_pain: ['residual_pain', 'residual_pain_quality', 'residual_pain_limits'],
    pain: ['vas_back'],
  },
  defaults: { fromDay: 30 },
  evaluate(context, params): Findings {
    const fromDay = numberParam(params, 'fromDay')
    const scores = entriesAfter(context, 'pain')
    const answers = entriesAfter(context, 'residual_pain').filter(
      (e) => numberOf(e, 'residual_pain') !== null,
    )
    const proposals: Proposal[] = []
    answers.forEach((entry, i) => {
      if (numberOf(entry, 'residual_pain') !== YES || entry.day < fromDay) return
      const before = answers[i - 1]
      const running = before !== undefined && numberOf(before, 'residual_pain') === YES
      const pain = scores.find((score) => score.visit === entry.visit)
      const vas = pain ? numberOf(pain, 'vas_back') : null
      proposals.push({
        type: 'residual_back_pain',
        rule: this.id,
        ruleVersion: this.version,
        visit: entry.visit,
        entryId: entry.id,
        onsetOn: null,
        detectedOn: entry.doneOn,
        dedupeKey: dedupeKey(this.id, this.version, 'residual_back_pain', entry),
        evidence: [
          running
            ? {
                key: 'rbp_peld_running',
                params: { day: entry.day, before: before.day },
                source: RESIDUAL_PAIN.en,
              }
            : { key: 'rbp_peld', params: { day: entry.day, fromDay }, source: RESIDUAL_PAIN.en },
          ...(vas === null ? [] : [{ key: 'graded_by_vas', params: { vas }, source: RESIDUAL_PAIN.en }]),
        ],
      })
    })
    return { proposals, alerts: [] }
  },
}
