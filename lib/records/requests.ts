import { reading } from './change'
import { systemCall } from './system-call'

/** A browser asks again within minutes; nothing comes back after this. */
const KEPT_DAYS = 7

/** Throws away idempotency keys that no retry will bring again. Returns how many. */
export async function purgeRequests(): Promise<number> {
  return reading(systemCall('housekeeping'), 'request.purge', 'across', async (tx) => {
    const before = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000)
    const { count } = await tx.db.idempotencyKey.deleteMany({ where: { createdAt: { lt: before } } })
    return count
  })
}
