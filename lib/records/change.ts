import type { Verb } from '@/lib/access/verbs'
import { Problem } from '@/lib/problem'
import type { Call, Where } from './call'
import { transact, type Tx } from './transaction'

/** What a write leaves behind: enough to load the current row. */
export interface Saved {
  readonly id: string
  readonly version: number
}

export interface Done extends Saved {
  /** The same request had been committed before; nothing was written again. */
  readonly replayed: boolean
}

interface Options {
  readonly reason?: string | undefined
  readonly timeoutMs?: number
}

/**
 * The room's door for writes: one transaction with actor, verb and scope set, whose trail rows the database
 * appends at commit. With an idempotency key the same request is applied once.
 */
export async function change(
  call: Call,
  verb: Verb,
  where: Where,
  work: (tx: Tx) => Promise<Saved>,
  options: Options = {},
): Promise<Done> {
  return transact(call, { verb, where, ...options }, async (tx) => {
    const earlier = await findReplay(tx)
    if (earlier) return { ...earlier, replayed: true }
    const saved = await work(tx)
    if (call.replay) {
      await tx.db.idempotencyKey.create({
        data: {
          actor: call.actor.id,
          key: call.replay.key,
          verb,
          bodyHmac: call.replay.bodyHmac,
          resourceId: saved.id,
          resourceVersion: saved.version,
        },
      })
    }
    return { id: saved.id, version: saved.version, replayed: false }
  })
}

/** The room's door for reads: same settings, same row security. */
export async function reading<T>(
  call: Call,
  verb: Verb,
  where: Where,
  work: (tx: Tx) => Promise<T>,
  options: { readonly deidentified?: boolean; readonly snapshot?: boolean; readonly timeoutMs?: number } = {},
): Promise<T> {
  return transact(call, { verb, where, ...options }, work)
}

async function findReplay(tx: Tx): Promise<Saved | null> {
  const { replay, actor } = tx.call
  if (!replay) return null
  const [lock] = await tx.db.$queryRaw<
    [{ taken: boolean }]
  >`select pg_try_advisory_xact_lock(hashtextextended(${`${actor.id}:${replay.key}`}, 0)) as taken`
  if (!lock.taken) throw new Problem('in_progress')
  const row = await tx.db.idempotencyKey.findUnique({
    where: { actor_key: { actor: actor.id, key: replay.key } },
  })
  if (!row) return null
  if (row.bodyHmac !== replay.bodyHmac) throw new Problem('key_reused')
  return { id: row.resourceId, version: row.resourceVersion }
}
