import { readShelf } from '../instruments/read-shelf'
import { readEveryVersion } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import type {
  ComplicationRow,
  DateProfile,
  Dates,
  EntryRow,
  OperationRow,
  PatientRow,
  StudyData,
  VisitRow,
} from './study-data'

export type Bare<T> = Omit<T, 'dates'>

/** A date of a row: which one, and its value as text. */
export interface DateRow {
  readonly rowId: string
  readonly item: string
  readonly value: string
}

/** Reads the de-identified views, a query each, in an order that says nothing of when patients came. */
export async function readDeidentified(tx: Tx, dates: Exclude<DateProfile, 'real'>): Promise<StudyData> {
  const study = studyOf(tx)
  const id = study.id
  const find = indexDates(dates === 'none' ? [] : await readDates(tx, id, dates), dates)
  const patients = await tx.db.$queryRaw<Bare<PatientRow>[]>`
    select e.id, e.research_id as key, s.code as site, e.planned_arm as "plannedArm",
      e.received_arm as "receivedArm", e.operated, e.end_reason as "endReason",
      e.death_relation as "deathRelation"
    from deid.enrolment e join site s on s.id = e.site_id
    where e.study_id = ${id}::uuid order by e.research_id`
  const visits = await tx.db.$queryRaw<Bare<VisitRow>[]>`
    select id, enrolment_id as "enrolmentId", code, ordinal, mode, day from deid.visit
    where study_id = ${id}::uuid order by ordinal, code`
  const operations = await tx.db.$queryRaw<Bare<OperationRow>[]>`
    select id, enrolment_id as "enrolmentId", ordinal, relation, planned_technique as "plannedTechnique",
      received_technique as "receivedTechnique", levels
    from deid.operation where study_id = ${id}::uuid order by ordinal`
  const entries = await tx.db.$queryRaw<EntryRow[]>`
    select id, enrolment_id as "enrolmentId", visit, instrument, instrument_version as version,
      repeat_key as "repeatKey", values, scores
    from deid.entry where study_id = ${id}::uuid order by instrument, repeat_key`
  const complications = await tx.db.$queryRaw<Bare<ComplicationRow>[]>`
    select id, enrolment_id as "enrolmentId", type, status, visit from deid.complication
    where study_id = ${id}::uuid order by type`
  const dated = <T extends { id: string }>(row: T) => ({ ...row, dates: find(row.id) })
  return {
    protocol: await readEveryVersion(tx),
    shelf: await readShelf(tx),
    dates,
    texts: false,
    patients: patients.map(dated),
    visits: visits.map(dated),
    operations: operations.map(dated),
    entries: entries.map((entry) => ({
      ...entry,
      values: { ...entry.values, ...find(entry.id) } as EntryRow['values'],
    })),
    complications: complications.map(dated),
  }
}

function readDates(tx: Tx, study: string, dates: DateProfile): Promise<DateRow[]> {
  return tx.db.$queryRaw<DateRow[]>`
    select row_id as "rowId", item,
      case ${dates} when 'days' then day::text when 'shifted' then shifted when 'months' then month end as value
    from deid.date where study_id = ${study}::uuid`
}

/** The dates of each row. A year or month has no day to count from: it is absent under `days`. */
export function indexDates(rows: readonly DateRow[], profile: DateProfile): (row: string) => Dates {
  const index = new Map<string, Record<string, string | number>>()
  for (const { rowId, item, value } of rows) {
    if (value === null) continue
    const dates = index.get(rowId) ?? {}
    dates[item] = profile === 'days' ? Number(value) : value
    index.set(rowId, dates)
  }
  return (row) => index.get(row) ?? {}
}
