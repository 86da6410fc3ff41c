import { can } from '@/lib/access/actor'
import type { ItemValue, Values } from '@/lib/codebook/item'
import type { QUERY_ACTS } from '@/lib/contracts/corrections'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { loadEntryRow, refuseTelling } from '../entries/load-entry'
import { lockEnrolment } from '../enrolments/enrolments'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readShelf } from '../instruments/read-shelf'
import { seenWhere } from '../scope'
import { studyOf, type Tx } from '../transaction'

export type QueryAct = (typeof QUERY_ACTS)[number]
export type QueryState = 'open' | 'answered' | 'closed'

/** Asks back about one field of an entry. An item has one query that is not closed. */
export async function raiseQuery(
  call: Call,
  study: string,
  input: { readonly entryId: string; readonly item: string; readonly text: string },
): Promise<Done> {
  const id = newId()
  return change(call, 'query.raise', { study }, async (tx) => {
    const text = input.text.trim()
    if (text === '') throw invalidField('text', 'required')
    await lockEnrolment(tx, (await loadEntryRow(tx, input.entryId)).enrolmentId)
    const entry = await loadEntryRow(tx, input.entryId)
    await refuseTelling(tx, entry)
    const { items } = (await readShelf(tx)).get(entry.instrument, entry.instrumentVersion)
    if (!items.some(({ name }) => name === input.item)) throw invalidField('item', 'unknown')
    const asked = await tx.db.dataQuery.count({
      where: { entryId: entry.id, item: input.item, state: { not: 'closed' }, voidedAt: null },
    })
    if (asked > 0) throw new Problem('not_now', { reason: 'query_exists' })
    const owner = { siteId: entry.siteId, studyId: entry.studyId }
    await tx.db.dataQuery.create({
      data: { id, ...owner, entryId: entry.id, item: input.item, state: 'open', openedBy: call.actor.id },
    })
    await say(tx, { id, ...owner }, entry, input.item, { ordinal: 1, act: 'raised', text })
    return { id, version: 1 }
  })
}

const NEXT: Readonly<Record<QueryAct, { from: readonly QueryState[]; to: QueryState; act: string }>> = {
  answer: { from: ['open', 'answered'], to: 'answered', act: 'answered' },
  close: { from: ['open', 'answered'], to: 'closed', act: 'closed' },
  reopen: { from: ['answered', 'closed'], to: 'open', act: 'reopened' },
}

export interface QueryUpdate {
  readonly version: number
  readonly act: QueryAct
  readonly text: string
}

/** Answers, closes or opens a query again. What is said keeps the value as it stands, and the save it comes from. */
export async function updateQuery(call: Call, study: string, id: string, input: QueryUpdate): Promise<Done> {
  return change(call, 'query.update', { study }, async (tx) => {
    const text = input.text.trim()
    const query = await loadQuery(tx, id)
    // A finding of the checks is closed against them, so with a reason.
    const mayBeSilent = input.act === 'close' && query.origin === null
    if (text === '' && !mayBeSilent) throw invalidField('text', 'required')
    await lockEnrolment(tx, await findEnrolment(tx, query))
    const entry = query.entryId === null ? null : await loadEntryRow(tx, query.entryId)
    if (entry) await refuseTelling(tx, entry)
    const { from, to, act } = NEXT[input.act]
    // Who asked is content, or a clinician is.
    if (input.act === 'close' && query.openedBy !== call.actor.id && !mayJudge(tx)) {
      throw new Problem('forbidden', { reason: 'query_of_another' })
    }
    const { count } = await tx.db.dataQuery.updateMany({
      where: { id, version: input.version, state: { in: [...from] } },
      data: { state: to, version: { increment: 1 } },
    })
    if (count === 0) {
      const { version, state } = await loadQuery(tx, id)
      if (version === input.version) throw new Problem('not_now', { reason: 'query_state' })
      throw new Problem('conflict', { extra: { current: { version, state } } })
    }
    const ordinal = (await tx.db.dataQueryMessage.count({ where: { queryId: id } })) + 1
    await say(tx, query, entry, query.item, { ordinal, act, text })
    return { id, version: input.version + 1 }
  })
}

function mayJudge(tx: Tx): boolean {
  return can(tx.call.actor, 'complication.adjudicate', studyOf(tx).slug)
}

/** Whose record it is about: that of its form, wherever it stands now, or the course. */
async function findEnrolment(
  tx: Tx,
  { entryId, enrolmentId }: { readonly entryId: string | null; readonly enrolmentId: string | null },
): Promise<string> {
  if (entryId !== null) return (await loadEntryRow(tx, entryId)).enrolmentId
  if (enrolmentId === null) throw new Problem('not_found')
  return enrolmentId
}

async function loadQuery(tx: Tx, id: string) {
  const row = await tx.db.dataQuery.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

async function say(
  tx: Tx,
  query: { readonly id: string; readonly siteId: string; readonly studyId: string },
  entry: Awaited<ReturnType<typeof loadEntryRow>> | null,
  item: string,
  message: { readonly ordinal: number; readonly act: string; readonly text: string },
): Promise<void> {
  const value: ItemValue | undefined = entry ? (entry.values as unknown as Values)[item] : undefined
  await tx.db.dataQueryMessage.create({
    data: {
      id: newId(),
      siteId: query.siteId,
      studyId: query.studyId,
      queryId: query.id,
      ...message,
      entryVersion: entry?.version ?? 0,
      value: value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      saidBy: tx.call.actor.id,
    },
  })
}
