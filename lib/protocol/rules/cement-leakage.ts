/** Cement leakage, one proposal a level. It is present at the operation: detection says how it was seen, not when it began. */
import { dedupeKey, entriesOf, firstByKey, labelsOf, numberOf, YES } from './read'
import type { Evidence, Findings, Proposal, Rule, RuleContext } from './rule'
import { ENDPLATE_CORTEX, LEAK_TYPES } from './sources'
import type { DatedEntry } from './read'

/** Codes of `leak_detection`. */
const DETECTION: Readonly<Record<number, string>> = { 1: 'ct', 2: 'film', 3: 'ct_and_film' }

/** Any cement outside the vertebra, with Yeom's types. */
export const CEMENT_LEAKAGE_1: Rule = buildLeakage('cement-leakage', 'leak')

/** The definition of the 3D-guide study, kept apart: cement at an endplate or the cortex. */
export const LEAKAGE_CORTEX_1: Rule = buildLeakage('leakage-cortex', 'leak_endplate_cortex')

function buildLeakage(id: string, asked: string): Rule {
  return {
    id,
    version: 1,
    techniques: ['PVP', 'PKP'],
    proposes: ['cement_leakage'],
    reads: {
      leakage: [
        'leak_detection',
        'leak',
        'leak_types',
        'leak_endplate_cortex',
        'leak_location',
        'leak_symptomatic',
      ],
    },
    defaults: {},
    evaluate(context: RuleContext): Findings {
      const proposals = entriesOf(context, 'leakage')
        .filter((entry) => numberOf(entry, asked) === YES)
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
