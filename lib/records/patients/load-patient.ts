import { Problem } from '@/lib/problem'
import { seenSiteSql } from '../scope'
import { studyOf, type Tx } from '../transaction'

export interface PatientRow {
  readonly id: string
  readonly siteId: string
  readonly studyId: string
  readonly version: number
}

/** A patient of this study within reach; anything else does not exist. */
export async function loadPatient(tx: Tx, id: string): Promise<PatientRow> {
  const study = studyOf(tx).id
  const [row] = await tx.db.$queryRaw<PatientRow[]>`
    select p.id, p.site_id as "siteId", p.study_id as "studyId", p.version from patient p
    where p.id = ${id}::uuid and p.voided_at is null and ${seenSiteSql(tx, 'p')}
      and (p.study_id = ${study}::uuid
        or exists (select 1 from enrolment e
          where e.patient_id = p.id and e.study_id = ${study}::uuid and e.voided_at is null))`
  if (!row) throw new Problem('not_found')
  return row
}

/** One change of a person at a time; nobody is enrolled meanwhile. In one order, so that two changes do not wait for each other. */
export async function lockPatients(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort()) {
    await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`patient:${id}`}, 0))::text`
    await tx.db.$queryRaw`select id from patient where id = ${id}::uuid for update`
    await tx.db.$queryRaw`select id from enrolment where patient_id = ${id}::uuid order by id for update`
  }
}

export async function listPatientStudies(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; slug: string }[]> {
  return tx.db.$queryRaw`select id, slug from list_patient_studies(${[...ids]}::uuid[])`
}
