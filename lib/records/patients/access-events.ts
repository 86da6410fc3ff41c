import type { Prisma } from '../generated/client'
import type { Verb } from '@/lib/access/verbs'
import { newId } from '../ids'
import { studyOf, type Tx } from '../transaction'

/** Notes that identities were shown; stands in the transaction that showed them. */
export async function recordAccess(
  tx: Tx,
  verb: Verb,
  seen: readonly { patientId: string; siteId: string }[],
  detail: Prisma.InputJsonObject = {},
): Promise<void> {
  if (seen.length === 0) return
  await tx.db.accessEvent.createMany({
    data: seen.map(({ patientId, siteId }) => ({
      id: newId(),
      actor: tx.call.actor.id,
      verb,
      siteId,
      studyId: studyOf(tx).id,
      patientId,
      detail,
    })),
  })
}

/** Notes a search that found nobody: what was typed is not kept, that somebody looked is. */
export async function recordEmptySearch(tx: Tx, siteId: string): Promise<void> {
  await tx.db.accessEvent.create({
    data: {
      id: newId(),
      actor: tx.call.actor.id,
      verb: 'patient.search',
      siteId,
      studyId: studyOf(tx).id,
      patientId: null,
      detail: { found: 0 },
    },
  })
}
