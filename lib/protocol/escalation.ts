/**
 * Urgent alerts grow louder until a named person has taken notice. By age alone: whoever is asked, at whatever moment,
 * gets the same answer, and nothing has to run for an alert to be seen. Nothing leaves the building. Own proposal.
 */
import type { Role } from '@/lib/access/verbs'

export type EscalationLevel = 1 | 2 | 3

export interface EscalationStep {
  readonly level: EscalationLevel
  readonly afterHours: number
  /** Who is told from then on, beside those before. */
  readonly tells: readonly Role[]
  /** On every page, not only on Today. */
  readonly everywhere: boolean
}

export const ESCALATION: readonly EscalationStep[] = [
  { level: 1, afterHours: 0, tells: ['nurse', 'clinician'], everywhere: false },
  { level: 2, afterHours: 2, tells: ['clinician'], everywhere: true },
  { level: 3, afterHours: 24, tells: ['clinician', 'admin'], everywhere: true },
]

const HOUR_MS = 3_600_000

/** @param ageHours since it was raised; a clock that runs behind makes it new, not quiet */
export function findLevel(ageHours: number): EscalationLevel {
  return ESCALATION.findLast(({ afterHours }) => ageHours >= afterHours)?.level ?? 1
}

export function ageInHours(raisedAt: Date, now: Date): number {
  return (now.getTime() - raisedAt.getTime()) / HOUR_MS
}

/** From which age on a role sees an alert on every page; null for a role that never does. */
function hoursUntilEverywhere(role: Role): number | null {
  return ESCALATION.find(({ everywhere, tells }) => everywhere && tells.includes(role))?.afterHours ?? null
}

/** The soonest of somebody's roles counts. */
export function hoursForRoles(roles: readonly Role[]): number | null {
  const hours = roles.map(hoursUntilEverywhere).filter((each) => each !== null)
  return hours.length === 0 ? null : Math.min(...hours)
}
