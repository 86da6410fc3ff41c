import { can } from '@/lib/access/actor'
import { readDefinition } from '@/lib/codebook/definition'
import type { InstrumentJson } from '@/lib/codebook/json'
import { SHIPPED } from '@/lib/instruments/shelf'
import { invalidField, Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readActorName } from '../people/actor-name'
import { studyOf, type Tx } from '../transaction'

export interface FormVersion {
  readonly number: number
  readonly publishedByName: string
  readonly publishedAt: Date
  readonly definition: InstrumentJson
}

export interface FormDraft {
  /** The published version it was begun from; 0 when there is none. */
  readonly base: number
  readonly definition: InstrumentJson
  readonly version: number
  readonly savedByName: string
  readonly savedAt: Date
}

/** A form of the study's own: its versions, latest first, and what is being written. */
export interface OwnForm {
  readonly id: string
  readonly versions: readonly FormVersion[]
  readonly draft: FormDraft | null
}

/** More forms than a study can ask. */
const FORMS_AT_MOST = 200

/** The study's own forms by id; drafts are told to those who write them. */
export async function listOwnForms(call: Call, study: string): Promise<OwnForm[]> {
  return reading(call, 'instrument.read', { study }, async (tx) => {
    const { id: studyId, slug } = studyOf(tx)
    const versions = await tx.db.instrumentVersion.findMany({
      where: { studyId },
      orderBy: [{ instrument: 'asc' }, { number: 'desc' }],
    })
    const drafts = can(call.actor, 'instrument.draft', slug)
      ? await tx.db.instrumentDraft.findMany({ where: { studyId, voidedAt: null } })
      : []
    const ids = [...new Set([...versions, ...drafts].map(({ instrument }) => instrument))].sort()
    const names = await nameAll(tx, [
      ...versions.map((row) => row.publishedBy),
      ...drafts.map((row) => row.savedBy),
    ])
    return ids.map((id) => {
      const draft = drafts.find((row) => row.instrument === id)
      return {
        id,
        versions: versions
          .filter((row) => row.instrument === id)
          .map((row) => ({
            number: row.number,
            publishedByName: names.get(row.publishedBy) ?? row.publishedBy,
            publishedAt: row.publishedAt,
            definition: row.definition as unknown as InstrumentJson,
          })),
        draft: draft ? describeDraft(draft, names.get(draft.savedBy) ?? draft.savedBy) : null,
      }
    })
  })
}

/** One form to write on, of the study's own. */
export async function getOwnForm(call: Call, study: string, id: string): Promise<OwnForm> {
  const form = (await listOwnForms(call, study)).find((one) => one.id === id)
  if (!form) throw new Problem('not_found')
  return form
}

async function nameAll(tx: Tx, actors: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const actor of new Set(actors)) names.set(actor, await readActorName(tx, actor))
  return names
}

type DraftRow = NonNullable<Awaited<ReturnType<Tx['db']['instrumentDraft']['findFirst']>>>

function describeDraft(row: DraftRow, savedByName: string): FormDraft {
  const { base, version, savedAt } = row
  return { base, version, savedAt, savedByName, definition: row.definition as unknown as InstrumentJson }
}

export interface DraftInput {
  /** Of the draft that was loaded; 0 when there was none. */
  readonly version: number
  readonly definition: unknown
}

/** Keeps what is written of a form; it need not be sound. A later save of somebody else is a conflict with theirs. */
export async function saveFormDraft(call: Call, study: string, id: string, input: DraftInput): Promise<Done> {
  return change(call, 'instrument.draft', { study }, async (tx) => {
    const read = readDefinition(input.definition)
    if (!read.ok) throw new Problem('invalid', { fields: read.issues })
    if (read.definition.id !== id) throw invalidField('id', 'unknown')
    if (SHIPPED.latest(id)) throw invalidField('id', 'taken')
    const row = await lockFormDraft(tx, id, input.version)
    const data = {
      definition: read.definition as unknown as Prisma.InputJsonObject,
      savedBy: tx.call.actor.id,
      savedAt: tx.now,
    }
    if (row) {
      const version = row.version + 1
      await tx.db.instrumentDraft.update({ where: { id: row.id }, data: { ...data, version } })
      return { id: row.id, version }
    }
    const studyId = studyOf(tx).id
    if ((await tx.db.instrumentDraft.count({ where: { studyId, voidedAt: null } })) >= FORMS_AT_MOST)
      throw invalidField('id', 'too_many')
    const base = (await findLatest(tx, id))?.number ?? 0
    const draft = { id: newId(), studyId, instrument: id, base, ...data }
    await tx.db.instrumentDraft.create({ data: draft })
    return { id: draft.id, version: 1 }
  })
}

/** Throws the draft away: what was published stays as it is. */
export async function discardFormDraft(
  call: Call,
  study: string,
  id: string,
  version: number,
): Promise<Done> {
  return change(call, 'instrument.draft', { study }, async (tx) => {
    const row = await lockFormDraft(tx, id, version)
    if (!row) throw new Problem('not_found')
    await closeDraft(tx, row, 'discarded')
    return { id: row.id, version: row.version + 1 }
  })
}

/** The last published version of an own form. */
async function findLatest(tx: Tx, id: string) {
  return tx.db.instrumentVersion.findFirst({
    where: { studyId: studyOf(tx).id, instrument: id },
    orderBy: { number: 'desc' },
  })
}

/** The draft of a form, nobody else's to change until the transaction ends; null where there is none. */
export async function lockFormDraft(tx: Tx, id: string, version: number): Promise<DraftRow | null> {
  // A form binds every site, so it is written by who administers the study at all of them.
  if (tx.reach.sites !== '*') throw new Problem('forbidden')
  const studyId = studyOf(tx).id
  await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`form:${studyId}:${id}`}, 0))::text`
  const row = await tx.db.instrumentDraft.findFirst({ where: { studyId, instrument: id, voidedAt: null } })
  if ((row?.version ?? 0) !== version) {
    const current = row && describeDraft(row, await readActorName(tx, row.savedBy))
    throw new Problem('conflict', { extra: { current } })
  }
  return row
}

/** A draft that is done with makes room for the next. */
export async function closeDraft(tx: Tx, row: DraftRow, reason: 'discarded' | 'published'): Promise<void> {
  const { studyId, instrument } = row
  const voidSeq = await tx.db.instrumentDraft.count({ where: { studyId, instrument } })
  await tx.db.instrumentDraft.update({
    where: { id: row.id },
    data: { voidedAt: tx.now, voidReason: reason, voidSeq, version: row.version + 1 },
  })
}
