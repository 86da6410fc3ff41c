import type { Call } from '@/lib/records/call'
import { acknowledgeAlert } from '@/lib/records/complications/alerts'
import { adjudicateComplication, proposeComplication } from '@/lib/records/complications/complications'
import { addContact, listContacts, updateContact, voidContact } from '@/lib/records/contacts/contacts'
import { addPhone, listPhones, updatePhone, voidPhone } from '@/lib/records/contacts/phones'
import { getComparison } from '@/lib/records/data/receipts'
import { getCourse } from '@/lib/records/enrolments/course'
import { endEnrolment, reopenEnrolment } from '@/lib/records/enrolments/end-enrolment'
import { enrolPatient, getEnrolmentCode } from '@/lib/records/enrolments/enrolments'
import { moveProtocol } from '@/lib/records/enrolments/move-protocol'
import { addOperation, previewOperation, updateOperation } from '@/lib/records/enrolments/operations'
import { transferEnrolment } from '@/lib/records/enrolments/transfer-enrolment'
import { voidEnrolment } from '@/lib/records/enrolments/void-enrolment'
import { voidOperation } from '@/lib/records/enrolments/void-operation'
import { discardDraft, saveDraft } from '@/lib/records/entries/drafts'
import { getEntryForm } from '@/lib/records/entries/entry-form'
import { getEntryHistory } from '@/lib/records/entries/history'
import { moveEntry } from '@/lib/records/entries/move-entry'
import { listMoveOptions } from '@/lib/records/entries/move-options'
import { saveEntry } from '@/lib/records/entries/save-entry'
import { voidEntry } from '@/lib/records/entries/void-entry'
import { mergePatients, partPatients, readMergePage } from '@/lib/records/patients/merge-patients'
import { getPatient } from '@/lib/records/patients/patients'
import { updateIdentity } from '@/lib/records/patients/update-identity'
import { raiseQuery, updateQuery } from '@/lib/records/queries/queries'
import { lockVisit, unlockVisit } from '@/lib/records/visits/lock-visit'
import { signVisit } from '@/lib/records/visits/sign-visit'
import { updateVisit } from '@/lib/records/visits/update-visit'
import { addUnscheduledVisit } from '@/lib/records/visits/visits'
import { voidVisit } from '@/lib/records/visits/void-visit'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { listAdjudicationProbes } from './probes-of-adjudication'
import { listSelfReportProbes } from './probes-of-self-reports'
import { makeFollowUp, type MadeFollowUp } from './follow-up'
import { makeReports, type MadeReports } from './self-reports'
import { makePatient, newEnrolment, newOperation, saveForm, type MadePatient } from './patient'
import { daysAgo, TODAY } from './registry'
import { makeAllocation, type AllocationPlaces } from './samples-of-allocation'

/** A patient with a row in every clinical table, and the ids of those rows. */
export interface Target extends MadePatient, MadeReports, MadeFollowUp, AllocationPlaces {
  readonly complicationId: string
  readonly alertId: string
  readonly phoneId: string
  readonly contactId: string
  /** What was entered on day 1. */
  readonly entries: readonly { readonly id: string; readonly version: number }[]
  readonly queryId: string
  /** An unscheduled visit that is locked, at version 2. */
  readonly lockedVisit: string
}

export const newPhone = {
  relation: 'child',
  holder: '例女儿',
  bestHour: 18,
  note: null,
  preferred: false,
} as const

/** An attempt that reached nobody; another one tomorrow. */
export function newContact(enrolmentId: string, visitId: string | null) {
  return {
    enrolmentId,
    visitId,
    phoneId: null,
    happenedOn: TODAY,
    happenedTime: '10:30',
    channel: 'phone',
    reached: 'nobody',
    failure: 'no_answer',
    outcome: null,
    note: null,
    nextOn: daysAgo(-1),
    nextHour: 18,
  } as const
}

export type Ask = <T>(sql: string, values: unknown[]) => Promise<T[]>

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
  const { id: contactId } = await addContact(
    call,
    'live',
    newContact(patient.enrolmentId, patient.visits.d1 ?? null),
  )
  const [phone] = await listPhones(call, 'live', patient.patientId)
  return {
    ...patient,
    complicationId: await find('complication'),
    alertId: await find('alert'),
    phoneId: phone?.id ?? '',
    contactId,
    ...(await correctTarget(call, asSuper, patient)),
    ...(await makeReports(call, patient)),
    ...(await makeFollowUp(call, asSuper, patient)),
    ...(await makeAllocation(call, asSuper, patient)),
  }
}

