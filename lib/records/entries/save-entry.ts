import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { computeScores } from '@/lib/instruments/score'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { fromIsoDate } from '../dates'
import { lockEnrolment } from '../enrolments/enrolments'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import { replanVisits } from '../visits/plan-visits'
import { markDone, type VisitDone } from '../visits/visits'
import { deleteDraft } from './drafts'
import { findEntry, findPrevious, openPlace, type EntryPlace, type OpenPlace } from './load-entry'
import type { StoredEntry } from './stored-entry'

export interface EntryInput extends EntryPlace {
  /** The version the form was opened with; 0 when there was no entry. */
  readonly version: number
  readonly values: unknown
  /** Why a value outside its soft range is right, by item; or one reason for all (imports). */
  readonly reasons: Readonly<Record<string, string>> | string
  /** When and how the visit took place; needed with its first form. */
  readonly visit: VisitDone | null
}

/** Saves a form: parsed by its instrument, checked, scored, and the rules run over the enrolment. */
export async function saveEntry(call: Call, study: string, input: EntryInput): Promise<Done> {
  return change(call, 'entry.save', { study }, (tx) => writeEntry(tx, input))
}

/** The save inside an open transaction (imports write many). */
export async function writeEntry(tx: Tx, input: EntryInput): Promise<{ id: string; version: number }> {
  // The rules read all of the patient's entries.
  await lockEnrolment(tx, input.enrolmentId)
  const opened = await openPlace(tx, input)
  const { instrument, enrolment } = opened
  const parsed = parseValues(instrument, input.values)
  if (!parsed.ok) throw new Problem('invalid', { fields: parsed.issues })
  const existing = await findEntry(tx, input)
  if ((existing?.version ?? 0) !== input.version) throw conflict(existing, parsed.values)
  const reasons = await checkEntry(tx, opened, parsed.values, input.reasons)
  await ensureVisitDone(tx, opened, input.visit)
  const columns = {
    values: parsed.values as unknown as Prisma.InputJsonObject,
    scores: computeScores(instrument, parsed.values) as unknown as Prisma.InputJsonObject,
    reasons,
    complete: assessCompleteness(instrument, parsed.values).complete,
    savedBy: tx.call.actor.id,
    savedAt: tx.now,
  }
  const id = existing?.id ?? newId()
  if (existing) {
    // The version in the WHERE is the lock: of two saves at once one finds no row.
    const { count } = await tx.db.entry.updateMany({
      where: { id, version: input.version },
      data: { ...columns, version: { increment: 1 } },
    })
    if (count === 0) throw conflict(await findEntry(tx, input), parsed.values)
  } else {
    await insertEntry(tx, opened, id, columns, parsed.values)
  }
  if (input.instrument === 'discharge') await moveDischarge(tx, opened, parsed.values)
  await applyRules(tx, enrolment.id)
  await deleteDraft(tx, input)
  return { id, version: input.version + 1 }
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

type Columns = Omit<
  Prisma.EntryUncheckedCreateInput,
  'id' | 'siteId' | 'studyId' | 'enrolmentId' | 'instrument' | 'instrumentVersion'
>

async function insertEntry(
  tx: Tx,
  opened: OpenPlace,
  id: string,
  columns: Columns,
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

/** Refuses what cannot be; of what is unusual, keeps the reason given for it. */
async function checkEntry(
  tx: Tx,
  opened: OpenPlace,
  values: Values,
  reasons: EntryInput['reasons'],
): Promise<Prisma.InputJsonObject> {
  const previous = await findPrevious(tx, opened.place)
  const { hard, soft } = checkValues(opened.instrument, values, previous ? { previous: previous.values } : {})
  if (hard.length > 0) throw new Problem('invalid', { fields: hard })
  const reasonFor = (item: string) => (typeof reasons === 'string' ? reasons : (reasons[item] ?? '')).trim()
  const unexplained = soft.filter((issue) => reasonFor(issue.field) === '')
  if (unexplained.length > 0) throw new Problem('invalid', { reason: 'needs_reason', fields: unexplained })
  return Object.fromEntries(soft.map((issue) => [issue.field, reasonFor(issue.field)]))
}

async function ensureVisitDone(tx: Tx, { visit }: OpenPlace, done: VisitDone | null): Promise<void> {
  if (!visit || visit.doneOn) return
  if (!done) throw invalidField('visit.doneOn', 'required')
  await markDone(tx, visit, done)
}

/** The day of discharge opens the day-3 visit of those who leave earlier. */
async function moveDischarge(tx: Tx, { enrolment, protocol }: OpenPlace, values: Values): Promise<void> {
  const day = typeof values.discharge_date === 'string' ? values.discharge_date : null
  const moved = await tx.db.enrolment.update({
    where: { id: enrolment.id },
    data: { dischargedOn: fromIsoDate(day), version: { increment: 1 } },
  })
  await replanVisits(tx, moved, protocol)
}
