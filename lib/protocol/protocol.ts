/**
 * A protocol is data: arms, eligibility, visits with anchor, target and window, instruments per visit,
 * and complication rules with their parameters. A study pins versions of it; enrolments pin one version.
 */
import type { Bilingual } from '@/lib/codebook/item'

export type Technique = 'PVP' | 'PKP' | 'PELD' | 'other'

export interface Arm {
  /** Stable key, e.g. "3d_pvp". */
  readonly code: string
  readonly label: Bilingual
  readonly technique: Technique
}

/** What a visit counts from. `enrolment` and `randomisation` are known at once, the operation when its date is saved. */
export type Anchor = 'enrolment' | 'randomisation' | 'first_treatment' | 'index_operation'

/** Days (or hours, judged only when both local times are known) from the anchor; both ends included. */
export interface Window {
  readonly unit: 'days' | 'hours'
  readonly from: number
  readonly to: number
  /** Used instead of hours when a time of day is unknown: calendar days from the anchor. */
  readonly days?: { readonly from: number; readonly to: number }
  /** The discharge date counts as in window if it is earlier (day 3). */
  readonly orDischarge?: boolean
}

export interface VisitPlan {
  readonly code: string
  readonly label: Bilingual
  readonly short: Bilingual
  readonly anchor: Anchor
  /** Days from the anchor; 0 for a pre-operative visit. */
  readonly target: number
  readonly window: Window
  /** Days after closing in which the visit may still be entered, as late. */
  readonly graceDays: number
  /** Pre-operative: open from enrolment, closes at the operation. */
  readonly before?: boolean
  readonly instruments: readonly VisitInstrument[]
}

export interface VisitInstrument {
  readonly id: string
  readonly version: number
  readonly required: boolean
  /** Asked only in arms of these techniques; absent = in all. */
  readonly techniques?: readonly Technique[]
  /** What it asks tells the arm, whatever the technique: hidden wherever the arm is. */
  readonly tells?: true
  /** Asked by telephone only, in place of this form of the same visit: a spoken number is no mark on a line. */
  readonly insteadOf?: string
}

export interface RulePlan {
  readonly id: string
  readonly version: number
  readonly params: Readonly<Record<string, number | string | readonly string[]>>
}

export interface Criterion {
  readonly id: string
  readonly label: Bilingual
  readonly kind: 'inclusion' | 'exclusion'
  /** Expression over what is known before enrolment: `age`, `sex` and the strata. Without it a person judges. */
  readonly rule?: string
}

/** What balances a randomisation within itself: the site, or a question answered when the patient is randomised. */
export interface Stratum {
  readonly code: string
  readonly label: Bilingual
  readonly answers: readonly { readonly code: string; readonly label: Bilingual }[]
}

export interface Randomisation {
  /** A list made elsewhere and imported, or permuted blocks drawn here. */
  readonly kind: 'list' | 'blocks'
  /** Share of each arm in a block, by arm code: {a: 1, b: 1}. */
  readonly ratio: Readonly<Record<string, number>>
  /** Lengths among which each block is drawn; multiples of the sum of the ratio. Default 4, 6, 8. */
  readonly blockSizes: readonly number[]
  readonly bySite: boolean
  readonly strata: readonly Stratum[]
}

/** Roles that may be kept from the arm until the data are locked. */
export type BlindRole = 'nurse' | 'clinician' | 'assessor' | 'image_reader'

export interface Approval {
  readonly committee: string
  readonly number: string
  /** ISO days. No enrolment before the first or after the last. */
  readonly approvedOn: string
  readonly expiresOn?: string
}

export interface AnalysisSet {
  readonly code: 'full' | 'per_protocol' | 'safety'
  readonly definition: Bilingual
}

/** A check across forms and visits: what must not be so. */
export interface CrossCheck {
  readonly id: string
  /** Hard: the visit cannot be signed while it holds. Soft: a query is raised. */
  readonly severity: 'hard' | 'soft'
  /** True where something is wrong; names are `visit.item` ('pre.odi') or `any.item`. */
  readonly when: string
  readonly message: Bilingual
}

/** Enrolment stops at a site whose completeness of a visit falls below the share; `least` windows must have closed. */
export interface Brake {
  readonly visit: string
  readonly below: number
  readonly least: number
}

export interface Protocol {
  readonly design: 'randomised' | 'prospective' | 'retrospective' | 'registry'
  readonly blinding: 'open' | 'single' | 'double'
  /** Assessors and image readers never see the arm; these others neither. */
  readonly blinded?: readonly BlindRole[]
  readonly randomisation?: Randomisation
  readonly ethics?: Approval
  /** Public registration, e.g. ChiCTR. */
  readonly registration?: { readonly registry: string; readonly number: string; readonly on: string }
  /** Patients planned in all. */
  readonly sampleSize?: number
  readonly analysisSets?: readonly AnalysisSet[]
  readonly primaryOutcome?: { readonly variable: string; readonly visit: string }
  /** Visit whose values are the baseline; without it, the visits before the operation. */
  readonly baseline?: string
  /** First part of every study code, e.g. "LV" gives LV-001. */
  readonly codePrefix: string
  readonly arms: readonly Arm[]
  readonly criteria: readonly Criterion[]
  readonly consentVersions: readonly string[]
  readonly visits: readonly VisitPlan[]
  /** Instruments of no visit: baseline facts at enrolment and the form of each operation. */
  readonly operationInstruments: readonly VisitInstrument[]
  /** Records of the patient that belong to no visit and may have any number of lines: adverse events and the like. */
  readonly logInstruments?: readonly VisitInstrument[]
  readonly rules: readonly RulePlan[]
  /** How many clinicians judge each complication, and whether they are kept from the arm. */
  readonly adjudication?: { readonly readers: 1 | 2; readonly blind: boolean }
  readonly checks?: readonly CrossCheck[]
  /** Share of visits whose primary forms are entered twice, by two people, e.g. 0.1. */
  readonly doubleEntry?: number
  readonly brake?: Brake
  /** Threshold preset (lib/instruments/thresholds) by which the timeline calls a responder. */
  readonly responder: string
}

export type VisitState =
  'not_due' | 'open' | 'late' | 'missed' | 'done_early' | 'done' | 'done_late' | 'will_not_happen'
