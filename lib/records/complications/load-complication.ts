import { Problem } from '@/lib/problem'
import { seenWhere } from '../scope'
import type { Tx } from '../transaction'

/** The complication of an id within reach; anything else does not exist. */
export async function loadComplication(tx: Tx, id: string) {
  const row = await tx.db.complication.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}
