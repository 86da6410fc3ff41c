/**
 * Recurrent pain: relieved, then back or worse. Asked at each visit; beside the answer, a score that rose from
 * its lowest value after the operation proposes it too. Fixed visits alone cannot see a spell between them.
 */
import { dedupeKey, entriesAfter, labelsOf, numberOf, numberParam, textOf, YES } from './read'
import type { DatedEntry } from './read'
import type { Evidence, Findings, Proposal, Rule, RuleContext } from './rule'
import { OWN, RECURRENT_PAIN } from './sources'

/** Where pain is scored: instrument, item, and the sentence that names the site. */
type Series = readonly [instrument: string, item: string, evidence: string]
const VAS: readonly Series[] = [
  ['pain', 'vas_back', 'rise_back'],
  ['pain', 'vas_leg_left', 'rise_leg_left'],
  ['pain', 'vas_leg_right', 'rise_leg_right'],
  ['vas', 'vas', 'rise_vas'],
]
/** Told by telephone; a number told is compared with numbers told, never with a mark on a line. */
const NRS: readonly Series[] = [
  ['nrs', 'nrs_back', 'rise_nrs_back'],
  ['nrs', 'nrs_leg_left', 'rise_nrs_leg_left'],
  ['nrs', 'nrs_leg_right', 'rise_nrs_leg_right'],
]

type After = DatedEntry & { day: number }

export const RECURRENT_PAIN_1: Rule = buildRecurrentPain(1, VAS)
export const RECURRENT_PAIN_2: Rule = buildRecurrentPain(2, [...VAS, ...NRS])

function buildRecurrentPain(version: number, series: readonly Series[]): Rule {
  return {
    id: 'recurrent-pain',
    version,
    techniques: ['PVP', 'PKP', 'PELD', 'other'],
    proposes: ['recurrent_pain'],
    reads: {
      recurrent_pain: [
        'pain_relieved',
        'pain_relieved_on',
        'recurrent_pain',
        'recurrent_on',
        'recurrent_nrs',
        'recurrent_site',
      ],
      ...groupItems(series),
    },
    defaults: { rise: 2, level: 4 },
    evaluate(context, params): Findings {
      const rise = numberParam(params, 'rise')
      const level = numberParam(params, 'level')
      const byKey = new Map<string, Proposal>()
      const add = (entry: After, onsetOn: string | null, evidence: readonly Evidence[]) => {
        const key = dedupeKey(this.id, this.version, 'recurrent_pain', entry)
        const known = byKey.get(key)
        byKey.set(key, {
          ...(known ?? {
            type: 'recurrent_pain',
            rule: this.id,
            ruleVersion: this.version,
            visit: entry.visit,
            entryId: entry.id,
            onsetOn,
            detectedOn: entry.doneOn,
            dedupeKey: key,
          }),
          evidence: [...(known?.evidence ?? []), ...evidence],
        })
      }
      for (const { entry, onsetOn, evidence } of asked(context)) add(entry, onsetOn, evidence)
      for (const [instrument, item, key] of series)
        for (const found of rises(entriesAfter(context, instrument), item, rise, level))
          add(found.entry, null, [{ key, params: found.params, source: OWN.en }])
      return { proposals: [...byKey.values()], alerts: [] }
    },
  }
}

function groupItems(series: readonly Series[]): Record<string, string[]> {
  const byInstrument: Record<string, string[]> = {}
  for (const [instrument, item] of series) (byInstrument[instrument] ??= []).push(item)
  return byInstrument
}

function asked(context: RuleContext) {
  const told: string[] = []
  return entriesAfter(context, 'recurrent_pain').flatMap((entry) => {
    if (numberOf(entry, 'recurrent_pain') !== YES) return []
    const onsetOn = textOf(entry, 'recurrent_on')
    // A spell reported again at the next visit is the one already proposed.
    if (onsetOn !== null && told.includes(onsetOn)) return []
    if (onsetOn !== null) told.push(onsetOn)
    const nrs = numberOf(entry, 'recurrent_nrs')
    const site = labelsOf(entry, 'recurrent_site')
    const evidence: Evidence[] = [
      nrs === null
        ? { key: 'recurrent_asked', params: { day: entry.day }, source: RECURRENT_PAIN.en }
        : { key: 'recurrent_asked_nrs', params: { day: entry.day, nrs }, source: RECURRENT_PAIN.en },
      ...(site ? [{ key: 'recurrent_site', params: site, source: RECURRENT_PAIN.en }] : []),
    ]
    return [{ entry, onsetOn, evidence }]
  })
}

/** A spell begins when the score has risen enough to reach the level, and ends when it falls below it. */
function rises(entries: readonly After[], item: string, rise: number, level: number) {
  const found: { entry: After; params: Record<string, number> }[] = []
  let lowest: { value: number; day: number } | null = null
  let inSpell = false
  for (const entry of entries) {
    const value = numberOf(entry, item)
    if (value === null) continue
    if (value < level) inSpell = false
    // Tenths are compared after rounding, so that 4.3 − 2.3 is a rise of 2.
    else if (!inSpell && lowest !== null && Math.round((value - lowest.value) * 1e10) / 1e10 >= rise) {
      inSpell = true
      found.push({
        entry,
        params: { day: entry.day, value, lowest: lowest.value, lowestDay: lowest.day, rise, level },
      })
    }
    if (lowest === null || value < lowest.value) lowest = { value, day: entry.day }
  }
  return found
}