/** Asks back about one of the entries, and locks a visit as a clinician of the same site would. */
async function correctTarget(call: Call, asSuper: Ask, patient: MadePatient) {
  const entries = await asSuper<{ id: string; version: number }>(
    'select id, version from entry where visit_id = $1 order by instrument',
    [patient.visits.d1],
  )
  const { id: queryId } = await raiseQuery(call, patient.study, {
    entryId: entries[0]?.id ?? '',
    item: 'leak',
    text: 'CT or film?',
  })
  const { id: lockedVisit } = await addUnscheduledVisit(call, patient.study, patient.enrolmentId, DONE)
  const memberships = call.actor.memberships.map((one) => ({ ...one, role: 'clinician' as const }))
  const clinician = { ...call, actor: { ...call.actor, memberships } }
  await lockVisit(clinician, patient.study, lockedVisit, { version: 1 })
  return { entries, queryId, lockedVisit }
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
  const entryId = target.entries[0]?.id ?? ''
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
    reopenEnrolment: () => reopenEnrolment(call, study, enrolmentId, { version: 1, reason: 'came back' }),
    voidEnrolment: () => voidEnrolment(clinician, study, enrolmentId, { version: 1, reason: 'by mistake' }),
    transferEnrolment: () =>
      transferEnrolment(clinician, study, enrolmentId, { version: 1, site: 'SOUTH', reason: 'moved' }),
    moveProtocol: () =>
      moveProtocol(clinician, study, enrolmentId, { version: 1, to: 900, reason: 'as amended' }),
    previewOperation: () =>
      previewOperation(call, study, target.operationId ?? '', { performedOn: TODAY, endedTime: null }),
    voidOperation: () =>
      voidOperation(clinician, study, target.operationId ?? '', { version: 1, reason: 'by mistake' }),
    updateIdentity: () => updateIdentity(call, study, patientId, { version: 1, identity: { name: '更名' } }),
    mergePatients: () =>
      mergePatients(clinician, study, patientId, { otherId: enrolmentId, reason: 'one person' }),
    partPatients: () =>
      partPatients(clinician, study, patientId, { mergeId: enrolmentId, version: 1, reason: 'two' }),
    readMergePage: () => readMergePage(clinician, study, patientId),
    addOperation: () => addOperation(call, study, enrolmentId, operation),
    updateOperation: () =>
      updateOperation(call, study, target.operationId ?? '', { ...operation, version: 1 }),
    updateVisit: () => updateVisit(call, study, visitId, { ...DONE, version: 1 }),
    addUnscheduledVisit: () => addUnscheduledVisit(call, study, enrolmentId, DONE),
    getEntryForm: () => getEntryForm(call, study, place),
    saveEntry: () => saveEntry(call, study, { ...place, version: 0, values: {}, reasons: {}, visit: DONE }),
    moveEntry: () =>
      moveEntry(call, study, entryId, {
        version: 1,
        reason: 'wrong patient',
        target: { enrolmentId, visitId: target.visits.d3 ?? '', repeatKey: 'T12' },
      }),
    listMoveOptions: () => listMoveOptions(call, study, entryId, target.code),
    voidEntry: () => voidEntry(call, study, entryId, { version: 1, reason: 'wrong patient' }),
    getEntryHistory: () => getEntryHistory(call, study, entryId),
    voidVisit: () => voidVisit(call, study, visitId, { version: 1, reason: 'did not come' }),
    signVisit: () =>
      signVisit(clinician, study, visitId, {
        version: 1,
        entries: target.entries,
        meaning: 'reviewed',
        password: DEMO_PASSWORD,
      }),
    lockVisit: () => lockVisit(clinician, study, visitId, { version: 1 }),
    unlockVisit: () => unlockVisit(clinician, study, target.lockedVisit, { version: 2, reason: 'a slip' }),
    raiseQuery: () => raiseQuery(call, study, { entryId, item: 'leak_types', text: 'sure?' }),
    updateQuery: () => updateQuery(call, study, target.queryId, { version: 1, act: 'answer', text: 'CT' }),
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
    listPhones: () => listPhones(call, study, patientId),
    addPhone: () => addPhone(call, study, patientId, { ...newPhone, number: '13911113333' }),
    updatePhone: () =>
      updatePhone(call, study, target.phoneId, {
        ...newPhone,
        number: '1391111444',
        wrong: true,
        version: 1,
      }),
    voidPhone: () => voidPhone(call, study, target.phoneId, { version: 1, reason: 'gone' }),
    listContacts: () => listContacts(call, study, { enrolmentId, page: 1 }),
    addContact: () => addContact(call, study, newContact(enrolmentId, visitId)),
    updateContact: () =>
      updateContact(call, study, target.contactId, { nextOn: TODAY, nextHour: null, note: null, version: 1 }),
    voidContact: () => voidContact(call, study, target.contactId, { version: 1, reason: 'twice' }),
    ...listAdjudicationProbes(call, clinician, study, target),
    ...listSelfReportProbes(call, study, target),
    getComparison: () => getComparison(clinician, study, target.complicationId),
  }
}
