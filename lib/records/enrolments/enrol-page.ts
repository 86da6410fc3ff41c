import { Problem } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import type { Identity } from '../patients/identity'
import { readIdentity } from '../patients/patients'
import { seenSiteSql } from '../scope'
import { readProtocol } from '../studies/studies'
import { readToday } from '../studies/today'
import { studyOf } from '../transaction'

/** What the enrolment form shows: who it is about, today at the patient's site, and the protocol in force. */
export interface EnrolPage {
  readonly patientId: string
  readonly identity: Identity
  readonly today: string
  readonly protocol: Protocol
  /** Study code when the patient is enrolled already. */
  readonly enrolledAs: string | null
}

export async function getEnrolPage(call: Call, study: string, patientId: string): Promise<EnrolPage> {
  return reading(call, 'patient.read', { study }, async (tx) => {
    const { id: studyId, protocolVersion } = studyOf(tx)
    const [patient] = await tx.db.$queryRaw<{ id: string; siteId: string; code: string | null }[]>`
      select p.id, p.site_id as "siteId", e.code
      from (select ${patientId}::uuid as id, find_patient_site(${patientId}::uuid) as site_id) p
      left join enrolment e on e.patient_id = p.id and e.study_id = ${studyId}::uuid and e.voided_at is null
      where p.site_id is not null and ${seenSiteSql(tx, 'p')}`
    if (!patient) throw new Problem('not_found')
    return {
      patientId,
      identity: await readIdentity(tx, patientId),
      today: await readToday(tx, patient.siteId),
      protocol: await readProtocol(tx, protocolVersion),
      enrolledAs: patient.code,
    }
  })
}
