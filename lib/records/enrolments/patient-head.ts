import { can } from '@/lib/access/actor'
import type { Values } from '@/lib/codebook/item'
import { daysBetween } from '@/lib/codebook/dates'
import { seesArmOf } from '../allocations/sight'
import { toIsoDate } from '../dates'
import { readIdentity } from '../patients/patients'
import { readToday } from '../studies/today'
import { studyOf, type Tx } from '../transaction'
import { readLevels } from '../visits/forms'
import { countYears } from './count-years'
import type { loadEnrolment } from './enrolments'

/** Who this is, on every page about a patient: enough not to mistake one person for another. */
export interface PatientHead {
  readonly enrolmentId: string
  readonly patientId: string
  readonly code: string
  readonly name: string | null
  readonly sex: 'M' | 'F' | null
  /** Completed years at enrolment. */
  readonly age: number | null
  /** All but the first three and last four digits masked. */
  readonly phone: string | null
  /** Null before the patient has one, and where it is hidden. */
  readonly plannedArm: string | null
  readonly receivedArm: string | null
  /** There may be an arm, which is not for the reader to know. */
  readonly armHidden: boolean
  readonly randomisedOn: string | null
  readonly levels: readonly string[]
  readonly operatedOn: string | null
  /** Days since the index operation. */
  readonly day: number | null
  /** Of a death as it was told, perhaps a month or a year. */
  readonly endedOn: string | null
  readonly endReason: string | null
  readonly today: string
  readonly version: number
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

export async function readPatientHead(tx: Tx, enrolment: Enrolment): Promise<PatientHead> {
  // Who verifies the record knows patients by their codes.
  const known = can(tx.call.actor, 'patient.read', studyOf(tx).slug)
  const identity = known ? await readIdentity(tx, enrolment.patientId) : {}
  const sees = await seesArmOf(tx, enrolment.id)
  const told = await readDemographics(tx, enrolment.id)
  const operations = await tx.db.operation.findMany({
    where: { enrolmentId: enrolment.id, voidedAt: null },
    select: { levels: true },
  })
  const today = await readToday(tx, enrolment.siteId)
  const operatedOn = toIsoDate(enrolment.indexOperationOn)
  const born = identity.birthDate
  return {
    enrolmentId: enrolment.id,
    patientId: enrolment.patientId,
    code: enrolment.code,
    name: identity.name ?? null,
    sex: identity.sex === 'M' || identity.sex === 'F' ? identity.sex : told.sex,
    age: told.age ?? (born ? countYears(born, toIsoDate(enrolment.enrolledOn)) : null),
    phone: identity.phone ? maskPhone(identity.phone) : null,
    plannedArm: sees ? enrolment.plannedArm : null,
    receivedArm: sees ? enrolment.receivedArm : null,
    armHidden: !sees,
    randomisedOn: toIsoDate(enrolment.randomisedOn),
    levels: [...new Set(operations.flatMap((operation) => readLevels(operation.levels)))],
    operatedOn,
    day: operatedOn === null ? null : daysBetween(operatedOn, today),
    endedOn: enrolment.diedOn ?? toIsoDate(enrolment.endedOn),
    endReason: enrolment.endReason,
    today,
    version: enrolment.version,
  }
}

async function readDemographics(tx: Tx, enrolmentId: string) {
  const row = await tx.db.entry.findFirst({
    where: { enrolmentId, instrument: 'demographics', voidedAt: null },
    select: { values: true },
  })
  const values = (row?.values ?? {}) as unknown as Values
  const sex: 'M' | 'F' | null = values.sex === 1 ? 'M' : values.sex === 2 ? 'F' : null
  return { sex, age: typeof values.age === 'number' ? values.age : null }
}

function maskPhone(phone: string): string {
  return phone.length < 8 ? phone.replace(/./g, '•') : `${phone.slice(0, 3)}••••${phone.slice(-4)}`
}
