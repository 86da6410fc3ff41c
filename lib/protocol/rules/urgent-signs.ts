/** Signs that cannot wait: a named person acknowledges them. Any technique, any visit, before the operation too. */
import { dedupeKey, entriesOf, numberOf, YES } from './read'
import type { AlertSignal, Findings, Rule } from './rule'
import { RED_FLAGS } from './sources'

const SIGNS = ['urgent_bladder', 'urgent_bowel', 'urgent_saddle', 'urgent_weakness', 'urgent_fever'] as const

export const URGENT_SIGNS_1: Rule = {
  id: 'urgent-signs',
  version: 1,
  techniques: ['PVP', 'PKP', 'PELD', 'other'],
  proposes: [],
  reads: { urgent_signs: SIGNS },
  defaults: {},
  evaluate(context): Findings {
    const alerts = entriesOf(context, 'urgent_signs').flatMap((entry): AlertSignal[] => {
      const present = SIGNS.filter((sign) => numberOf(entry, sign) === YES)
      if (present.length === 0) return []
      // A sign that comes on top of an acknowledged one is a new alert.
      const key = `${dedupeKey(this.id, this.version, 'urgent', entry)}:${present.map((s) => s.slice(7)).join('+')}`
      return [
        {
          type: 'urgent',
          rule: this.id,
          ruleVersion: this.version,
          visit: entry.visit,
          entryId: entry.id,
          dedupeKey: key,
          evidence: present.map((sign) => ({ key: sign, params: {}, source: RED_FLAGS.en })),
        },
      ]
    })
    return { proposals: [], alerts }
  },
}
