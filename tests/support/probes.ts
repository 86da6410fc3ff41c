import type { Call } from '@/lib/records/call'
import { acknowledgeAlert } from '@/lib/records/complications/alerts'
import { adjudicateComplication, proposeComplication } from '@/lib/records/complications/complications'
import { getComparison } from '@/lib/records/data/receipts'
import { getCourse } from '@/lib/records/enrolments/course'
import { endEnrolment, enrolPatient, getEnrolmentCode } from '@/lib/records/enrolments/enrolments'
import { addOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { discardDraft, saveDraft } from '@/lib/records/entries/drafts'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { getPatient } from '@/lib/records/patients/patients'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { makePatient, newEnrolment, newOperation, saveForm, type MadePatient } from './patient'
import { daysAgo, TODAY } from './registry'

/** A patient with a row in every clinical table, and the ids of those rows. */
export interface Target extends MadePatient {
  readonly complicationId: string
  readonly alertId: string
}

type Ask = <T>(sql: string, values: unknown[]) => Promise<T[]>

export async function makeTarget(call: Call, asSuper: Ask): Promise<Target> {
  const patient = await makePatient(call, {
    identity: { name: `目标例${call.actor.name.slice(0, 2)}`, phone: '13911112222' },
    operatedDaysAgo: 2,
  })
  const leak = { leak_detection: 1, leak: 1, leak_types: [1], leak_endplate_cortex: 1, leak_symptomatic: 0 }
  await saveForm(call, patient, 'd1', 'leakage', leak, { repeatKey: 'T12', doneDaysAgo: 1 })
  const signs = { urgent_bladder: 1, urgent_bowel: 0, urgent_saddle: 0, urgent_weakness: 0, urgent_fever: 0 }
  await saveForm(call, patient, 'd1', 'urgent_signs', signs)
  const find = async (table: string) => {
    const [row] = await asSuper<{ id: string }>(`select id from ${table} where enrolment_id = $1`, [
      patient.enrolmentId,
    ])
    if (!row) throw new Error(`the target has no ${table}`)
    return row.id
  }
  return { ...patient, complicationId: await find('complication'), alertId: await find('alert') }
}

const DONE = { doneOn: TODAY, doneTime: null, mode: 'telephone' } as const

/** Every function of the records room that takes an id, asked for the target's in a study. */
export function listProbes(
  call: Call,
  clinician: Call,
  study: string,
  target: Target,
): Readonly<Record<string, () => Promise<unknown>>> {
  const { enrolmentId, patientId } = target
  const visitId = target.visits.d1 ?? ''
  const place = { enrolmentId, visitId, instrument: 'pain', repeatKey: '' }
  const operation = newOperation(daysAgo(2), ['T12'])
  return {
    getPatient: () => getPatient(call, study, patientId),
    enrolPatient: () => enrolPatient(call, study, newEnrolment(patientId, 'pvp', TODAY)),
    getCourse: () => getCourse(call, study, enrolmentId),
    getCourseByCode: () => getCourse(call, study, target.code),
    getEnrolmentCode: () => getEnrolmentCode(call, study, enrolmentId),
    endEnrolment: () =>
      endEnrolment(call, study, enrolmentId, { version: 1, endedOn: TODAY, reason: 'lost', note: null }),
    addOperation: () => addOperation(call, study, enrolmentId, operation),
    updateOperation: () =>
      updateOperation(call, study, target.operationId ?? '', { ...operation, version: 1 }),
    updateVisit: () => updateVisit(call, study, visitId, { ...DONE, version: 1 }),
    addUnscheduledVisit: () => addUnscheduledVisit(call, study, enrolmentId, DONE),
    getEntryForm: () => getEntryForm(call, study, place),
    saveEntry: () => saveEntry(call, study, { ...place, version: 0, values: {}, reasons: {}, visit: DONE }),
    saveDraft: () => saveDraft(call, study, place, { baseVersion: 0, texts: { vas: '1' } }),
    discardDraft: () => discardDraft(call, study, place),
    proposeComplication: () =>
      proposeComplication(call, study, {
        enrolmentId,
        visitId: null,
        type: 'cement_leakage',
        level: null,
        detectedOn: TODAY,
        note: 'seen',
      }),
    adjudicateComplication: () =>
      adjudicateComplication(clinician, study, target.complicationId, {
        version: 1,
        status: 'confirmed',
        note: '',
      }),
    acknowledgeAlert: () => acknowledgeAlert(call, study, target.alertId, { version: 1, note: null }),
    getComparison: () => getComparison(clinician, study, target.complicationId),
  }
}
