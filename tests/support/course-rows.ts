import type { Call } from '@/lib/records/call'
import { endEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { addOperation } from '@/lib/records/enrolments/operations'
import { mergePatients } from '@/lib/records/patients/merge-patients'
import { registerPatient } from '@/lib/records/patients/patients'
import { newOperation } from './patient'
import type { Target } from './probes'
import { daysAgo } from './registry'

/** What there is to take back of a patient: a later operation, a withdrawal of treatment, a merged record. */
export interface CourseRows {
  readonly enrolmentVersion: number
  readonly laterOperation: string
  readonly mergeId: string
}

export async function makeCourseRows(nurse: Call, clinician: Call, target: Target): Promise<CourseRows> {
  const later = {
    ...newOperation(daysAgo(1), ['L2']),
    relation: 'other_level',
    cause: 'new fracture',
  } as const
  const { id: laterOperation } = await addOperation(nurse, 'live', target.enrolmentId, later)
  const { version } = await endEnrolment(nurse, 'live', target.enrolmentId, {
    version: 2,
    endedOn: daysAgo(1),
    reason: 'withdrawn_treatment',
    note: null,
  })
  const twin = await registerPatient(nurse, 'live', { identity: { name: '重登人' }, notDuplicate: true })
  const merge = { otherId: twin.id, reason: 'registered twice' }
  const { id: mergeId } = await mergePatients(clinician, 'live', target.patientId, merge)
  return { enrolmentVersion: version, laterOperation, mergeId }
}
