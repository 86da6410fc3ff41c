import type { Scores, Values } from '@/lib/codebook/item'
import type { Protocol } from '@/lib/protocol/protocol'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'

/** What a de-identified transaction sees of a study: no date, no code, no text. */
export interface StudyData {
  readonly protocol: Protocol
  readonly patients: readonly PatientRow[]
  readonly visits: readonly VisitRow[]
  readonly entries: readonly EntryRow[]
  readonly complications: readonly ComplicationRow[]
}

export interface PatientRow {
  readonly id: string
  readonly researchId: string
  readonly site: string
  readonly plannedArm: string
  readonly receivedArm: string | null
  readonly operated: boolean
}

export interface VisitRow {
  readonly enrolmentId: string
  readonly code: string
  readonly ordinal: number
  /** Days from the index operation; null when the visit did not take place. */
  readonly day: number | null
}

export interface EntryRow {
  readonly enrolmentId: string
  readonly visit: string | null
  readonly instrument: string
  readonly version: number
  readonly repeatKey: string
  readonly values: Values
  readonly scores: Scores
}

export interface ComplicationRow {
  readonly enrolmentId: string
  readonly type: string
  readonly status: string
}

/** Reads the de-identified views, a query each, in an order that says nothing of when patients came. */
export async function readStudyData(tx: Tx): Promise<StudyData> {
  const study = studyOf(tx)
  const id = study.id
  return {
    protocol: await readProtocol(tx, study.protocolVersion),
    patients: await tx.db.$queryRaw<PatientRow[]>`
      select e.id, e.research_id as "researchId", s.code as site, e.planned_arm as "plannedArm",
        e.received_arm as "receivedArm", e.operated
      from deid.enrolment e join site s on s.id = e.site_id
      where e.study_id = ${id}::uuid order by e.research_id`,
    visits: await tx.db.$queryRaw<VisitRow[]>`
      select enrolment_id as "enrolmentId", code, ordinal, day from deid.visit
      where study_id = ${id}::uuid order by ordinal, code`,
    entries: await tx.db.$queryRaw<EntryRow[]>`
      select enrolment_id as "enrolmentId", visit, instrument, instrument_version as version,
        repeat_key as "repeatKey", values, scores
      from deid.entry where study_id = ${id}::uuid order by instrument, repeat_key`,
    complications: await tx.db.$queryRaw<ComplicationRow[]>`
      select enrolment_id as "enrolmentId", type, status from deid.complication
      where study_id = ${id}::uuid order by type`,
  }
}
