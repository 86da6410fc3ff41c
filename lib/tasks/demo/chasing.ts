import { addDays } from '@/lib/codebook/dates'
import type { Call } from '@/lib/records/call'
import { addContact } from '@/lib/records/contacts/contacts'
import { addPhone, listPhones } from '@/lib/records/contacts/phones'
import { getCourse } from '@/lib/records/enrolments/course'
import { handOver } from '@/lib/records/follow-up/owners'
import { FIRST_DAY_AT_HOME, listWork, type WorkRow } from '@/lib/records/visits/work-list'

const STUDY = 'live'

/** Calls made in the days before, so that the list has somebody to suggest and an hour. */
export async function chase(nurse: Call, today: string): Promise<void> {
  const { rows } = await listWork(nurse, STUDY, { page: 1 })
  const callable = rows.filter(({ day }) => day !== null && day >= FIRST_DAY_AT_HOME)
  for (const [at, row] of callable.entries()) {
    if (at % 3 === 0) await answerInTheEvening(nurse, row, today)
    if (at % 3 === 1) await call(nurse, row, addDays(today, -2), '09:20', null, null)
    if (at % 2 === 0) {
      await handOver(nurse, STUDY, row.enrolmentId, {
        version: 0,
        personId: nurse.actor.personId,
        note: at === 0 ? '女儿晚上在家' : null,
      })
    }
  }
}

/** Twice nobody on the patient's own telephone by day; then the daughter after work. */
async function answerInTheEvening(nurse: Call, row: WorkRow, today: string): Promise<void> {
  const { patient } = await getCourse(nurse, STUDY, row.enrolmentId)
  const [own] = await listPhones(nurse, STUDY, patient.patientId)
  const { id: daughter } = await addPhone(nurse, STUDY, patient.patientId, {
    number: `1990001${patient.code.replace(/\D/g, '').padStart(4, '0')}`,
    relation: 'child',
    holder: '女儿（虚构）',
    bestHour: null,
    note: null,
    preferred: false,
  })
  await call(nurse, row, addDays(today, -5), '10:10', own?.id ?? null, null)
  await call(nurse, row, addDays(today, -4), '15:40', own?.id ?? null, null)
  await call(nurse, row, addDays(today, -3), '18:40', daughter, 'child')
}

async function call(
  nurse: Call,
  row: WorkRow,
  happenedOn: string,
  happenedTime: string,
  phoneId: string | null,
  reached: 'child' | null,
): Promise<void> {
  await addContact(nurse, STUDY, {
    enrolmentId: row.enrolmentId,
    visitId: row.visitId,
    phoneId,
    happenedOn,
    happenedTime,
    channel: 'phone',
    reached: reached ?? 'nobody',
    failure: reached ? null : 'no_answer',
    outcome: reached ? 'call_back' : null,
    note: null,
    nextOn: null,
    nextHour: null,
  })
}
