/** Small arithmetic shared by the scores; every derived value carries the formula that made it. */
import type { Formula, Instrument, Score, Scores, Values } from '@/lib/codebook/item'

/** Why a score cannot be given; each is a key of messages `scores`. */
export const SCORE_REASONS = [
  'not_answered',
  'items_missing',
  'too_few_sections',
  'fewer_than_half',
  'height_or_weight_missing',
  'signs_not_examined',
  'no_pain_before',
  'reference_not_recorded',
  'no_intact_reference',
  'height_missing',
  'not_calibrated',
  'not_serious',
  'not_reported',
  'time_unknown',
  'reported_before_known',
  'not_dxa',
] as const
export type ScoreReason = (typeof SCORE_REASONS)[number]

/** A score as stored, with its formula's identity. */
export function scoreOf(formula: Formula, value: number): Score {
  return { value, formula: formula.id, version: formula.version }
}

/** A score that cannot be given. */
export function noScore(formula: Formula, reason: ScoreReason): Score {
  return { value: null, reason, formula: formula.id, version: formula.version }
}

/** The numbers entered under those names; absent and declared missing ones are left out. */
export function numbersOf(values: Values, names: readonly string[]): number[] {
  return names.map((name) => values[name]).filter((value) => typeof value === 'number')
}

/** The derived values of an entry; {} for an instrument without formulas. */
export function computeScores(instrument: Instrument, values: Values): Scores {
  return instrument.score?.(values) ?? {}
}

/** Improvement in percent of the value before; null at 0, where it is undefined. */
export function percentChangeFrom(pre: number, post: number): number | null {
  return pre === 0 ? null : (100 * (pre - post)) / pre
}
