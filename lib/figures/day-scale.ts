import { scaleLinear } from 'd3-scale'

/**
 * Days from the anchor, symmetric-log: days 1 and 3 stay apart while a year still fits. Days before the
 * anchor are drawn at a third of that spacing, because little is measured there.
 */
export interface DayScale {
  readonly position: (day: number) => number
  /** Round days of the span, most useful first. */
  readonly candidates: readonly number[]
}

const BEFORE = 0.33
const ROUND_DAYS = [
  0, 1, 3, 90, 365, -30, 30, 7, 180, 730, 1095, 1825, -7, 14, -90, -14, -60, 2, 5, 60, 270, 3650,
]

export function spreadDay(day: number): number {
  return day >= 0 ? Math.log1p(day) : -BEFORE * Math.log1p(-day)
}

export function makeDayScale(days: readonly number[], range: readonly [number, number]): DayScale {
  const finite = days.filter((day) => Number.isFinite(day))
  const first = Math.min(0, ...finite)
  const last = Math.max(1, ...finite)
  const scale = scaleLinear([spreadDay(first), spreadDay(last)], [...range])
  return {
    position: (day) => scale(spreadDay(day)),
    candidates: ROUND_DAYS.filter((day) => day >= first && day <= last),
  }
}
