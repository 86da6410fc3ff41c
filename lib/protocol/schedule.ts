/** When each visit of a protocol is due, from what is known of one enrolment. */
import { addDays } from '@/lib/codebook/dates'
import { instantOf, startOfDay } from './local-time'
import type { Protocol, VisitPlan } from './protocol'

/** A local date of the site and, when known, its time of day ("HH:MM"). */
export interface Moment {
  readonly date: string
  readonly time?: string
}

export interface Anchors {
  readonly enrolment: Moment
  readonly randomisation?: Moment
  readonly first_treatment?: Moment
  /** The time is that of the operation's end. */
  readonly index_operation?: Moment
  readonly discharge?: string
}

/**
 * `[opens, closes)` in instants: `closes` is the first that is outside. `firstDay` to `lastDay`, both inside, is
 * the calendar window, by which a visit without a time of day is judged. Null = not known yet.
 */
export interface PlannedVisit {
  readonly code: string
  readonly target: string | null
  readonly opens: Date | null
  readonly closes: Date | null
  readonly firstDay: string | null
  readonly lastDay: string | null
}

const MINUTE = 60_000

/** Plans every visit in the protocol's order. `zone` is the IANA time zone of the site. */
export function planVisits(protocol: Protocol, anchors: Anchors, zone: string): PlannedVisit[] {
  const planned = protocol.visits.map((visit) => planVisit(visit, anchors, zone))
  return planned.map((visit, i) => {
    const plan = protocol.visits[i]
    return plan?.window.orDischarge && anchors.discharge
      ? openAtDischarge(visit, planned, anchors[plan.anchor]?.date, anchors.discharge, zone)
      : visit
  })
}

function planVisit(visit: VisitPlan, anchors: Anchors, zone: string): PlannedVisit {
  const anchor = anchors[visit.anchor]
  if (visit.before) return planBefore(visit, anchors.enrolment.date, anchor, zone)
  if (!anchor) return unscheduled(visit.code)
  const { window } = visit
  const days = window.unit === 'days' ? window : (window.days ?? daysOfHours(window.from, window.to))
  const firstDay = addDays(anchor.date, days.from)
  const lastDay = addDays(anchor.date, days.to)
  const target = addDays(anchor.date, visit.target)
  if (window.unit === 'hours' && anchor.time !== undefined) {
    const start = instantOf(anchor.date, anchor.time, zone).getTime()
    // Times are kept to the minute, so the last minute of the window lies inside.
    const closes = new Date(start + window.to * 60 * MINUTE + MINUTE)
    return {
      code: visit.code,
      target,
      opens: new Date(start + window.from * 60 * MINUTE),
      closes,
      firstDay,
      lastDay,
    }
  }
  return { code: visit.code, target, ...wholeDays(firstDay, lastDay, zone) }
}

/**
 * Open as soon as the patient is enrolled; closes at the operation. Once its date is known the window reaches
 * back as far as the protocol lets a baseline be old, so a value from shortly before enrolment still counts.
 */
function planBefore(
  visit: VisitPlan,
  enrolled: string,
  operation: Moment | undefined,
  zone: string,
): PlannedVisit {
  if (!operation)
    return {
      ...unscheduled(visit.code),
      opens: startOfDay(enrolled, zone),
      firstDay: addDays(enrolled, visit.window.from),
    }
  const firstDay = addDays(operation.date, visit.window.from)
  return {
    code: visit.code,
    target: addDays(operation.date, visit.target),
    opens: startOfDay(firstDay, zone),
    closes:
      operation.time === undefined
        ? startOfDay(addDays(operation.date, 1), zone)
        : instantOf(operation.date, operation.time, zone),
    firstDay,
    lastDay: operation.date,
  }
}

/**
 * A patient who leaves before the window opens is seen on the day of discharge; never inside the window of an
 * earlier visit, or one measurement would count twice.
 */
function openAtDischarge(
  visit: PlannedVisit,
  others: readonly PlannedVisit[],
  anchor: string | undefined,
  discharge: string,
  zone: string,
): PlannedVisit {
  const { opens, firstDay } = visit
  if (!opens || !firstDay || !anchor || discharge <= anchor || discharge >= firstDay) return visit
  const earlier = others.filter((o) => o.opens && o.opens < opens && o.closes && o.lastDay)
  if (earlier.some((o) => o.lastDay !== null && o.lastDay >= discharge)) return visit
  const from = Math.max(
    startOfDay(discharge, zone).getTime(),
    ...earlier.map((o) => o.closes?.getTime() ?? 0),
  )
  return { ...visit, target: discharge, opens: new Date(from), firstDay: discharge }
}

function wholeDays(firstDay: string, lastDay: string, zone: string) {
  return {
    opens: startOfDay(firstDay, zone),
    closes: startOfDay(addDays(lastDay, 1), zone),
    firstDay,
    lastDay,
  }
}

/** Calendar days of a window in hours that names none. */
function daysOfHours(from: number, to: number): { from: number; to: number } {
  return { from: Math.ceil(from / 24), to: Math.floor(to / 24) }
}

function unscheduled(code: string): PlannedVisit {
  return { code, target: null, opens: null, closes: null, firstDay: null, lastDay: null }
}
