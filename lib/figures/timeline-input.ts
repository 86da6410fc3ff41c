import type { VisitMark } from './glyphs'

/**
 * The course of one patient. Days count from the anchor (the index operation; without one, enrolment) and
 * every label is already in the reader's language.
 */
export interface CourseInput {
  /** Says what the days count from, e.g. "距手术天数（对数间距）". */
  readonly axisLabel: string
  readonly panels: readonly CoursePanel[]
  readonly visits: readonly CourseVisit[]
  readonly events: readonly CourseEvent[]
  readonly today?: number
}

/** One scale on its own small axis. */
export interface CoursePanel {
  readonly label: string
  /** Unit as printed after the range, e.g. "分", "%". */
  readonly unit?: string
  readonly range: { readonly min: number; readonly max: number }
  readonly decimals: number
  readonly better: 'lower' | 'higher'
  readonly points: readonly CoursePoint[]
  /** The pre-operative value, drawn across. */
  readonly reference?: { readonly value: number; readonly label: string }
  /** Value at which the patient counts as a responder; `source` names preset and paper. */
  readonly threshold?: { readonly value: number; readonly label: string; readonly source: string }
  /** Why there is no threshold, e.g. percent change is undefined at zero. */
  readonly thresholdNote?: string
  readonly band?: CourseBand
}

export interface CoursePoint {
  readonly day: number
  /** Label of the visit; ties the point to its row in the table. */
  readonly visit: string
  readonly value: number | null
  /** Why there is no value, e.g. "拒答". */
  readonly reason?: string
}

/** What the centre's other patients had at the same visits. */
export interface CourseBand {
  readonly label: string
  readonly points: readonly {
    readonly day: number
    readonly low: number
    readonly median: number
    readonly high: number
  }[]
}

export interface CourseVisit {
  readonly label: string
  /** Done on, else target; null while the anchor is unknown. */
  readonly day: number | null
  /** First and last day of the window. */
  readonly window?: { readonly from: number; readonly to: number }
  readonly state: VisitMark
  readonly stateLabel: string
}

export interface CourseEvent {
  readonly day: number
  /** `end`: death, or another end of follow-up. */
  readonly kind: 'operation' | 'complication' | 'end'
  readonly label: string
  /** Proposed marks are hollow, rejected ones stand in the table only. */
  readonly status: 'confirmed' | 'proposed' | 'rejected'
  readonly statusLabel?: string
}
