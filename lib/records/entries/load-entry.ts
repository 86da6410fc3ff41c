import type { Instrument, Scores, Values } from '@/lib/codebook/item'
import { Problem, invalidField } from '@/lib/problem'
import type { Protocol, VisitInstrument } from '@/lib/protocol/protocol'
import { saysNoArm } from '@/lib/protocol/blinding'
import { instrumentsOfArm, operationFormsOf } from '@/lib/protocol/protocol-read'
import { seesArmOf } from '../allocations/sight'
import { loadEnrolment } from '../enrolments/enrolments'
import { readShelf } from '../instruments/read-shelf'
import { readActorName } from '../people/actor-name'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { listAsked, listStandIns, readLevels } from '../visits/forms'
import { loadVisit } from '../visits/visits'
import { toStoredEntry, type StoredEntry } from './stored-entry'

/** Where an entry stands: a visit (or none, for the form of an operation), a form, and what it repeats over. */
export interface EntryPlace {
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly instrument: string
  readonly repeatKey: string
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>
type Visit = Awaited<ReturnType<typeof loadVisit>>

export interface OpenPlace {
  readonly place: EntryPlace
  readonly enrolment: Enrolment
  readonly visit: Visit | null
  readonly protocol: Protocol
  readonly instrument: Instrument
  /** All forms of the visit (or operation), in the protocol's order. */
  readonly asked: readonly VisitInstrument[]
  /** What the form may repeat over: levels operated on, ordinals of operations; empty when asked once. */
  readonly repeatKeys: readonly string[]
}

/**
 * Loads everything around an entry and refuses places that do not exist. `asReader`: of a picture that the queue has
 * handed out, which settled what may be read.
 */
export async function openPlace(tx: Tx, place: EntryPlace, asReader = false): Promise<OpenPlace> {
  const opened = await openForm(tx, place, asReader)
  const { instrument, repeatKeys } = opened
  if (instrument.repeat === 'none' ? place.repeatKey !== '' : !repeatKeys.includes(place.repeatKey)) {
    throw invalidField('repeatKey', instrument.repeat === 'level' ? 'level_not_operated' : 'unknown')
  }
  return opened
}

/** The same without judging the repeat key: a page may open the form of a level before there is an operation. */
export async function openForm(tx: Tx, place: EntryPlace, asReader = false): Promise<OpenPlace> {
  const enrolment = await loadEnrolment(tx, place.enrolmentId)
  const visit = place.visitId === null ? null : await loadVisit(tx, place.visitId)
  if (visit && visit.enrolmentId !== enrolment.id) throw new Problem('not_found')
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const sees = asReader || (await seesArmOf(tx, enrolment.id))
  const arm = sees ? (enrolment.receivedArm ?? enrolment.plannedArm) : null
  // What was done at the operation says which arm it was.
  const isLog = protocol.logInstruments?.some(({ id }) => id === place.instrument) ?? false
  if (!sees && !visit && !isLog) throw new Problem('not_found')
  const asked = visit
    ? listForms(protocol, visit, arm, place.instrument)
    : listVisitless(protocol, arm, place.instrument)
  const pinned = asked.find((one) => one.id === place.instrument)
  if (!pinned) throw new Problem('not_found')
  const instrument = (await readShelf(tx)).get(pinned.id, pinned.version)
  const repeatKeys = await listRepeatKeys(tx, enrolment.id, instrument)
  return pinStored(tx, { place, enrolment, visit, protocol, instrument, asked, repeatKeys })
}

/** An entry that stands is read and saved by the version that wrote it, until it is moved to a later one. */
export async function pinStored(tx: Tx, opened: OpenPlace): Promise<OpenPlace> {
  const { enrolmentId, visitId, instrument: id, repeatKey } = opened.place
  const stored = await tx.db.entry.findFirst({
    where: { enrolmentId, visitId, instrument: id, repeatKey, voidedAt: null, ...seenWhere(tx) },
    select: { instrumentVersion: true },
  })
  if (!stored || stored.instrumentVersion === opened.instrument.version) return opened
  return { ...opened, instrument: (await readShelf(tx)).get(id, stored.instrumentVersion) }
}

/** The forms of an operation, or the patient's logs: whichever the form is one of. */
export function listVisitless(
  protocol: Protocol,
  arm: string | null,
  opened: string,
): readonly VisitInstrument[] {
  const logs = protocol.logInstruments ?? []
  const isLog = logs.some(({ id }) => id === opened)
  return isLog ? instrumentsOfArm(protocol, logs, arm) : operationFormsOf(protocol, arm)
}

/** On a visit by telephone, or when one of them is opened, the forms that stand in for others are there as well. */
export function listForms(
  protocol: Protocol,
  visit: { readonly code: string; readonly mode: string | null },
  arm: string | null,
  opened: string,
): readonly VisitInstrument[] {
  const asked = listAsked(protocol, visit.code, arm)
  if (visit.mode !== 'telephone' && asked.some(({ id }) => id === opened)) return asked
  return asked.flatMap((form) => {
    const standIns = listStandIns(protocol, visit.code, arm, form.id)
    if (standIns.length === 0) return [form]
    return [{ ...form, required: false }, ...standIns.map((one) => ({ ...one, required: form.required }))]
  })
}

export async function listRepeatKeys(tx: Tx, enrolmentId: string, instrument: Instrument): Promise<string[]> {
  if (instrument.repeat === 'none') return []
  if (instrument.repeat === 'log') return listLines(tx, enrolmentId, instrument.id)
  const operations = await tx.db.operation.findMany({
    where: { enrolmentId, voidedAt: null },
    orderBy: { ordinal: 'asc' },
  })
  if (instrument.repeat === 'operation') return operations.map((operation) => String(operation.ordinal))
  return [...new Set(operations.flatMap((operation) => readLevels(operation.levels)))]
}

/** The lines of a log that stand, and the next one. A voided line keeps its number. */
async function listLines(tx: Tx, enrolmentId: string, instrument: string): Promise<string[]> {
  const rows = await tx.db.entry.findMany({
    where: { enrolmentId, visitId: null, instrument, ...seenWhere(tx) },
    select: { repeatKey: true, voidedAt: true },
  })
  const numberOf = (key: string) => Number(key.slice(1))
  const last = Math.max(0, ...rows.map(({ repeatKey }) => numberOf(repeatKey)))
  const standing = rows.filter(({ voidedAt }) => voidedAt === null).map(({ repeatKey }) => repeatKey)
  return [...standing.sort((a, b) => numberOf(a) - numberOf(b)), `#${last + 1}`]
}

export async function findEntry(tx: Tx, place: EntryPlace): Promise<StoredEntry | null> {
  const row = await tx.db.entry.findFirst({
    where: {
      enrolmentId: place.enrolmentId,
      visitId: place.visitId,
      instrument: place.instrument,
      repeatKey: place.repeatKey,
      voidedAt: null,
      ...seenWhere(tx),
    },
  })
  return row && { ...toStoredEntry(row), savedByName: await readActorName(tx, row.savedBy) }
}

/** The entry of an id within reach; anything else does not exist. */
export async function loadEntryRow(tx: Tx, id: string) {
  const row = await tx.db.entry.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/** A form that says the arm does not exist for who must not know it. */
export async function refuseTelling(
  tx: Tx,
  entry: { readonly enrolmentId: string; readonly instrument: string; readonly visitId: string | null },
): Promise<void> {
  if (await seesArmOf(tx, entry.enrolmentId)) return
  const { protocolVersion } = await loadEnrolment(tx, entry.enrolmentId)
  if (!saysNoArm(entry, await readProtocol(tx, protocolVersion))) throw new Problem('not_found')
}

export interface PreviousEntry {
  readonly visitCode: string
  readonly doneOn: string | null
  readonly values: Values
  readonly scores: Scores
}

/** The same form at the last visit before this one. */
export async function findPrevious(tx: Tx, place: EntryPlace): Promise<PreviousEntry | null> {
  if (place.visitId === null) return null
  const [row] = await tx.db.$queryRaw<
    { code: string; done_on: string | null; values: Values; scores: Scores }[]
  >`
    select v.code, v.done_on::text, n.values, n.scores
    from entry n join visit v on v.id = n.visit_id, visit here
    where here.id = ${place.visitId}::uuid and n.enrolment_id = ${place.enrolmentId}::uuid
      and n.instrument = ${place.instrument} and n.repeat_key = ${place.repeatKey}
      and n.voided_at is null and v.voided_at is null and v.id <> here.id
      and coalesce(v.done_on, v.target_on) < coalesce(here.done_on, here.target_on, 'infinity')
    order by coalesce(v.done_on, v.target_on) desc nulls last limit 1`
  return row ? { visitCode: row.code, doneOn: row.done_on, values: row.values, scores: row.scores } : null
}
