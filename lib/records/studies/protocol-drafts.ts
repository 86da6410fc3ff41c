import { toJson, type InstrumentJson } from '@/lib/codebook/json'
import { Problem } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readShelf } from '../instruments/read-shelf'
import { readActorName } from '../people/actor-name'
import { studyOf, type Tx } from '../transaction'
import { readProtocol } from './studies'

/** What an administrator has typed so far; it may be anything, sound or not. */
export interface ProtocolDraft {
  readonly definition: unknown
  /** Number of the version it was begun from. */
  readonly basedOn: number
  readonly version: number
  readonly savedBy: string
  readonly savedAt: Date
}

export interface ProtocolEditor {
  readonly current: Protocol
  readonly number: number
  readonly draft: ProtocolDraft | null
  /** To send with the next save; 0 where nobody has ever drafted. */
  readonly draftVersion: number
  /** The study's own forms, which may be asked beside the shipped ones. */
  readonly own: readonly InstrumentJson[]
  /** Patients who were enrolled by any version. */
  readonly enrolments: number
  /** Where the database stands, for dates that are typed. */
  readonly today: string
}

export async function getProtocolEditor(call: Call, study: string): Promise<ProtocolEditor> {
  return reading(call, 'protocol.draft', { study }, async (tx) => {
    requireEverySite(tx)
    const { id: studyId, protocolVersion: number } = studyOf(tx)
    const row = await tx.db.protocolDraft.findUnique({ where: { studyId } })
    return {
      current: await readProtocol(tx, number),
      number,
      draft: row && row.definition !== null ? await describe(tx, row) : null,
      draftVersion: row?.version ?? 0,
      own: (await readShelf(tx)).own.map(toJson),
      today: tx.now.toISOString().slice(0, 10),
      enrolments: await tx.db.enrolment.count({ where: { studyId, voidedAt: null } }),
    }
  })
}

type Row = NonNullable<Awaited<ReturnType<Tx['db']['protocolDraft']['findUnique']>>>

async function describe(tx: Tx, row: Row): Promise<ProtocolDraft> {
  const { definition, basedOn, version, savedBy, savedAt } = row
  return { definition, basedOn, version, savedBy: await readActorName(tx, savedBy), savedAt }
}

/** A protocol binds every site, so it is written by who administers the study at all of them. */
export function requireEverySite(tx: Tx): void {
  if (tx.reach.sites !== '*') throw new Problem('forbidden')
}

export interface DraftInput {
  /** Of the draft that was loaded; 0 for the first. */
  readonly version: number
  readonly basedOn: number
  readonly definition: unknown
}

/** Keeps what was typed. Somebody else's later save is a conflict that carries theirs. */
export async function saveProtocolDraft(call: Call, study: string, input: DraftInput): Promise<Done> {
  return change(call, 'protocol.draft', { study }, async (tx) => {
    const row = await lockDraft(tx, input.version)
    const data = {
      definition: (input.definition ?? Prisma.DbNull) as Prisma.InputJsonValue,
      basedOn: input.basedOn,
      savedBy: tx.call.actor.id,
      savedAt: tx.now,
    }
    if (input.basedOn > studyOf(tx).protocolVersion || input.basedOn < 1) throw new Problem('invalid')
    if (row) {
      const version = row.version + 1
      await tx.db.protocolDraft.update({ where: { id: row.id }, data: { ...data, version } })
      return { id: row.id, version }
    }
    const id = newId()
    await tx.db.protocolDraft.create({ data: { id, studyId: studyOf(tx).id, version: 1, ...data } })
    return { id, version: 1 }
  })
}

/** Throws the draft away: the study goes on as it is. */
export async function discardProtocolDraft(call: Call, study: string, version: number): Promise<Done> {
  return change(call, 'protocol.draft', { study }, async (tx) => {
    const row = await lockDraft(tx, version)
    if (!row) throw new Problem('not_found')
    await emptyDraft(tx, row)
    return { id: row.id, version: row.version + 1 }
  })
}

/** The draft of the study, nobody else's to change until the transaction ends; null where there never was one. */
export async function lockDraft(tx: Tx, version: number): Promise<Row | null> {
  requireEverySite(tx)
  const { id: studyId } = studyOf(tx)
  // The study is locked too: of two first saves the later one sees the earlier.
  await tx.db.$queryRaw`select id from study where id = ${studyId}::uuid for update`
  const row = await tx.db.protocolDraft.findUnique({ where: { studyId } })
  if ((row?.version ?? 0) !== version) {
    const current = row && (await describe(tx, row))
    throw new Problem('conflict', { extra: { current } })
  }
  return row
}

export async function emptyDraft(tx: Tx, { id, version }: Pick<Row, 'id' | 'version'>): Promise<void> {
  await tx.db.protocolDraft.update({
    where: { id },
    data: {
      definition: Prisma.DbNull,
      savedBy: tx.call.actor.id,
      savedAt: tx.now,
      version: version + 1,
    },
  })
}
