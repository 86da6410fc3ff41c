import type { ItemValue, Values } from '@/lib/codebook/item'
import type { Call } from '../call'
import { reading } from '../change'
import type { Tx } from '../transaction'
import { loadEntryRow, refuseTelling } from './load-entry'

export interface ItemChange {
  readonly item: string
  readonly before: ItemValue | null
  readonly after: ItemValue | null
  /** Why the value was kept although it is unusual. */
  readonly reason: string | null
}

export interface EntryPlaceName {
  readonly patientCode: string | null
  readonly visitCode: string | null
  readonly repeatKey: string
}

/** One save of an entry, as the trail has it. */
export interface EntryVersion {
  readonly version: number
  readonly at: Date
  readonly by: string
  readonly verb: string
  readonly reason: string | null
  readonly changes: readonly ItemChange[]
  readonly moved: { readonly from: EntryPlaceName; readonly to: EntryPlaceName } | null
}

export interface EntryHistory {
  readonly instrument: string
  readonly instrumentVersion: number
  readonly versions: readonly EntryVersion[]
}

/** What the trail keeps of a row of `entry`. */
interface Image {
  readonly version: number
  readonly enrolment_id: string
  readonly visit_id: string | null
  readonly repeat_key: string
  readonly values: Values
  readonly reasons: Readonly<Record<string, string>>
}

interface Row {
  at: Date
  by: string
  verb: string
  reason: string | null
  payload: { before: Image | null; after: Image }
}

const LONGEST = 200

/**
 * Every save of an entry within reach, latest first, read from the trail: nothing else keeps old values. What another
 * site saved before the patient came is part of it.
 */
export async function getEntryHistory(call: Call, study: string, id: string): Promise<EntryHistory> {
  return reading(call, 'entry.history', { study }, async (tx) => {
    const entry = await loadEntryRow(tx, id)
    await refuseTelling(tx, entry)
    const rows = await tx.db.$queryRaw<Row[]>`
      select t.at, coalesce(p.display_name, t.actor) as by, t.verb, t.reason, t.payload::jsonb as payload
      from entry_trail(${id}::uuid) t
      left join person p on 'person:' || p.id = t.actor
      order by t.at desc, t.seq desc limit ${LONGEST}`
    const nameOf = await readPlaces(tx, rows)
    return {
      instrument: entry.instrument,
      instrumentVersion: entry.instrumentVersion,
      versions: rows.map(({ payload: { before, after }, ...row }) => ({
        ...row,
        version: after.version,
        changes: listChanges(before, after),
        moved: before && isElsewhere(before, after) ? { from: nameOf(before), to: nameOf(after) } : null,
      })),
    }
  })
}

function isElsewhere(before: Image, after: Image): boolean {
  return (['enrolment_id', 'visit_id', 'repeat_key'] as const).some((key) => before[key] !== after[key])
}

function listChanges(before: Image | null, after: Image): ItemChange[] {
  const items = new Set([...Object.keys(before?.values ?? {}), ...Object.keys(after.values)])
  return [...items]
    .map((item) => ({
      item,
      before: before?.values[item] ?? null,
      after: after.values[item] ?? null,
      reason: after.reasons[item] ?? null,
    }))
    .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after))
}

/** Codes of the patients and visits named in the images, as far as one may see them. */
async function readPlaces(tx: Tx, rows: readonly Row[]): Promise<(image: Image) => EntryPlaceName> {
  const images = rows.flatMap(({ payload: { before, after } }) => (before ? [before, after] : [after]))
  const enrolments = await tx.db.enrolment.findMany({
    where: { id: { in: [...new Set(images.map((image) => image.enrolment_id))] } },
    select: { id: true, code: true },
  })
  const visits = await tx.db.visit.findMany({
    where: { id: { in: [...new Set(images.flatMap(({ visit_id: visit }) => (visit ? [visit] : [])))] } },
    select: { id: true, code: true },
  })
  const codes = new Map([...enrolments, ...visits].map(({ id, code }) => [id, code]))
  return (image) => ({
    patientCode: codes.get(image.enrolment_id) ?? null,
    visitCode: image.visit_id === null ? null : (codes.get(image.visit_id) ?? null),
    repeatKey: image.repeat_key,
  })
}
