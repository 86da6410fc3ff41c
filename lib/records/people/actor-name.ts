import type { Tx } from '../transaction'

/** The name people know of an actor; `cli:…` and `system:…` name themselves. */
export async function readActorName(tx: Tx, actorId: string): Promise<string> {
  if (!actorId.startsWith('person:')) return actorId
  const person = await tx.db.person.findUnique({
    where: { id: actorId.slice('person:'.length) },
    select: { displayName: true },
  })
  return person?.displayName ?? actorId
}
