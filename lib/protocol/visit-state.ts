/** The state of a visit (decision 21): a function of its window, what was done and the clock; never stored. */
import { daysBetween } from '@/lib/codebook/dates'
import { instantOf, localDate } from './local-time'
import type { VisitState } from './protocol'

/** In the order of the legend. */
export const VISIT_STATES: readonly VisitState[] = [
  'done',
  'done_early',
  'done_late',
  'open',
  'late',
  'missed',
  'not_due',
  'will_not_happen',
]

export interface VisitFacts {
  readonly opens: Date | null
  /** First instant outside the window. */
  readonly closes: Date | null
  /** The calendar window, both ends inside: judges a visit that has no time of day. */
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly graceDays: number
  readonly doneOn: string | null
  readonly doneTime: string | null
  /** When the enrolment ended: death, withdrawal, loss. */
  readonly endedOn: string | null
  readonly zone: string
  readonly now: Date
}

export interface VisitStanding {
  readonly state: VisitState
  /** Done in its window, or open in it now. */
  readonly inWindow: boolean
  /** Calendar days to the last local day of the window: 0 = closes today, negative = closed. */
  readonly daysToClose: number | null
}

/** `visit-state-sql.ts` says the same in SQL, condition by condition; change both together. */
export function visitState(facts: VisitFacts): VisitStanding {
  const state = facts.doneOn === null ? stateOfUndone(facts) : stateOfDone(facts, facts.doneOn)
  return { state, inWindow: state === 'done' || state === 'open', daysToClose: daysToClose(facts) }
}

function stateOfDone(
  { opens, closes, firstDay, lastDay, doneTime, zone }: VisitFacts,
  doneOn: string,
): VisitState {
  if (doneTime === null) {
    if (firstDay !== null && doneOn < firstDay) return 'done_early'
    return lastDay !== null && doneOn > lastDay ? 'done_late' : 'done'
  }
  const at = instantOf(doneOn, doneTime, zone)
  if (opens !== null && at < opens) return 'done_early'
  return closes !== null && at >= closes ? 'done_late' : 'done'
}

function stateOfUndone(facts: VisitFacts): VisitState {
  const { opens, closes, lastDay, graceDays, endedOn, now, zone } = facts
  if (endedOn !== null) return lastDay === null || endedOn <= lastDay ? 'will_not_happen' : 'missed'
  if (opens === null || now < opens) return 'not_due'
  if (closes === null || now < closes) return 'open'
  const late = graceDays > 0 && lastDay !== null && daysBetween(lastDay, localDate(now, zone)) <= graceDays
  return late ? 'late' : 'missed'
}

function daysToClose({ closes, now, zone }: VisitFacts): number | null {
  if (closes === null) return null
  const lastMinute = new Date(closes.getTime() - 60_000)
  return daysBetween(localDate(now, zone), localDate(lastMinute, zone))
}
