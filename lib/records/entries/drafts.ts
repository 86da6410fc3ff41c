import type { Call } from '../call'
import { reading } from '../change'
import { sealDraft, unsealDraft } from '../cipher'
import { newId } from '../ids'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'
import { openPlace, type EntryPlace } from './load-entry'

/** Texts as typed, by control; a draft may hold what no entry could. */
export type DraftTexts = Readonly<Record<string, string>>

export interface Draft {
  readonly baseVersion: number
  readonly texts: DraftTexts
  readonly savedAt: Date
}

const KEPT_DAYS = 14

function ownWhere(tx: Tx, place: EntryPlace) {
  return {
    personId: tx.call.actor.personId ?? '00000000-0000-0000-0000-000000000000',
    enrolmentId: place.enrolmentId,
    visitId: place.visitId,
    instrument: place.instrument,
    repeatKey: place.repeatKey,
  }
}

function contextOf(tx: Tx, place: EntryPlace): string {
  return [
    'draft',
    tx.call.actor.id,
    place.enrolmentId,
    place.visitId ?? '',
    place.instrument,
    place.repeatKey,
  ].join('|')
}

/** Keeps what has been typed and not saved: on the server, sealed, for its writer alone. */
export async function saveDraft(
  call: Call,
  study: string,
  place: EntryPlace,
  input: { readonly baseVersion: number; readonly texts: DraftTexts },
): Promise<{ savedAt: Date }> {
  return reading(call, 'draft.save', { study }, async (tx) => {
    const { enrolment } = await openPlace(tx, place)
    const own = ownWhere(tx, place)
    const data = {
      baseVersion: input.baseVersion,
      ciphertext: sealDraft(JSON.stringify(input.texts), contextOf(tx, place)),
      savedAt: tx.now,
    }
    const { count } = await tx.db.draft.updateMany({ where: own, data })
    if (count === 0) {
      await tx.db.draft.createMany({
        data: [{ id: newId(), siteId: enrolment.siteId, studyId: enrolment.studyId, ...own, ...data }],
        skipDuplicates: true,
      })
    }
    return { savedAt: tx.now }
  })
}

export async function findDraft(tx: Tx, place: EntryPlace): Promise<Draft | null> {
  const row = await tx.db.draft.findFirst({ where: ownWhere(tx, place) })
  if (!row) return null
  const texts = JSON.parse(unsealDraft(row.ciphertext, contextOf(tx, place))) as DraftTexts
  return { baseVersion: row.baseVersion, texts, savedAt: row.savedAt }
}

export async function deleteDraft(tx: Tx, place: EntryPlace): Promise<void> {
  await tx.db.draft.deleteMany({ where: ownWhere(tx, place) })
}

/** The person throws the draft away. */
export async function discardDraft(call: Call, study: string, place: EntryPlace): Promise<void> {
  await reading(call, 'draft.save', { study }, async (tx) => {
    await openPlace(tx, place)
    await deleteDraft(tx, place)
  })
}

/** Housekeeping: drafts older than 14 days go. */
export async function purgeDrafts(): Promise<number> {
  return reading(systemCall('housekeeping'), 'draft.purge', 'across', async (tx) => {
    const before = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000)
    const { count } = await tx.db.draft.deleteMany({ where: { savedAt: { lt: before } } })
    return count
  })
}
