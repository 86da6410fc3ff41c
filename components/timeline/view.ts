import type { CourseInput } from '@/lib/figures/timeline-input'
import type { CourseSummary } from '@/lib/figures/timeline-words'
import type { VisitState } from '@/lib/protocol/protocol'

/** All that the timeline of one patient shows; texts are in the reader's language. */
export interface TimelineView {
  /** Slug of the study, for the paths of the API. */
  readonly study: string
  /** Study code, e.g. "LV-031". */
  readonly code: string
  /** Left column: identity, each operation with its levels and cement, risk factors. */
  readonly facts: readonly FactGroup[]
  readonly summary: CourseSummary
  readonly course: CourseInput
  readonly flags: readonly FlagView[]
  readonly alerts: readonly AlertView[]
  readonly visits: readonly VisitTask[]
  /** Visits that are complete. */
  readonly recorded: readonly VisitTask[]
  readonly mayAdjudicate: boolean
  readonly mayAcknowledge: boolean
}

export interface FactGroup {
  readonly title: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
}

/** A complication that waits for a clinician. */
export interface FlagView {
  readonly id: string
  readonly version: number
  readonly label: string
  /** Level, visit or day it belongs to. */
  readonly place?: string
  /** Rule and version, e.g. "rbp-ovcf v1", or who reported it. */
  readonly origin: string
  readonly evidence: readonly EvidenceLine[]
  /** The entry that the evidence stands in. */
  readonly href?: string
  /** Its own page, where it is judged by two or without the arm in sight: never here. */
  readonly judgeAt?: string
}

export interface AlertView {
  readonly id: string
  readonly version: number
  readonly label: string
  readonly urgent: boolean
  /** A signature or a judgement is concerned: a clinician takes notice. */
  readonly forClinician: boolean
  readonly place?: string
  readonly evidence: readonly EvidenceLine[]
  readonly href?: string
}

export interface EvidenceLine {
  readonly text: string
  readonly source?: string
}

/** A visit and where it is entered: open, late, missed and not yet entered, or complete. */
export interface VisitTask {
  readonly id: string
  readonly label: string
  readonly state: VisitState
  /** E.g. "还剩 9 天". */
  readonly note?: string
  readonly href?: string
}
