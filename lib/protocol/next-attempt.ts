/**
 * When to telephone next, and whom: from whoever answered before, and at what hour. What is known of this patient
 * counts first; the less there is, the more the study's own success by hour is leaned on. Nothing known, nothing said.
 */

/** One earlier call. */
export interface CallMade {
  /** The telephone that was called; null when none was named. */
  readonly phone: string | null
  /** Half hours since midnight, 0–47. */
  readonly slot: number
  readonly weekend: boolean
  readonly reached: boolean
}

/** A telephone that may be called. */
export interface Line {
  readonly phone: string
  readonly preferred: boolean
  readonly own: boolean
  /** The hour that the family named, 0–23. */
  readonly bestHour: number | null
}

/** Of all calls of the study that began within an hour, how many reached somebody. */
export interface HourRate {
  readonly hour: number
  readonly tried: number
  readonly reached: number
}

export interface Suggestion {
  /** Half hours since midnight. */
  readonly slot: number
  /** Whom to call; null while no telephone is known. */
  readonly phone: string | null
  /** The days on which this patient answers, where that is plain. */
  readonly days: 'weekend' | 'workday' | null
  /** What it rests on: the patient's own answers, an hour that was named, or the study's hours. */
  readonly basis: 'own' | 'named' | 'study'
}

/** Nobody is called before eight or after half past eight in the evening. */
export const FIRST_SLOT = 16
export const LAST_SLOT = 41

/** Calls that half the trust in a study's hour needs, and what that hour weighs beside the patient's own calls. */
const HOUR_NEEDS = 5
const STUDY_WEIGHT = 1
const NAMED_WEIGHT = 2
/** A study that has called so little says nothing of its hours. */
const STUDY_LEAST = 10
/** By how much one kind of day must do better to be named. */
const DAYS_APART = 0.3

export function suggestAttempt(
  calls: readonly CallMade[],
  lines: readonly Line[],
  hours: readonly HourRate[],
): Suggestion | null {
  const line = chooseLine(calls, lines)
  const named = line?.bestHour ?? null
  const tried = hours.reduce((sum, hour) => sum + hour.tried, 0)
  const own = calls.some(({ reached }) => reached)
  if (!own && named === null && tried < STUDY_LEAST) return null
  const slots = Array.from({ length: LAST_SLOT - FIRST_SLOT + 1 }, (_, at) => FIRST_SLOT + at)
  const scored = slots.map((slot) => ({
    slot,
    score: scoreSlot(slot, calls, line, named, tried < STUDY_LEAST ? [] : hours),
  }))
  const best = Math.max(...scored.map(({ score }) => score))
  // Of equals the one nearest to an answer, then the earliest.
  const equals = scored.filter(({ score }) => score > best - 1e-9).map(({ slot }) => slot)
  const answers = calls.filter(({ reached }) => reached).map(({ slot }) => slot)
  const [slot = FIRST_SLOT] = [...equals].sort((a, b) => farFrom(a, answers) - farFrom(b, answers) || a - b)
  return {
    slot,
    phone: line?.phone ?? null,
    days: chooseDays(calls),
    basis: own ? 'own' : named !== null ? 'named' : 'study',
  }
}

/** The line that answered most of its calls, one imagined answer and one imagined miss to each. */
function chooseLine(calls: readonly CallMade[], lines: readonly Line[]): Line | null {
  const score = (line: Line) => {
    const made = calls.filter(({ phone }) => phone === line.phone)
    const reached = made.filter((call) => call.reached).length
    return (reached + 1) / (made.length + 2) + (line.preferred ? 0.1 : 0) + (line.own ? 0.05 : 0)
  }
  const [best] = [...lines].sort((a, b) => score(b) - score(a) || (a.phone < b.phone ? -1 : 1))
  return best ?? null
}

function scoreSlot(
  slot: number,
  calls: readonly CallMade[],
  line: Line | null,
  named: number | null,
  hours: readonly HourRate[],
): number {
  let reached = STUDY_WEIGHT * rateOfHour(Math.floor(slot / 2), hours)
  let all = STUDY_WEIGHT
  for (const call of calls) {
    // Another line's hours tell less of this one.
    const weight = nearness(slot - call.slot) * (call.phone === null || call.phone === line?.phone ? 1 : 0.5)
    all += weight
    if (call.reached) reached += weight
  }
  if (named !== null) {
    const weight = NAMED_WEIGHT * nearness(slot - 2 * named)
    all += weight
    reached += weight
  }
  return reached / all
}

/** Half an hour beside counts half, an hour a quarter. */
function nearness(slots: number): number {
  return [1, 0.5, 0.25][Math.abs(slots)] ?? 0
}

function rateOfHour(hour: number, hours: readonly HourRate[]): number {
  const tried = hours.reduce((sum, one) => sum + one.tried, 0)
  const overall = tried === 0 ? 0.5 : hours.reduce((sum, one) => sum + one.reached, 0) / tried
  const at = hours.find((one) => one.hour === hour)
  return ((at?.reached ?? 0) + HOUR_NEEDS * overall) / ((at?.tried ?? 0) + HOUR_NEEDS)
}

function chooseDays(calls: readonly CallMade[]): Suggestion['days'] {
  const rate = (weekend: boolean) => {
    const made = calls.filter((call) => call.weekend === weekend)
    return (made.filter(({ reached }) => reached).length + 1) / (made.length + 2)
  }
  const apart = rate(true) - rate(false)
  if (Math.abs(apart) < DAYS_APART) return null
  return apart > 0 ? 'weekend' : 'workday'
}

function farFrom(slot: number, answers: readonly number[]): number {
  return answers.length === 0 ? 0 : Math.min(...answers.map((answer) => Math.abs(answer - slot)))
}

/** "18:30" of a slot. */
export function sayTimeOfSlot(slot: number): string {
  return `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`
}
