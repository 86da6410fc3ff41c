/** Cement leakage, one proposal a level. It is present at the operation: detection says how it was seen, not when it began. */
import { dedupeKey, entriesOf, labelsOf, numberOf, YES } from './read'
import type { Evidence, Findings, Proposal, Rule, RuleContext } from './rule'
import { ENDPLATE_CORTEX, LEAK_TYPES } from './sources'
import type { DatedEntry } from './read'

/** Codes of `leak_detection`. */
const DETECTION: Readonly<Record<number, string>> = { 1: 'ct', 2: 'film', 3: 'ct_and_film' }

export const CEMENT_LEAKAGE_1: Rule = {
  id: 'cement-leakage',
  version: 1,
  techniques: ['PVP', 'PKP'],
  proposes: ['cement_leakage'],
  defaults: {},
  evaluate(context: RuleContext): Findings {
    const proposals = entriesOf(context, 'leakage')
      .filter((entry) => numberOf(entry, 'leak') === YES)
      .map((entry): Proposal => ({
        type: 'cement_leakage',
        rule: this.id,
        ruleVersion: this.version,
        level: entry.repeatKey,
        visit: entry.visit,
        entryId: entry.id,
        onsetOn: context.operationDate,
        detectedOn: entry.doneOn,
        dedupeKey: dedupeKey(
          this.id,
          this.version,
          'cement_leakage',
          { ...entry, visit: 'level' },
          entry.repeatKey,
        ),
        evidence: evidenceOf(entry),
      }))
    return { proposals: firstByKey(proposals), alerts: [] }
  },
}

function evidenceOf(entry: DatedEntry): Evidence[] {
  const level = entry.repeatKey
  const detection = DETECTION[numberOf(entry, 'leak_detection') ?? 0] ?? 'unstated'
  const evidence: Evidence[] = [{ key: `leak_${detection}`, params: { level }, source: LEAK_TYPES.en }]
  const types = labelsOf(entry, 'leak_types')
  if (types) evidence.push({ key: 'leak_types', params: { level, ...types }, source: LEAK_TYPES.en })
  const symptomatic = numberOf(entry, 'leak_symptomatic')
  if (symptomatic !== null)
    evidence.push({
      key: symptomatic === YES ? 'leak_symptomatic' : 'leak_silent',
      params: { level },
      source: LEAK_TYPES.en,
    })
  if (numberOf(entry, 'leak_endplate_cortex') === YES)
    evidence.push({ key: 'leak_endplate_cortex', params: { level }, source: ENDPLATE_CORTEX.en })
  return evidence
}

/** A leak seen at a level again at a later visit is the same leak. */
function firstByKey(proposals: readonly Proposal[]): Proposal[] {
  const known = new Set<string>()
  return proposals.filter(({ dedupeKey: key }) => !known.has(key) && known.add(key) !== undefined)
}
