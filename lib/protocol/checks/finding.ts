/** What the checks look at, and what they find. */
import type { Bilingual, Instrument, Scores, Values } from '@/lib/codebook/item'
import type { Protocol } from '../protocol'

export interface CheckVisit {
  readonly code: string
  readonly doneOn: string | null
}

export interface CheckEntry {
  readonly id: string
  readonly instrument: string
  readonly version: number
  /** Code of the visit; null for the form of an operation or a log. */
  readonly visit: string | null
  readonly repeatKey: string
  readonly values: Values
  readonly scores: Scores
  /** Why an unusual value was kept, by item. */
  readonly reasons: Readonly<Record<string, string>>
}

export interface CheckOperation {
  readonly relation: string
  readonly performedOn: string
  readonly levels: readonly string[]
}

/** One patient in one study, as it stands. */
export interface CheckContext {
  readonly protocol: Protocol
  readonly find: (instrument: string, version: number) => Instrument | undefined
  readonly enrolledOn: string
  readonly operatedOn: string | null
  readonly dischargedOn: string | null
  /** A year, a month or a day. */
  readonly diedOn: string | null
  /** From the identity, where it can be read; never repeated in a finding. */
  readonly identity: { readonly sex: 'M' | 'F' | null; readonly ageAtEnrolment: number | null } | null
  readonly visits: readonly CheckVisit[]
  readonly operations: readonly CheckOperation[]
  readonly entries: readonly CheckEntry[]
}

export type Severity = 'hard' | 'soft'

export interface Finding {
  /** `protocol:<id>` or `own:<id>`. */
  readonly origin: string
  readonly severity: Severity
  /** The form at which one looks; null where it is about dates of the course. */
  readonly entryId: string | null
  readonly visit: string | null
  /** The item of that form, or the name of the date. */
  readonly item: string
  readonly text: Bilingual
  /** The values it rests on: while they stand the finding is the same. */
  readonly ground: Readonly<Record<string, unknown>>
}

export function nameVisit({ protocol }: CheckContext, code: string): Bilingual {
  return protocol.visits.find((visit) => visit.code === code)?.label ?? { zh: code, en: code }
}

export function nameItem({ find }: CheckContext, entry: CheckEntry, item: string): Bilingual {
  const known = find(entry.instrument, entry.version)?.items.find(({ name }) => name === item)
  return known?.label ?? { zh: item, en: item }
}

/** Visits that took place, in the order of their days. */
export function inOrder({ visits }: CheckContext): readonly (CheckVisit & { readonly doneOn: string })[] {
  return visits
    .flatMap((visit) => (visit.doneOn === null ? [] : [{ ...visit, doneOn: visit.doneOn }]))
    .sort((a, b) => (a.doneOn < b.doneOn ? -1 : a.doneOn > b.doneOn ? 1 : 0))
}
