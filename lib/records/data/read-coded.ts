import { seenSql } from '../scope'
import { Prisma } from '../generated/client'
import { readShelf } from '../instruments/read-shelf'
import { readEveryVersion } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { indexDates, type Bare, type DateRow } from './read-deidentified'
import type { ComplicationRow, EntryRow, OperationRow, PatientRow, StudyData, VisitRow } from './study-data'

/** Reads the tables themselves: study codes and real dates; the same persons and rows as the de-identified views. */
export async function readCoded(tx: Tx, texts: boolean): Promise<StudyData> {
  const study = studyOf(tx)
  const among = Prisma.sql`e.study_id = ${study.id}::uuid and ${seenSql(tx, 'e')} and e.voided_at is null
    and e.end_reason is distinct from 'withdrawn_data'`
  const find = indexDates(await readDates(tx, among), 'real')
  const patients = await tx.db.$queryRaw<Bare<PatientRow>[]>`
    select e.id, e.code as key, s.code as site, e.planned_arm as "plannedArm", e.received_arm as "receivedArm",
      e.index_operation_on is not null as operated, e.end_reason as "endReason",
      e.death_relation as "deathRelation"
    from enrolment e join site s on s.id = e.site_id where ${among} order by e.code`
  const visits = await tx.db.$queryRaw<Bare<VisitRow>[]>`
    select v.id, v.enrolment_id as "enrolmentId", v.code, v.ordinal, v.mode,
      v.done_on - coalesce(e.index_operation_on, e.enrolled_on) as day
    from visit v join enrolment e on e.id = v.enrolment_id
    where v.voided_at is null and ${among} order by v.ordinal, v.code`
  const operations = await tx.db.$queryRaw<Bare<OperationRow>[]>`
    select o.id, o.enrolment_id as "enrolmentId", o.ordinal, o.relation, o.planned_technique as "plannedTechnique",
      o.received_technique as "receivedTechnique", o.levels
    from operation o join enrolment e on e.id = o.enrolment_id
    where o.voided_at is null and ${among} order by o.ordinal`
  const entries = await tx.db.$queryRaw<EntryRow[]>`
    select n.id, n.enrolment_id as "enrolmentId", v.code as visit, n.instrument, n.instrument_version as version,
      n.repeat_key as "repeatKey", n.values, n.scores
    from entry n join enrolment e on e.id = n.enrolment_id left join visit v on v.id = n.visit_id
    where n.voided_at is null and v.voided_at is null and ${among} order by n.instrument, n.repeat_key`
  const complications = await tx.db.$queryRaw<Bare<ComplicationRow>[]>`
    select c.id, c.enrolment_id as "enrolmentId", c.type, c.status, v.code as visit
    from complication c join enrolment e on e.id = c.enrolment_id left join visit v on v.id = c.visit_id
    where c.voided_at is null and ${among} order by c.type`
  const dated = <T extends { id: string }>(row: T) => ({ ...row, dates: find(row.id) })
  return {
    protocol: await readEveryVersion(tx),
    shelf: await readShelf(tx),
    dates: 'real',
    texts,
    patients: patients.map(dated),
    visits: visits.map(dated),
    operations: operations.map(dated),
    entries,
    complications: complications.map(dated),
  }
}

function readDates(tx: Tx, among: Prisma.Sql): Promise<DateRow[]> {
  return tx.db.$queryRaw<DateRow[]>`
    select e.id as "rowId", d.item, d.value::text as value from enrolment e
    cross join lateral (values ('enrolled', e.enrolled_on), ('randomised', e.randomised_on),
      ('first_treatment', e.first_treatment_on), ('index_operation', e.index_operation_on),
      ('discharged', e.discharged_on), ('treatment_ended', e.treatment_ended_on), ('ended', e.ended_on)) d (item, value)
    where d.value is not null and ${among}
    union all
    select e.id, 'died', e.died_on from enrolment e where e.died_on is not null and ${among}
    union all
    select v.id, 'visit', v.done_on::text from visit v join enrolment e on e.id = v.enrolment_id
    where v.voided_at is null and v.done_on is not null and ${among}
    union all
    select o.id, 'operation', o.performed_on::text from operation o join enrolment e on e.id = o.enrolment_id
    where o.voided_at is null and ${among}
    union all
    select c.id, 'complication', c.detected_on::text from complication c join enrolment e on e.id = c.enrolment_id
    where c.voided_at is null and c.detected_on is not null and ${among}`
}
