import type { ItemValue, Values } from '@/lib/codebook/item'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { lockEnrolment } from '../enrolments/enrolments'
import { loadEntryRow, refuseTelling } from '../entries/load-entry'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readShelf } from '../instruments/read-shelf'
import { refuseOtherVersion } from '../refuse-other-version'
import { seenWhere } from '../scope'
import type { Tx } from '../transaction'

export interface NewVerification {
  readonly entryId: string
  /** The save that was compared with the source. */
  readonly version: number
  /** Null is the whole form. */
  readonly items: readonly string[] | null
}

/** Ticks a form, or some of its items, as compared with the source. */
export async function addVerification(call: Call, study: string, input: NewVerification): Promise<Done> {
  const id = newId()
  return change(call, 'verification.add', { study }, async (tx) => {
    await lockEnrolment(tx, (await loadEntryRow(tx, input.entryId)).enrolmentId)
    const entry = await loadEntryRow(tx, input.entryId)
    await refuseTelling(tx, entry)
    refuseOtherVersion(entry.version, input.version)
    const instrument = (await readShelf(tx)).get(entry.instrument, entry.instrumentVersion)
    const known = new Set(instrument.items.map(({ name }) => name))
    const items = input.items === null ? null : [...new Set(input.items)]
    if (items?.length === 0) throw invalidField('items', 'required')
    if (items?.some((item) => !known.has(item))) throw invalidField('items', 'unknown')
    const values = entry.values as unknown as Values
    await tx.db.sourceVerification.create({
      data: {
        id,
        siteId: entry.siteId,
        studyId: entry.studyId,
        enrolmentId: entry.enrolmentId,
        entryId: entry.id,
        entryVersion: entry.version,
        items: items ?? Prisma.DbNull,
        values: pick(values, items ?? Object.keys(values)) as unknown as Prisma.InputJsonObject,
        verifiedBy: call.actor.id,
        verifiedAt: tx.now,
      },
    })
    return { id, version: 1 }
  })
}

/** Takes a tick back. */
export async function voidVerification(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'verification.void',
    { study },
    async (tx) => {
      if (reason === '') throw invalidField('reason', 'required')
      const row = await tx.db.sourceVerification.findFirst({
        where: { id, voidedAt: null, ...seenWhere(tx) },
      })
      if (!row) throw new Problem('not_found')
      if (row.verifiedBy !== call.actor.id) throw new Problem('forbidden')
      refuseOtherVersion(row.version, input.version)
      await tx.db.sourceVerification.update({
        where: { id },
        data: { voidedAt: tx.now, voidReason: reason, voidSeq: 1, version: { increment: 1 } },
      })
      return { id, version: row.version + 1 }
    },
    { reason },
  )
}

/** One tick as it stands against what is recorded now. */
export interface Tick {
  readonly id: string
  readonly version: number
  readonly entryVersion: number
  readonly items: readonly string[] | null
  readonly by: string
  readonly own: boolean
  readonly at: Date
  /** Items whose value is another by now: the tick no longer covers them. */
  readonly changed: readonly string[]
}

/** The ticks of an entry, latest first. */
export async function listTicks(
  tx: Tx,
  entry: { readonly id: string; readonly values: Values },
): Promise<Tick[]> {
  const rows = await tx.db.$queryRaw<
    (Omit<Tick, 'changed'> & { values: Readonly<Record<string, ItemValue>> })[]
  >`
    select v.id, v.version, v.entry_version as "entryVersion", v.items, v."values",
      coalesce(p.display_name, v.verified_by) as by, v.verified_by = ${tx.call.actor.id} as own, v.verified_at as at
    from source_verification v left join person p on 'person:' || p.id = v.verified_by
    where v.entry_id = ${entry.id}::uuid and v.voided_at is null
    order by v.verified_at desc, v.id desc limit 200`
  return rows.map(({ values, ...tick }) => {
    const covered = tick.items ?? [...new Set([...Object.keys(values), ...Object.keys(entry.values)])]
    const isSame = (item: string) => JSON.stringify(values[item]) === JSON.stringify(entry.values[item])
    return { ...tick, changed: covered.filter((item) => !isSame(item)) }
  })
}

function pick(values: Values, items: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([item]) => items.includes(item)))
}
