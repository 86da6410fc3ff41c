import type { Scores, Values } from '@/lib/codebook/item'
import type { Shelf } from '@/lib/instruments/shelf'
import type { Protocol, Technique } from '@/lib/protocol/protocol'

/**
 * How far data may leave: without identity, code, date and text · with code and dates · with texts as well.
 * Names, telephone and other identities are in none of them.
 */
export type Level = 'deidentified' | 'no-identifiers' | 'full'

/** How dates leave: not at all, as days from the index operation, moved, as months, as they are. */
export type DateProfile = 'none' | 'days' | 'shifted' | 'months' | 'real'

/** An ISO date or its prefix; under the profile `days` a number of days; absent where there is none. */
export type Dates = Readonly<Record<string, string | number | undefined>>

/** What a data set is built from, whichever tables or views it was read from. */
export interface StudyData {
  readonly protocol: Protocol
  readonly shelf: Shelf
  readonly dates: DateProfile
  /** Free text, and items that could identify. */
  readonly texts: boolean
  readonly patients: readonly PatientRow[]
  readonly visits: readonly VisitRow[]
  readonly operations: readonly OperationRow[]
  readonly entries: readonly EntryRow[]
  readonly complications: readonly ComplicationRow[]
}

export interface PatientRow {
  readonly id: string
  /** The random research number, or the study code where codes may leave. */
  readonly key: string
  readonly site: string
  /** Null before the patient is randomised. */
  readonly plannedArm: string | null
  readonly receivedArm: string | null
  readonly operated: boolean
  readonly endReason: string | null
  readonly deathRelation: string | null
  /** enrolled, randomised, first_treatment, index_operation, discharged, treatment_ended, ended, died */
  readonly dates: Dates
}

export interface VisitRow {
  readonly id: string
  readonly enrolmentId: string
  readonly code: string
  readonly ordinal: number
  readonly mode: string | null
  /** Days from the index operation; null when the visit did not take place. */
  readonly day: number | null
  readonly dates: Dates
}

export interface OperationRow {
  readonly id: string
  readonly enrolmentId: string
  readonly ordinal: number
  readonly relation: string
  readonly plannedTechnique: Technique
  readonly receivedTechnique: Technique
  readonly levels: readonly { readonly level: string; readonly side: string }[]
  readonly dates: Dates
}

export interface EntryRow {
  readonly id: string
  readonly enrolmentId: string
  readonly visit: string | null
  readonly instrument: string
  readonly version: number
  readonly repeatKey: string
  /** Dates among them in the form of the profile. */
  readonly values: Values
  readonly scores: Scores
}

export interface ComplicationRow {
  readonly id: string
  readonly enrolmentId: string
  readonly type: string
  readonly status: string
  readonly visit: string | null
  readonly dates: Dates
}
