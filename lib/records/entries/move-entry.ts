import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { toIsoDate } from '../dates'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { refuseOtherVersion } from '../refuse-other-version'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { breakSignature, refuseLocked } from '../visits/guard-visit'
import { loadVisit, markDone, type Mode, type VisitDone } from '../visits/visits'
import { undoIfEmpty } from '../visits/void-visit'
import { judgeValues, toEntryColumns } from './entry-columns'
import { followDischarge } from './follow-discharge'
import { findEntry, findPrevious, loadEntryRow, openPlace, refuseTelling } from './load-entry'
import { toStoredEntry } from './stored-entry'

export interface Move {
  readonly version: number
  readonly reason: string
  readonly target: {
    readonly enrolmentId: string
    readonly visitId: string | null
    readonly repeatKey: string
  }
}

/**
 * Moves an entry to the patient or the visit it belongs to. Both sides are judged anew: scores, rules, visits; the
 * signature of either falls, and queries go with the entry.
 */
export async function moveEntry(call: Call, study: string, id: string, input: Move): Promise<Done> {
  const reason = input.reason.trim()
  return change(call, 'entry.move', { study }, (tx) => writeMove(tx, id, { ...input, reason }), { reason })
}

async function writeMove(tx: Tx, id: string, { version, reason, target }: Move) {
  if (reason === '') throw invalidField('reason', 'required')
  await lockBoth(tx, (await loadEntryRow(tx, id)).enrolmentId, target.enrolmentId)
  const row = await loadEntryRow(tx, id)
  await refuseTelling(tx, row)
  const from = row.visitId === null ? null : await loadVisit(tx, row.visitId)
  const place = { ...target, instrument: row.instrument }
  const opened = await openTarget(tx, place)
  await refuseLocked(tx, from)
  await refuseLocked(tx, opened.visit)
  refuseOtherVersion(row.version, version)
  await refuseTarget(tx, row, opened)
  await breakSignature(tx, from, reason)
  await breakSignature(tx, opened.visit, reason)
  if (opened.visit && !opened.visit.doneOn) await markDone(tx, opened.visit, whenDone(from))

  const stored = toStoredEntry(row)
  const previous = await findPrevious(tx, place)
  // What is unusual beside the other patient's earlier values is explained by the move.
  const judged = judgeValues(opened.instrument, stored.values, previous?.values ?? null, reason)
  const reasons = { ...judged.reasons, ...pick(stored.reasons, Object.keys(judged.reasons)) }
  await tx.db.entry.update({
    where: { id },
    data: {
      enrolmentId: target.enrolmentId,
      visitId: target.visitId,
      repeatKey: target.repeatKey,
      ...toEntryColumns(tx, opened.instrument, { values: judged.values, reasons }),
      version: { increment: 1 },
    },
  })
  await undoIfEmpty(tx, from, reason)
  for (const enrolmentId of new Set([row.enrolmentId, target.enrolmentId])) {
    if (row.instrument === 'discharge') await followDischarge(tx, enrolmentId)
    await applyRules(tx, enrolmentId)
    await finishVisits(tx, enrolmentId)
  }
  return { id, version: version + 1 }
}

/** Always in the same order, or two moves across each other would wait for ever. */
async function lockBoth(tx: Tx, a: string, b: string): Promise<void> {
  for (const id of [...new Set([a, b])].sort()) await lockEnrolment(tx, id)
}

/** A place that is not asked reads as a wrong choice of the person, not as a page that is gone. */
async function openTarget(tx: Tx, place: Parameters<typeof openPlace>[1]) {
  const enrolment = await loadEnrolment(tx, place.enrolmentId)
  const visit = place.visitId === null ? null : await loadVisit(tx, place.visitId)
  if (visit && visit.enrolmentId !== enrolment.id) throw new Problem('not_found')
  return openPlace(tx, place).catch((error: unknown) => {
    throw error instanceof Problem && error.code === 'not_found'
      ? invalidField('target.visitId', 'not_asked_there')
      : error
  })
}

async function refuseTarget(
  tx: Tx,
  row: Awaited<ReturnType<typeof loadEntryRow>>,
  { place, enrolment, instrument, visit }: Awaited<ReturnType<typeof openPlace>>,
): Promise<void> {
  // A form of an operation stays one: what is asked there is not asked at a visit.
  if ((row.visitId === null) !== (visit === null)) throw invalidField('target.visitId', 'not_asked_there')
  if (row.siteId !== enrolment.siteId) throw invalidField('target.enrolmentId', 'other_site')
  if (row.instrumentVersion !== instrument.version) {
    throw invalidField('target.visitId', 'other_form_version')
  }
  if (await findEntry(tx, place)) throw invalidField('target.visitId', 'place_taken')
}

function whenDone(from: Awaited<ReturnType<typeof loadVisit>> | null): VisitDone {
  if (!from?.doneOn) throw invalidField('target.visitId', 'visit_not_done')
  return { doneOn: toIsoDate(from.doneOn), doneTime: from.doneTime, mode: (from.mode ?? 'record') as Mode }
}

function pick(reasons: Readonly<Record<string, string>>, items: readonly string[]): Record<string, string> {
  return Object.fromEntries(items.flatMap((item) => (reasons[item] ? [[item, reasons[item]]] : [])))
}
