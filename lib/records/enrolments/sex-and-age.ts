import { can } from '@/lib/access/actor'
import type { Values } from '@/lib/codebook/item'
import { toIsoDate } from '../dates'
import { readIdentity } from '../patients/patients'
import { studyOf, type Tx } from '../transaction'
import { countYears } from './count-years'

/** Sex and completed years at enrolment, from the identity or, where there is none, from the form. */
export async function readSexAndAge(
  tx: Tx,
  enrolment: { readonly id: string; readonly patientId: string; readonly enrolledOn: Date },
): Promise<{ sex: 'M' | 'F' | null; age: number | null }> {
  const known = can(tx.call.actor, 'patient.read', studyOf(tx).slug)
  const { sex, birthDate } = known ? await readIdentity(tx, enrolment.patientId) : {}
  const told = await tx.db.entry.findFirst({
    where: { enrolmentId: enrolment.id, instrument: 'demographics', voidedAt: null },
    select: { values: true },
  })
  const values = (told?.values ?? {}) as unknown as Values
  const toldSex = values.sex === 1 ? 'M' : values.sex === 2 ? 'F' : null
  return {
    sex: sex === 'M' || sex === 'F' ? sex : toldSex,
    age: birthDate
      ? countYears(birthDate, toIsoDate(enrolment.enrolledOn))
      : typeof values.age === 'number'
        ? values.age
        : null,
  }
}
