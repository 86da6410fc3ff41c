import type { Call } from '@/lib/records/call'
import type { Done } from '@/lib/records/change'
import { getCourse } from '@/lib/records/enrolments/course'
import { enrolPatient, type NewEnrolment } from '@/lib/records/enrolments/enrolments'
import { addOperation, type OperationInput } from '@/lib/records/enrolments/operations'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import type { EntryPlace } from '@/lib/records/entries/load-entry'
import { saveEntry, type EntryInput } from '@/lib/records/entries/save-entry'
import type { Identity } from '@/lib/records/patients/identity'
import { registerPatient } from '@/lib/records/patients/patients'
import { daysAgo } from './registry'

/** A patient as a nurse makes one: registered, enrolled and, when a day is told, operated. */
export interface MadePatient {
  readonly study: string
  readonly patientId: string
  readonly enrolmentId: string
  readonly operationId: string | null
  readonly code: string
  readonly visits: Readonly<Record<string, string>>
}

interface Making {
  readonly study?: string
  readonly identity?: Identity | null
  readonly arm?: string
  readonly site?: string
  readonly enrolledDaysAgo?: number
  readonly operatedDaysAgo?: number
  readonly levels?: readonly string[]
}

export async function makePatient(call: Call, making: Making = {}): Promise<MadePatient> {
  const { study = 'live', identity = null, arm = 'pvp', operatedDaysAgo } = making
  const { id: patientId } = await registerPatient(call, study, {
    site: making.site,
    identity,
    notDuplicate: true,
  })
  const enrolledOn = daysAgo(making.enrolledDaysAgo ?? (operatedDaysAgo ?? 0) + 1)
  const { id: enrolmentId } = await enrolPatient(call, study, newEnrolment(patientId, arm, enrolledOn))
  const operation =
    operatedDaysAgo === undefined
      ? null
      : await addOperation(
          call,
          study,
          enrolmentId,
          newOperation(
            daysAgo(operatedDaysAgo),
            making.levels ?? ['T12'],
            arm.endsWith('peld') ? 'PELD' : 'PVP',
          ),
        )
  const course = await getCourse(call, study, enrolmentId)
  return {
    study,
    patientId,
    enrolmentId,
    operationId: operation?.id ?? null,
    code: course.patient.code,
    visits: Object.fromEntries(course.visits.map((visit) => [visit.code, visit.id])),
  }
}

export function newEnrolment(patientId: string, plannedArm: string, enrolledOn: string): NewEnrolment {
  return {
    patientId,
    plannedArm,
    enrolledOn,
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
  }
}

export function newOperation(
  performedOn: string,
  levels: readonly string[],
  technique: 'PVP' | 'PELD' = 'PVP',
): OperationInput {
  return {
    relation: 'index',
    performedOn,
    endedTime: null,
    plannedTechnique: technique,
    receivedTechnique: technique,
    receivedArm: null,
    levels: levels.map((level) => ({ level, side: 'both' })),
    operator: null,
    cause: null,
  }
}

/**
 * Saves a form of a visit. The first one says that it took place so many days ago; later ones say nothing of it, but
 * for those that are told a day.
 */
export async function saveForm(
  call: Call,
  patient: MadePatient,
  visit: string,
  instrument: string,
  values: unknown,
  more: Partial<EntryInput> & { readonly doneDaysAgo?: number } = {},
): Promise<Done> {
  const { doneDaysAgo, ...input } = more
  const place = {
    enrolmentId: patient.enrolmentId,
    visitId: patient.visits[visit] ?? null,
    instrument,
    repeatKey: '',
    ...input,
  }
  const isDone = doneDaysAgo === undefined && (await isVisitDone(call, patient.study, place))
  return saveEntry(call, patient.study, {
    version: 0,
    values,
    reasons: {},
    visit: isDone ? null : { doneOn: daysAgo(doneDaysAgo ?? 0), doneTime: null, mode: 'in_person' },
    ...place,
  })
}

/** What cannot be read is left to the save, which says why. */
async function isVisitDone(call: Call, study: string, place: EntryPlace): Promise<boolean> {
  const form = await getEntryForm(call, study, place).catch(() => null)
  return form?.visit?.doneOn != null
}
