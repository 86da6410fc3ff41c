/** What planning anew would do to one enrolment: after an amendment, or when a date it counts from is corrected. */
import type { Protocol } from './protocol'
import { planVisits, type Anchors, type PlannedVisit } from './schedule'

/** A visit as it stands. `held`: done, or something was recorded at it; such a visit is never lost. */
export interface StandingVisit {
  readonly code: string
  readonly scheduled: boolean
  readonly held: boolean
  readonly target: string | null
  readonly opens: Date | null
  readonly closes: Date | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly graceDays: number
}

export interface Dates {
  readonly target: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly opens: Date | null
  readonly closes: Date | null
  readonly graceDays: number
}

/**
 * `unscheduled`: the new protocol does not plan it, and it was done; it stays, outside the plan. `scheduled`: one
 * that stayed so is planned again.
 */
export type VisitChange = { readonly code: string } & (
  | { readonly kind: 'appears' | 'scheduled'; readonly after: Dates; readonly before: null }
  | { readonly kind: 'disappears' | 'unscheduled'; readonly before: Dates; readonly after: null }
  | { readonly kind: 'moves'; readonly before: Dates; readonly after: Dates }
)

export interface Replan {
  /** In the order of the protocol, what leaves it last. */
  readonly changes: readonly VisitChange[]
  /** Every planned visit, whether it changes or not. */
  readonly plans: readonly (PlannedVisit & { readonly graceDays: number })[]
}

export function replan(
  standing: readonly StandingVisit[],
  protocol: Protocol,
  anchors: Anchors,
  zone: string,
): Replan {
  const plans = planVisits(protocol, anchors, zone).map((plan, i) => ({
    ...plan,
    graceDays: protocol.visits[i]?.graceDays ?? 0,
  }))
  const planned = plans.flatMap((plan): VisitChange[] => {
    const visit = standing.find(({ code }) => code === plan.code)
    const after = datesOf(plan)
    if (!visit) return [{ code: plan.code, kind: 'appears', before: null, after }]
    if (!visit.scheduled) return [{ code: plan.code, kind: 'scheduled', before: null, after }]
    const before = datesOf(visit)
    return isSame(before, after) ? [] : [{ code: plan.code, kind: 'moves', before, after }]
  })
  const leaving = standing
    .filter(({ code, scheduled }) => scheduled && !plans.some((plan) => plan.code === code))
    .map((visit): VisitChange => ({
      code: visit.code,
      kind: visit.held ? 'unscheduled' : 'disappears',
      before: datesOf(visit),
      after: null,
    }))
  return { changes: [...planned, ...leaving], plans }
}

function datesOf({ target, firstDay, lastDay, opens, closes, graceDays }: Dates): Dates {
  return { target, firstDay, lastDay, opens, closes, graceDays }
}

function isSame(a: Dates, b: Dates): boolean {
  return (
    a.target === b.target &&
    a.firstDay === b.firstDay &&
    a.lastDay === b.lastDay &&
    a.graceDays === b.graceDays &&
    a.opens?.getTime() === b.opens?.getTime() &&
    a.closes?.getTime() === b.closes?.getTime()
  )
}
