import { can } from '@/lib/access/actor'
import { checkValues } from '@/lib/codebook/checks'
import type { Instrument, ItemValue, Values } from '@/lib/codebook/item'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { parseSent } from '../entries/entry-columns'
import { loadEntryRow, refuseTelling } from '../entries/load-entry'
import { writeEntry } from '../entries/save-entry'
import type { Prisma } from '../generated/client'
import { readShelf } from '../instruments/read-shelf'
import { refuseOtherVersion } from '../refuse-other-version'
import { seenWhere } from '../scope'
import { studyOf, type Tx } from '../transaction'
import { compareTypings, type Difference } from './compare-typings'

type SecondRow = Awaited<ReturnType<typeof loadSecond>>
type EntryRow = Awaited<ReturnType<typeof loadEntryRow>>

export async function loadSecond(tx: Tx, id: string) {
  const row = await tx.db.secondEntry.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/** The row and its entry, behind the lock of the patient's record. */
async function open(tx: Tx, id: string, version: number): Promise<{ second: SecondRow; entry: EntryRow }> {
  const { entryId } = await loadSecond(tx, id)
  await lockEnrolment(tx, (await loadEntryRow(tx, entryId)).enrolmentId)
  const second = await loadSecond(tx, id)
  const entry = await loadEntryRow(tx, entryId)
  await refuseTelling(tx, entry)
  refuseOtherVersion(second.version, version)
  return { second, entry }
}

/** Everybody who has saved the entry so far, at whatever site it stood then. */
export async function listTypists(tx: Tx, entryId: string): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ actor: string }[]>`
    select distinct t.actor from entry_trail(${entryId}::uuid) t`
  return rows.map(({ actor }) => actor)
}

async function refuseFirst(tx: Tx, entryId: string): Promise<void> {
  const first = await listTypists(tx, entryId)
  if (first.includes(tx.call.actor.id)) throw new Problem('forbidden', { reason: 'typed_first' })
}

/** The form as another person reads it from paper, compared item by item with what was entered. */
export async function typeSecond(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly values: unknown },
): Promise<Done> {
  return change(call, 'second_entry.save', { study }, async (tx) => {
    const { second, entry } = await open(tx, id, input.version)
    if (second.state !== 'wanted') throw new Problem('not_now', { reason: 'second_typed' })
    await refuseFirst(tx, entry.id)
    const instrument = await findInstrument(tx, entry)
    const values = parseSent(instrument, input.values)
    const { hard } = checkValues(instrument, values)
    if (hard.length > 0) throw new Problem('invalid', { fields: hard })
    const { compared, differences } = compareTypings(instrument, entry.values as unknown as Values, values)
    await tx.db.secondEntry.update({
      where: { id },
      data: {
        state: differences.length === 0 ? 'agreed' : 'differs',
        entryVersion: entry.version,
        values: values as unknown as Prisma.InputJsonObject,
        differences: differences as unknown as Prisma.InputJsonArray,
        compared,
        differing: differences.length,
        typedBy: call.actor.id,
        typedAt: tx.now,
        version: { increment: 1 },
      },
    })
    return { id, version: second.version + 1 }
  })
}

/** There is no paper to type from: asked on the telephone, or lost. It counts as that, not as agreement. */
export async function waiveSecond(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'second_entry.save',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      const { second, entry } = await open(tx, id, input.version)
      if (second.state !== 'wanted') throw new Problem('not_now', { reason: 'second_typed' })
      await refuseFirst(tx, entry.id)
      const typed = { typedBy: call.actor.id, typedAt: tx.now }
      await tx.db.secondEntry.update({
        where: { id },
        data: { state: 'no_source', reason, ...typed, version: { increment: 1 } },
      })
      return { id, version: second.version + 1 }
    },
    { reason },
  )
}

export interface Resolution {
  readonly version: number
  /** The save of the entry that the differences were read against. */
  readonly entryVersion: number
  /** By item: which of the two is right. */
  readonly choices: Readonly<Record<string, 'first' | 'second'>>
  readonly reason: string
}

/**
 * Says which typing is right; where it is the second, the entry is corrected with the reason. By a clinician, or by
 * somebody who typed neither.
 */
export async function resolveSecond(call: Call, study: string, id: string, input: Resolution): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'second_entry.resolve',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      const { second, entry } = await open(tx, id, input.version)
      if (second.state !== 'differs') throw new Problem('not_now', { reason: 'second_settled' })
      if (!mayResolve(tx, await listTypists(tx, entry.id), second.typedBy)) {
        throw new Problem('forbidden', { reason: 'typed_one' })
      }
      refuseOtherVersion(entry.version, input.entryVersion)
      const differences = await readDifferences(tx, second, entry)
      const unsaid = differences.filter(({ item }) => input.choices[item] === undefined)
      if (unsaid.length > 0) {
        const fields = unsaid.map(({ item }) => ({ field: `choices.${item}`, code: 'required' }))
        throw new Problem('invalid', { fields })
      }
      await correct(
        tx,
        entry,
        differences.filter(({ item }) => input.choices[item] === 'second'),
        reason,
      )
      await tx.db.secondEntry.update({
        where: { id },
        data: {
          state: 'resolved',
          choices: { ...input.choices },
          reason,
          resolvedBy: call.actor.id,
          resolvedAt: tx.now,
          version: { increment: 1 },
        },
      })
      return { id, version: second.version + 1 }
    },
    { reason },
  )
}

export function mayResolve(tx: Tx, typists: readonly string[], second: string | null): boolean {
  const { actor } = tx.call
  if (can(actor, 'visit.sign', studyOf(tx).slug)) return true
  return !typists.includes(actor.id) && second !== actor.id
}

/** As they are now: the entry may have been corrected since it was typed again. */
export async function readDifferences(
  tx: Tx,
  second: SecondRow,
  entry: EntryRow,
): Promise<readonly Difference[]> {
  if (second.values === null) return []
  const instrument = await findInstrument(tx, entry)
  const values = entry.values as unknown as Values
  return compareTypings(instrument, values, second.values as unknown as Values).differences
}

async function findInstrument(tx: Tx, entry: EntryRow): Promise<Instrument> {
  return (await readShelf(tx)).get(entry.instrument, entry.instrumentVersion)
}

/** The entry with the second typing where that is right: an ordinary save, with its checks, scores and rules. */
async function correct(tx: Tx, entry: EntryRow, right: readonly Difference[], reason: string): Promise<void> {
  if (right.length === 0) return
  const values: Record<string, ItemValue> = { ...(entry.values as unknown as Values) }
  for (const { item, second } of right) {
    if (second === null) delete values[item]
    else values[item] = second
  }
  const told = entry.reasons as unknown as Readonly<Record<string, string>>
  const { items } = await findInstrument(tx, entry)
  await writeEntry(tx, {
    enrolmentId: entry.enrolmentId,
    visitId: entry.visitId,
    instrument: entry.instrument,
    repeatKey: entry.repeatKey,
    version: entry.version,
    values,
    reasons: Object.fromEntries(items.map(({ name }) => [name, told[name] ?? reason])),
    visit: null,
    correction: reason,
  })
}
