import type { Values } from '@/lib/codebook/item'
import { Problem, invalidField, type FieldIssue } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { toIsoDate } from '../dates'
import { lockEnrolment } from '../enrolments/enrolments'
import { refuseWithdrawnData } from '../enrolments/leaving'
import { newId } from '../ids'
import { askForSecond } from '../quality/choose-second'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { breakSignature, refuseLocked } from '../visits/guard-visit'
import { markDone, type VisitDone } from '../visits/visits'
import { deleteDraft } from './drafts'
import { judgeValues, parseSent, toEntryColumns, type EntryColumns, type Reasons } from './entry-columns'
import { followDischarge } from './follow-discharge'
import { findEntry, findPrevious, openPlace, type EntryPlace, type OpenPlace } from './load-entry'
import type { StoredEntry } from './stored-entry'

export interface EntryInput extends EntryPlace {
  /** The version the form was opened with; 0 when there was no entry. */
  readonly version: number
  readonly values: unknown
  readonly reasons: Reasons
  /** When and how the visit took place; needed with its first form. */
  readonly visit: VisitDone | null
  /** Why a signed record is changed; needed with the first change after the signature. */
  readonly correction?: string | null
  /** Taken from what a patient sent; without it the person who saves has asked. */
  readonly source?: EntrySource
}

export interface EntrySource {
  readonly mode: 'self' | 'proxy'
  readonly selfReportId: string
}

/** Saves a form: parsed by its instrument, checked, scored, and the rules run over the enrolment. */
export async function saveEntry(call: Call, study: string, input: EntryInput): Promise<Done> {
  return change(call, 'entry.save', { study }, (tx) => writeEntry(tx, input), {
    reason: input.correction?.trim() || undefined,
  })
}

/** The save inside an open transaction (several forms of one report). */
export async function writeEntry(
  tx: Tx,
  input: EntryInput,
  asReader = false,
): Promise<{ id: string; version: number }> {
  // The rules read all of the patient's entries.
  await lockEnrolment(tx, input.enrolmentId)
  const opened = await openPlace(tx, input, asReader)
  const { instrument, enrolment } = opened
  await refuseLocked(tx, opened.visit)
  if (opened.visit) refuseWithdrawnData(enrolment)
  const values = parseSent(instrument, input.values)
  const existing = await findEntry(tx, input)
  if ((existing?.version ?? 0) !== input.version) throw conflict(existing, values)
  const previous = await findPrevious(tx, opened.place)
  const judged = judgeValues(instrument, values, previous?.values ?? null, input.reasons)
  await ensureVisitDone(tx, opened, input.visit)
  await breakSignature(tx, opened.visit, input.correction ?? null)
  const columns = { ...toEntryColumns(tx, instrument, judged), ...input.source }
  const id = existing?.id ?? newId()
  if (existing) {
    // The version in the WHERE is the lock: of two saves at once one finds no row.
    const { count } = await tx.db.entry.updateMany({
      where: { id, version: input.version },
      data: { ...columns, version: { increment: 1 } },
    })
    if (count === 0) throw conflict(await findEntry(tx, input), values)
  } else {
    await insertEntry(tx, opened, id, columns, values)
    await wantSecond(tx, opened, id, input)
  }
  if (input.instrument === 'discharge') await followDischarge(tx, enrolment.id)
  await applyRules(tx, enrolment.id)
  await finishVisits(tx, enrolment.id)
  await deleteDraft(tx, input)
  return { id, version: input.version + 1 }
}

/** Some forms of visits are typed twice; what a patient sent was not typed from paper. */
async function wantSecond(tx: Tx, { enrolment, protocol, visit }: OpenPlace, id: string, input: EntryInput) {
  if (!visit || input.source) return
  const owner = { siteId: enrolment.siteId, studyId: enrolment.studyId, enrolmentId: enrolment.id }
  await askForSecond(tx, { id, ...owner }, protocol.doubleEntry)
}

function conflict(current: StoredEntry | null, sent: Values): Problem {
  return new Problem('conflict', {
    extra: {
      current: current && {
        version: current.version,
        values: current.values,
        reasons: current.reasons,
        savedByName: current.savedByName,
        savedAt: current.savedAt.toISOString(),
      },
      sent,
    },
  })
}

async function insertEntry(
  tx: Tx,
  opened: OpenPlace,
  id: string,
  columns: EntryColumns,
  sent: Values,
): Promise<void> {
  const { enrolment, instrument, place } = opened
  const { count } = await tx.db.entry.createMany({
    data: [
      {
        id,
        siteId: enrolment.siteId,
        studyId: enrolment.studyId,
        enrolmentId: enrolment.id,
        visitId: place.visitId,
        instrument: instrument.id,
        instrumentVersion: instrument.version,
        repeatKey: place.repeatKey,
        ...columns,
      },
    ],
    // Somebody saved the same new form a moment ago: their row stands, and both values are shown.
    skipDuplicates: true,
  })
  if (count === 0) throw conflict(await findEntry(tx, place), sent)
}

/**
 * The first form says when the visit took place. A later one may say the same or nothing: another date would be
 * lost in silence, so it is refused with what stands, and the visit is corrected by its own verb.
 */
async function ensureVisitDone(tx: Tx, { visit }: OpenPlace, done: VisitDone | null): Promise<void> {
  if (!visit) return
  if (!visit.doneOn) {
    if (!done) throw invalidField('visit.doneOn', 'required')
    await markDone(tx, visit, done)
    return
  }
  if (!done) return
  const stands = { doneOn: toIsoDate(visit.doneOn), doneTime: visit.doneTime, mode: visit.mode }
  const fields = (['doneOn', 'doneTime', 'mode'] as const)
    .filter((field) => stands[field] !== done[field])
    .map((field): FieldIssue => ({ field: `visit.${field}`, code: 'visit_says_otherwise' }))
  if (fields.length === 0) return
  throw new Problem('invalid', {
    reason: 'visit_differs',
    fields,
    extra: { visit: { version: visit.version, ...stands } },
  })
}
