import { invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { listPatientStudies, lockPatients } from '../patients/load-patient'
import { resealPatients } from '../patients/reseal'
import { refuseOtherVersion } from '../refuse-other-version'
import { readProtocol, type SiteView } from '../studies/studies'
import { studyOf, widen, type Tx } from '../transaction'
import { replanVisits } from '../visits/plan-visits'
import { loadEnrolment } from './enrolments'

/**
 * The patient goes to another site that takes part in the study, with every record; the old site sees nothing of it
 * from then on, the research number stays. A person belongs to one site, so enrolments in other studies go along:
 * where the caller may not send one, or the other site has no part in that study, nothing moves.
 */
export async function transferEnrolment(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly site: string; readonly reason: string },
): Promise<Done> {
  const work = async (narrow: Tx) => {
    const { patientId, siteId } = await loadEnrolment(narrow, id)
    await lockPatients(narrow, [patientId])
    const studies = await listPatientStudies(narrow, [patientId])
    const tx = await widen(narrow, 'enrolment.transfer', studies, siteId)
    await lockPatients(tx, [patientId])
    const row = await loadEnrolment(tx, id)
    refuseOtherVersion(row.version, input.version)
    const destination = await findDestination(tx, siteId, input.site, studies)
    const merged = await tx.db.$queryRaw<
      { id: string }[]
    >`select id::text from list_merged(${patientId}::uuid) id`
    const patientIds = merged.map((one) => one.id)
    await resealPatients(tx, patientIds, destination)
    await replanThere(tx, patientIds, destination)
    await tx.db.enrolment.update({ where: { id }, data: { version: { increment: 1 } } })
    await tx.db.$queryRaw`select move_patient_site(${patientId}::uuid, ${destination}::uuid)::text`
    return { id, version: row.version + 1 }
  }
  return change(call, 'enrolment.transfer', { study }, work, { reason: input.reason })
}

/** Windows are reckoned by the clock of the site, and the new one's may be another. */
async function replanThere(tx: Tx, patientIds: readonly string[], siteId: string): Promise<void> {
  const rows = await tx.db.enrolment.findMany({
    where: { patientId: { in: [...patientIds] }, voidedAt: null },
  })
  for (const row of rows) {
    const study = await tx.db.study.findUniqueOrThrow({ where: { id: row.studyId } })
    const protocol = await readProtocol({ ...tx, study }, row.protocolVersion)
    await replanVisits(tx, { ...row, siteId }, protocol)
  }
}

async function findDestination(
  tx: Tx,
  from: string,
  code: string,
  studies: readonly { readonly id: string }[],
): Promise<string> {
  const site = await tx.db.site.findUnique({ where: { code }, select: { id: true } })
  if (!site) throw invalidField('site', 'unknown')
  if (site.id === from) throw invalidField('site', 'same_site')
  const taking = await tx.db.studySite.count({
    where: { siteId: site.id, studyId: { in: studies.map((study) => study.id) } },
  })
  if (taking < studies.length) throw invalidField('site', 'not_in_study')
  return site.id
}

/** The other sites of the study: where the patient may go. */
export async function listDestinations(
  call: Call,
  study: string,
  id: string,
): Promise<Pick<SiteView, 'code' | 'nameZh' | 'nameEn'>[]> {
  return reading(call, 'enrolment.transfer', { study }, async (tx) => {
    const { siteId } = await loadEnrolment(tx, id)
    const taking = await tx.db.studySite.findMany({ where: { studyId: studyOf(tx).id } })
    return tx.db.site.findMany({
      where: { id: { in: taking.map((row) => row.siteId), not: siteId } },
      select: { code: true, nameZh: true, nameEn: true },
      orderBy: { code: 'asc' },
    })
  })
}
