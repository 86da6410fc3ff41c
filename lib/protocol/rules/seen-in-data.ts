/** Complications that a single form already shows: each is proposed for a clinician to look at, none is decided. */
import { codesOf, dedupeKey, entriesAfter, entriesOf, numberOf, numberParam, YES } from './read'
import type { DatedEntry } from './read'
import type { Evidence, Findings, Proposal, Rule, RuleContext } from './rule'
import { OWN } from './sources'

const EVERY = ['PVP', 'PKP', 'PELD', 'other'] as const

function propose(
  rule: Rule,
  type: Proposal['type'],
  entry: DatedEntry,
  evidence: readonly Evidence[],
  key: Partial<DatedEntry> = {},
): Proposal {
  return {
    type,
    rule: rule.id,
    ruleVersion: rule.version,
    visit: entry.visit,
    entryId: entry.id,
    onsetOn: null,
    detectedOn: entry.doneOn,
    dedupeKey: dedupeKey(rule.id, rule.version, type, { ...entry, ...key }),
    evidence,
  }
}

const CAUDA_SIGNS = ['urgent_bladder', 'urgent_bowel', 'urgent_saddle'] as const

/** Several signs of one visit together. Compression on imaging is for the clinician to find. */
export const CAUDA_EQUINA_1: Rule = {
  id: 'cauda-equina',
  version: 1,
  techniques: EVERY,
  proposes: ['cauda_equina'],
  reads: { urgent_signs: CAUDA_SIGNS },
  defaults: { signs: 2 },
  evaluate(context, params): Findings {
    const proposals = entriesAfter(context, 'urgent_signs').flatMap((entry) => {
      const present = CAUDA_SIGNS.filter((sign) => numberOf(entry, sign) === YES)
      if (present.length < numberParam(params, 'signs')) return []
      const evidence = [
        ...present.map((key) => ({ key, params: {}, source: OWN.en })),
        { key: 'imaging_decides', params: {}, source: OWN.en },
      ]
      return [propose(this, 'cauda_equina', entry, evidence)]
    })
    return { proposals, alerts: [] }
  },
}

const ROOTS = ['l2', 'l3', 'l4', 'l5', 's1'] as const
const SIDES = ['left', 'right'] as const
const POWER = SIDES.flatMap((side) => ROOTS.map((root) => `power_${root}_${side}`))
const TOUCH = SIDES.flatMap((side) => ROOTS.map((root) => `touch_${root}_${side}`))
const NORMAL_FEELING = 2

/** Power or touch of a root below what it was before the operation, at the first examination that finds it. */
export const NERVE_INJURY_1: Rule = {
  id: 'nerve-injury',
  version: 1,
  techniques: EVERY,
  proposes: ['nerve_injury'],
  reads: { neurology: [...POWER, ...TOUCH] },
  defaults: { powerDrop: 1, withinDay: 30 },
  evaluate(context, params): Findings {
    const before = entriesOf(context, 'neurology').findLast(({ after, day }) => !after && day !== null)
    if (!before) return { proposals: [], alerts: [] }
    for (const entry of entriesAfter(context, 'neurology')) {
      if (entry.day > numberParam(params, 'withinDay')) break
      const evidence = findDeficits(before, entry, numberParam(params, 'powerDrop'))
      if (evidence.length > 0)
        return { proposals: [propose(this, 'nerve_injury', entry, evidence, { visit: 'first' })], alerts: [] }
    }
    return { proposals: [], alerts: [] }
  },
}

function findDeficits(before: DatedEntry, entry: DatedEntry & { day: number }, drop: number): Evidence[] {
  const fell = (item: string, by: number): Evidence[] => {
    const [from, to] = [numberOf(before, item), numberOf(entry, item)]
    if (from === null || to === null || from - to < by) return []
    const [kind, root = '', side] = item.split('_')
    const params = {
      root: root.toUpperCase(),
      from,
      to,
      day: entry.day,
      ...(kind === 'power' ? { powerDrop: drop } : {}),
    }
    return [{ key: `${kind === 'power' ? 'power' : 'touch'}_fell_${side}`, params, source: OWN.en }]
  }
  return [
    ...POWER.flatMap((item) => fell(item, drop)),
    ...TOUCH.filter((item) => numberOf(before, item) === NORMAL_FEELING).flatMap((item) => fell(item, 1)),
  ]
}

const DISCHARGE_HAEMATOMA = 3
const LATER_HAEMATOMA = 7

/** Seen on the MRI before discharge or on a later one. */
export const HAEMATOMA_1: Rule = {
  id: 'haematoma',
  version: 1,
  techniques: ['PELD'],
  proposes: ['haematoma'],
  reads: {
    peld_record: ['discharge_mri', 'discharge_mri_finding'],
    disc_mri: ['mri_on', 'mri_level', 'mri_finding'],
  },
  defaults: {},
  evaluate(context): Findings {
    const seen = [
      ...entriesOf(context, 'peld_record').filter(
        (entry) => numberOf(entry, 'discharge_mri_finding') === DISCHARGE_HAEMATOMA,
      ),
      ...entriesOf(context, 'disc_mri').filter((entry) => numberOf(entry, 'mri_finding') === LATER_HAEMATOMA),
    ]
    const evidence = [{ key: 'mri_haematoma', params: {}, source: OWN.en }]
    return { proposals: seen.map((entry) => propose(this, 'haematoma', entry, evidence)), alerts: [] }
  },
}

const DISTANT = 6

/** Cement far from the vertebra. Whether it lies in a pulmonary artery is for the clinician to see. */
export const CEMENT_EMBOLISM_1: Rule = {
  id: 'cement-embolism',
  version: 1,
  techniques: ['PVP', 'PKP'],
  proposes: ['cement_embolism'],
  reads: { leakage: ['leak_detection', 'leak_location', 'leak_symptomatic'] },
  defaults: {},
  evaluate(context: RuleContext): Findings {
    const [first] = entriesOf(context, 'leakage').filter((entry) =>
      codesOf(entry, 'leak_location').includes(DISTANT),
    )
    if (!first) return { proposals: [], alerts: [] }
    const evidence = [
      { key: 'cement_distant', params: { level: first.repeatKey }, source: OWN.en },
      { key: 'imaging_decides', params: {}, source: OWN.en },
    ]
    return {
      proposals: [propose(this, 'cement_embolism', first, evidence, { visit: 'patient' })],
      alerts: [],
    }
  },
}
