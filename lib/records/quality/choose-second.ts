import { hmac } from '../cipher'
import { newId } from '../ids'
import type { Tx } from '../transaction'

/** Share of forms that are typed twice where the protocol says nothing. */
const DEFAULT_SHARE = 0.1

/**
 * Whether an entry is among the share. By a keyed hash of its id, which does not exist before the form is saved: who
 * types cannot know, and asked again the answer is the same.
 */
export function isChosen(entryId: string, share: number): boolean {
  const drawn = Buffer.from(hmac('second-entry', entryId), 'base64url').readUInt32BE(0) / 2 ** 32
  return drawn < share
}

interface NewEntry {
  readonly id: string
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
}

/** Asks for a second typing of a form just entered, if it is among the share. */
export async function askForSecond(tx: Tx, { id, ...owner }: NewEntry, share = DEFAULT_SHARE): Promise<void> {
  if (!isChosen(id, share)) return
  await tx.db.secondEntry.create({ data: { id: newId(), ...owner, entryId: id, state: 'wanted' } })
}
