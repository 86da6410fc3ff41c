/** A neighbour that was intact on an earlier film and is fractured on a later one: adjacent, or new elsewhere. */
import { dedupeKey, entriesOf, firstByKey, numberOf } from './read'
import type { DatedEntry } from './read'
import type { Findings, Proposal, Rule, RuleContext } from './rule'
import { OWN } from './sources'

const SPINE = [
  ...Array.from({ length: 12 }, (_, i) => `T${i + 1}`),
  ...Array.from({ length: 5 }, (_, i) => `L${i + 1}`),
  'S1',
]
const INTACT = 1
const FRACTURED = 2

/** Vertebrae above and below a treated one, as its film describes them: item and how far away. */
const NEIGHBOURS = [
  ['up1_state', -1],
  ['up2_state', -2],
  ['low1_state', 1],
  ['low2_state', 2],
] as const

export const VERTEBRAL_FRACTURE_1: Rule = {
  id: 'vertebral-fracture',
  version: 1,
  techniques: ['PVP', 'PKP', 'other'],
  proposes: ['adjacent_fracture', 'new_fracture'],
  reads: { radiographs: NEIGHBOURS.map(([item]) => item) },
  defaults: {},
  evaluate(context): Findings {
    const films = entriesOf(context, 'radiographs').filter(({ day }) => day !== null)
    const treated = listTreated(context, films)
    const proposals = films.flatMap((film) =>
      NEIGHBOURS.flatMap(([item, away]): Proposal[] => {
        const level = SPINE[SPINE.indexOf(film.repeatKey) + away]
        if (!SPINE.includes(film.repeatKey) || level === undefined || treated.has(level)) return []
        if (!film.after || numberOf(film, item) !== FRACTURED) return []
        const before = films.findLast(
          (one) => one.repeatKey === film.repeatKey && isEarlier(one, film) && numberOf(one, item) === INTACT,
        )
        if (!before) return []
        const type = isAdjacent(level, treated) ? 'adjacent_fracture' : 'new_fracture'
        return [
          {
            type,
            rule: this.id,
            ruleVersion: this.version,
            level,
            visit: film.visit,
            entryId: film.id,
            onsetOn: null,
            detectedOn: film.doneOn,
            dedupeKey: dedupeKey(this.id, this.version, type, { ...film, visit: 'level' }, level),
            evidence: [
              {
                key: type === 'adjacent_fracture' ? 'fracture_adjacent' : 'fracture_new',
                params: { level, day: film.day ?? 0, intactDay: before.day ?? 0 },
                source: OWN.en,
              },
            ],
          },
        ]
      }),
    )
    return { proposals: firstByKey(proposals), alerts: [] }
  },
}

/** A vertebra with films of its own was treated, or is followed as if it were. */
function listTreated(context: RuleContext, films: readonly DatedEntry[]): ReadonlySet<string> {
  return new Set([...(context.levels ?? []), ...films.map(({ repeatKey }) => repeatKey)])
}

function isEarlier(one: DatedEntry, other: DatedEntry): boolean {
  return (one.day ?? 0) < (other.day ?? 0)
}

function isAdjacent(level: string, treated: ReadonlySet<string>): boolean {
  const at = SPINE.indexOf(level)
  return [at - 1, at + 1].some((index) => treated.has(SPINE[index] ?? ''))
}
