import { isNotice } from '@/lib/protocol/rules/notices'
import type { Call } from '@/lib/records/call'
import { listAlerts } from '@/lib/records/complications/alerts'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { lockVisit } from '@/lib/records/visits/lock-visit'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { makePatient, type MadePatient } from './patient'

export const PAIN = { vas_back_rest: 3, vas_back_activity: 4, vas_leg_left: 0, vas_leg_right: 0 }
export const URGENT = {
  urgent_bladder: 1,
  urgent_bowel: 0,
  urgent_saddle: 0,
  urgent_weakness: 0,
  urgent_fever: 0,
}

/** What signing, locking and correcting are tried with: a nurse who enters, a clinician of the same site who signs. */
export function openCorrections(nurse: Call, clinician: Call) {
  async function readForm(patient: MadePatient, visit: string, instrument = 'pain') {
    return getEntryForm(nurse, 'live', {
      enrolmentId: patient.enrolmentId,
      visitId: patient.visits[visit] ?? null,
      instrument,
      repeatKey: '',
    })
  }
  return {
    readForm,
    makeOperated: () => makePatient(nurse, { operatedDaysAgo: 5, identity: { name: '改例人', sex: 'F' } }),
    /** Signs as the page does: with what it shows. */
    sign: async (patient: MadePatient, visit: string, as: Call = clinician, password = DEMO_PASSWORD) => {
      const { record, visit: shown } = await readForm(patient, visit)
      return signVisit(as, 'live', patient.visits[visit] ?? '', {
        version: shown?.version ?? 0,
        entries: (record?.entries ?? []).map(({ id, version }) => ({ id, version })),
        meaning: 'reviewed',
        password,
      })
    },
    lock: async (patient: MadePatient, visit: string) => {
      const { visit: shown } = await readForm(patient, visit)
      return lockVisit(clinician, 'live', patient.visits[visit] ?? '', { version: shown?.version ?? 0 })
    },
    /** News of signatures and judgements whose data have changed. */
    listNotices: async (patient: MadePatient) => {
      const { rows } = await listAlerts(clinician, 'live', { enrolmentId: patient.enrolmentId, page: 1 })
      return rows.filter(({ ruleId }) => isNotice(ruleId))
    },
  }
}

export type Corrections = ReturnType<typeof openCorrections>
