import { can } from '@/lib/access/actor'
import type { Bilingual } from '@/lib/codebook/item'
import { Problem } from '@/lib/problem'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Call } from '../call'
import { reading } from '../change'
import { armInSight, readShown } from '../allocations/sight'
import { loadEnrolment } from '../enrolments/enrolments'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { readForms } from '../visits/forms'
import { loadVisit } from '../visits/visits'
import { readEntryForm, type EntryForm } from './entry-form'
import { openForm, pinStored, type EntryPlace, type OpenPlace } from './load-entry'

export interface SavedForm {
  readonly instrument: string
  readonly repeatKey: string
  readonly complete: boolean
}

/** The entry page of one form: the form, its neighbours, and what stands raised before it is saved. */
export interface EntryPage {
  readonly place: EntryPlace
  readonly form: EntryForm
  /** Forms of the same visit (or operation) that have an entry. */
  readonly saved: readonly SavedForm[]
  readonly visitLabels: Readonly<Record<string, Bilingual>>
  /** Null before there is an arm, and where it is hidden. */
  readonly armLabel: Bilingual | null
  readonly timeZone: string
  /** Open proposals and alerts of this patient, by id. */
  readonly raised: readonly string[]
}

/** A form of a visit. Without a repeat key, the first level that is not complete. */
export async function getVisitEntryPage(
  call: Call,
  study: string,
  visitId: string,
  instrument: string,
  repeatKey: string | null,
): Promise<EntryPage> {
  return reading(call, 'entry.read', { study }, async (tx) => {
    const { enrolmentId } = await loadVisit(tx, visitId)
    return readEntryPage(tx, { enrolmentId, visitId, instrument, repeatKey: repeatKey ?? '' })
  })
}

/** The form to open when only the visit is named: the next to fill in, or the first to read. */
export async function findNextForm(call: Call, study: string, visitId: string): Promise<string | null> {
  return reading(call, 'entry.read', { study }, async (tx) => {
    const visit = await loadVisit(tx, visitId)
    const enrolment = await loadEnrolment(tx, visit.enrolmentId)
    const forms = await readForms(tx, [
      {
        id: visit.id,
        enrolment_id: enrolment.id,
        code: visit.code,
        arm: await armInSight(tx, enrolment),
        protocol_version: enrolment.protocolVersion,
      },
    ])
    const found = forms.get(visit.id)
    // Where nothing required waits, or one may only read, the first form that was filled in.
    const reads = !can(call.actor, 'entry.save', study) || found?.complete === found?.required
    return (reads && (await findFirstSaved(tx, visit))) || (found?.next ?? null)
  })
}

async function findFirstSaved(
  tx: Tx,
  { id: visitId, enrolmentId }: { readonly id: string; readonly enrolmentId: string },
): Promise<string | null> {
  const isShown = await readShown(tx, enrolmentId)
  const saved = await tx.db.entry.findMany({
    where: { visitId, voidedAt: null, ...seenWhere(tx) },
    select: { instrument: true, visitId: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return saved.find(isShown)?.instrument ?? null
}

/** A form of an operation. */
export async function getOperationEntryPage(
  call: Call,
  study: string,
  operationId: string,
  instrument: string,
): Promise<EntryPage> {
  return reading(call, 'entry.read', { study }, async (tx) => {
    const operation = await tx.db.operation.findFirst({
      where: { id: operationId, voidedAt: null, ...seenWhere(tx) },
      select: { enrolmentId: true, ordinal: true },
    })
    if (!operation) throw new Problem('not_found')
    return readEntryPage(tx, {
      enrolmentId: operation.enrolmentId,
      visitId: null,
      instrument,
      repeatKey: String(operation.ordinal),
    })
  })
}

/** A line of one of the patient's logs; without a line, the next one. */
export async function getLogEntryPage(
  call: Call,
  study: string,
  patientCode: string,
  instrument: string,
  line: string | null,
): Promise<EntryPage> {
  return reading(call, 'entry.read', { study }, async (tx) => {
    const enrolment = await tx.db.enrolment.findFirst({
      where: { AND: [{ studyId: studyOf(tx).id, code: patientCode, voidedAt: null }, seenWhere(tx)] },
      select: { id: true, protocolVersion: true },
    })
    if (!enrolment) throw new Problem('not_found')
    const { logInstruments = [] } = await readProtocol(tx, enrolment.protocolVersion)
    if (!logInstruments.some(({ id }) => id === instrument)) throw new Problem('not_found')
    return readEntryPage(tx, { enrolmentId: enrolment.id, visitId: null, instrument, repeatKey: line ?? '' })
  })
}

async function readEntryPage(tx: Tx, asked: EntryPlace): Promise<EntryPage> {
  const { enrolmentId, visitId } = asked
  const entries = await tx.db.entry.findMany({
    where: { enrolmentId, visitId, voidedAt: null, ...seenWhere(tx) },
    select: { instrument: true, repeatKey: true, complete: true },
  })
  const form = await openForm(tx, asked)
  const isShown = await readShown(tx, enrolmentId)
  const saved = entries.filter(({ instrument }) => isShown({ instrument, visitId }))
  const opened = await pinStored(tx, chooseRepeat(form, saved))
  const { protocol, enrolment } = opened
  const site = await tx.db.site.findUniqueOrThrow({
    where: { id: enrolment.siteId },
    select: { timeZone: true },
  })
  const arm = await armInSight(tx, enrolment)
  return {
    place: opened.place,
    form: await readEntryForm(tx, opened),
    saved,
    visitLabels: Object.fromEntries(protocol.visits.map(({ code, label }) => [code, label])),
    armLabel: arm === null ? null : (findArm(protocol, arm)?.label ?? { zh: arm, en: arm }),
    timeZone: site.timeZone,
    raised: await listRaised(tx, enrolment.id),
  }
}

function chooseRepeat(opened: OpenPlace, saved: readonly SavedForm[]): OpenPlace {
  const { place, instrument, repeatKeys } = opened
  if (instrument.repeat === 'none') {
    // A form asked once has no level in its address.
    if (place.repeatKey !== '' && place.visitId !== null) throw new Problem('not_found')
    return { ...opened, place: { ...place, repeatKey: '' } }
  }
  if (place.repeatKey !== '') {
    if (!repeatKeys.includes(place.repeatKey)) throw new Problem('not_found')
    return opened
  }
  if (instrument.repeat === 'log')
    return { ...opened, place: { ...place, repeatKey: repeatKeys.at(-1) ?? '' } }
  const isDone = (key: string) =>
    saved.some((one) => one.instrument === instrument.id && one.repeatKey === key && one.complete)
  const first = repeatKeys.find((key) => !isDone(key)) ?? repeatKeys[0] ?? ''
  return { ...opened, place: { ...place, repeatKey: first } }
}

async function listRaised(tx: Tx, enrolmentId: string): Promise<string[]> {
  const complications = await tx.db.complication.findMany({
    where: { enrolmentId, voidedAt: null, status: 'proposed', ...seenWhere(tx) },
    select: { id: true },
  })
  const alerts = await tx.db.alert.findMany({
    where: { enrolmentId, voidedAt: null, acknowledgedAt: null, ...seenWhere(tx) },
    select: { id: true },
  })
  return [...complications, ...alerts].map(({ id }) => id)
}
