import { getInstrument } from '@/lib/instruments/shelf'
import { localDate } from '@/lib/protocol/local-time'
import { addDays } from '@/lib/codebook/dates'
import type { Api } from './api'

/** Today at the sites of the demo, or some days from it. */
export function dayFromNow(days: number): string {
  return addDays(localDate(new Date(), 'Asia/Shanghai'), days)
}

export interface MadePatient {
  readonly patientId: string
  readonly enrolmentId: string
  readonly code: string
  readonly visits: Readonly<Record<string, string>>
  /** Address of a form of a visit. */
  readonly formAt: (visit: string, instrument: string) => string
  readonly timeline: string
}

interface Making {
  readonly arm?: 'pvp' | '3d_pvp' | 'peld' | 'snrb_peld'
  readonly operatedDaysAgo?: number
  readonly levels?: readonly string[]
}

let made = 0

/** A patient of study `live` as a nurse makes one: registered, enrolled and, when a day is told, operated. */
export async function makePatient(nurse: Api, making: Making = {}): Promise<MadePatient> {
  const { arm = 'pvp', operatedDaysAgo, levels = ['T12'] } = making
  made += 1
  const serial = `${process.pid}${Date.now()}${made}`
  const patient = await nurse.post<{ id: string }>('/studies/live/patients', {
    identity: { name: `试例${serial}`, sex: 'F', birthDate: '1951-06-15', hospitalNumber: `E2E${serial}` },
    notDuplicate: true,
  })
  const enrolledOn = dayFromNow(-(operatedDaysAgo ?? 0) - 1)
  const enrolment = await nurse.post<{ id: string; code: string }>('/studies/live/enrolments', {
    patientId: patient.id,
    enrolledOn,
    plannedArm: arm,
    eligibility: { adult: true, indication: true, pathological: false, coagulopathy: false },
    consent: { version: '1.0', on: enrolledOn, by: 'patient', relation: null },
  })
  if (operatedDaysAgo !== undefined) {
    const technique = arm.endsWith('pvp') ? 'PVP' : 'PELD'
    await nurse.post('/studies/live/operations', {
      enrolmentId: enrolment.id,
      relation: 'index',
      performedOn: dayFromNow(-operatedDaysAgo),
      endedTime: null,
      plannedTechnique: technique,
      receivedTechnique: technique,
      receivedArm: null,
      levels: levels.map((level) => ({ level, side: 'both' })),
      operator: null,
      cause: null,
    })
  }
  const course = await nurse.get<{ visits: { id: string; code: string }[] }>(
    `/studies/live/enrolments/${enrolment.id}`,
  )
  const visits = Object.fromEntries(course.visits.map((visit) => [visit.code, visit.id]))
  return {
    patientId: patient.id,
    enrolmentId: enrolment.id,
    code: enrolment.code,
    visits,
    formAt: (visit, instrument) => `/live/visits/${visits[visit]}/${instrument}`,
    timeline: `/live/patients/${enrolment.code}`,
  }
}

interface Saving {
  readonly repeatKey?: string
  readonly doneDaysAgo: number
}

/** Saves a form of a visit for the first time. */
export async function saveForm(
  nurse: Api,
  patient: MadePatient,
  visit: string,
  instrument: string,
  values: Readonly<Record<string, unknown>>,
  { repeatKey = '', doneDaysAgo }: Saving,
): Promise<void> {
  await nurse.post('/studies/live/entries', {
    enrolmentId: patient.enrolmentId,
    visitId: patient.visits[visit],
    instrument: getInstrument(instrument).id,
    repeatKey,
    version: 0,
    values,
    visit: { doneOn: dayFromNow(-doneDaysAgo), doneTime: null, mode: 'in_person' },
  })
}

export const QUIET_SIGNS = {
  urgent_bladder: 0,
  urgent_bowel: 0,
  urgent_saddle: 0,
  urgent_weakness: 0,
  urgent_fever: 0,
}

/** Back and leg pain of one measurement. */
export function painOf(back: number, leg = 0): Record<string, number> {
  return { vas_back_rest: back, vas_back_activity: back, vas_leg_left: leg, vas_leg_right: leg }
}
