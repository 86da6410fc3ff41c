/** The treated vertebra gives way again: height or angle against the first film after the operation. */
import { dedupeKey, entriesAfter, firstByKey, numberOf, numberParam } from './read'
import type { DatedEntry } from './read'
import type { Evidence, Findings, Proposal, Rule } from './rule'
import { RECOLLAPSE } from './sources'

type Film = DatedEntry & { day: number }

/**
 * Loss of the anterior height in percent of the first film, or a rise of the local Cobb angle in degrees. Millimetres
 * are compared where both films are calibrated, else the ratio to the reference height. Without a film within
 * `firstWithin` days there is nothing "immediately after the operation" to compare with.
 */
export const RECOLLAPSE_1: Rule = {
  id: 'recollapse',
  version: 1,
  techniques: ['PVP', 'PKP'],
  proposes: ['recollapse'],
  reads: {
    radiographs: [
      'film_position',
      'height_ant_mm',
      'height_remaining_ant_pct',
      'cobb_upper',
      'cobb_lower',
      'cobb_local_deg',
    ],
  },
  defaults: { lossPct: 15, kyphosisDeg: 10, firstWithin: 7 },
  evaluate(context, params): Findings {
    const films = entriesAfter(context, 'radiographs')
    const proposals = [...new Set(films.map(({ repeatKey }) => repeatKey))].flatMap((level) => {
      const [first, ...later] = films.filter(({ repeatKey }) => repeatKey === level)
      if (!first || first.day > numberParam(params, 'firstWithin')) return []
      return later.flatMap((film): Proposal[] => {
        const evidence = compare(
          first,
          film,
          numberParam(params, 'lossPct'),
          numberParam(params, 'kyphosisDeg'),
        )
        if (evidence.length === 0) return []
        return [
          {
            type: 'recollapse',
            rule: this.id,
            ruleVersion: this.version,
            level,
            visit: film.visit,
            entryId: film.id,
            onsetOn: null,
            detectedOn: film.doneOn,
            dedupeKey: dedupeKey(this.id, this.version, 'recollapse', { ...film, visit: 'level' }, level),
            evidence,
          },
        ]
      })
    })
    return { proposals: firstByKey(proposals), alerts: [] }
  },
}

function compare(first: Film, film: Film, lossPct: number, kyphosisDeg: number): Evidence[] {
  const level = film.repeatKey
  const at = { level, day: film.day, firstDay: first.day }
  const found: Evidence[] = []
  const lost = loseHeight(first, film)
  if (lost !== null && lost >= lossPct)
    found.push({ key: 'recollapse_height', params: { ...at, lost, lossPct }, source: RECOLLAPSE.en })
  const rise = riseAngle(first, film)
  if (rise !== null && rise >= kyphosisDeg)
    found.push({ key: 'recollapse_angle', params: { ...at, rise, kyphosisDeg }, source: RECOLLAPSE.en })
  // Lying and standing differ by themselves.
  if (found.length > 0 && numberOf(first, 'film_position') !== numberOf(film, 'film_position'))
    found.push({ key: 'recollapse_position', params: { level }, source: RECOLLAPSE.en })
  return found
}

/** Percent of the first film's height, to a tenth. */
function loseHeight(first: Film, film: Film): number | null {
  for (const item of ['height_ant_mm', 'height_remaining_ant_pct']) {
    const [before, after] = [numberOf(first, item), numberOf(film, item)]
    if (before !== null && after !== null && before > 0) return roundTenth((100 * (before - after)) / before)
  }
  return null
}

/** Only between the same two endplates. */
function riseAngle(first: Film, film: Film): number | null {
  const ends = ['cobb_upper', 'cobb_lower'] as const
  if (ends.some((end) => numberOf(first, end) === null || numberOf(first, end) !== numberOf(film, end)))
    return null
  const [before, after] = [numberOf(first, 'cobb_local_deg'), numberOf(film, 'cobb_local_deg')]
  return before === null || after === null ? null : roundTenth(after - before)
}

function roundTenth(value: number): number {
  return Math.round(value * 10) / 10
}
