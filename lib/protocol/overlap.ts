/** No measurement counts for two visits: which windows of a protocol can meet. */
import type { VisitPlan, Window } from './protocol'

const HOURS_A_DAY = 24

/**
 * Pairs of visits with the same anchor whose windows can hold one and the same moment, whether or not the
 * anchor's time of day is known. Visits of different anchors cannot be compared without dates.
 */
export function findOverlaps(visits: readonly VisitPlan[]): [VisitPlan, VisitPlan][] {
  return visits.flatMap((a, i) =>
    visits
      .slice(i + 1)
      .filter((b) => a.anchor === b.anchor && overlap(a, b))
      .map((b): [VisitPlan, VisitPlan] => [a, b]),
  )
}

function overlap(a: VisitPlan, b: VisitPlan): boolean {
  if (meet(calendar(a.window), calendar(b.window))) return true
  if (a.window.unit === 'days' && b.window.unit === 'days') return false
  return meet(hours(a), hours(b))
}

function meet(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return a.from <= b.to && b.from <= a.to
}

/** Calendar days when no time of day is known. */
function calendar(window: Window): { from: number; to: number } {
  if (window.unit === 'days') return window
  return (
    window.days ?? { from: Math.ceil(window.from / HOURS_A_DAY), to: Math.floor(window.to / HOURS_A_DAY) }
  )
}

/** Hours from an anchor whose time is known; a window in days at its widest, whatever that time is and the clocks do. */
function hours({ window, before }: VisitPlan): { from: number; to: number } {
  if (before) return { from: -Infinity, to: 0 }
  if (window.unit === 'hours') return window
  return { from: (window.from - 1) * HOURS_A_DAY - 1, to: (window.to + 1) * HOURS_A_DAY + 1 }
}
