import { Problem } from '@/lib/problem'
import { reading } from '../change'
import { hmac } from '../cipher'
import { newId } from '../ids'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'

const WINDOW_MINUTES = 15
const PER_ACCOUNT = 10
const PER_ADDRESS = 60

/** Counts an attempt as failed, in a transaction of its own, before anything is tried; too many are refused. */
export async function countAttempt(account: string, address: string): Promise<string> {
  const id = newId()
  const accountHash = hmac('attempt', `account:${account}`)
  const addressHash = hmac('attempt', `address:${address}`)
  return reading(systemCall('sign-in'), 'session.open', 'across', async (tx) => {
    // One attempt of an account and of an address at a time, or a burst would be counted too late.
    for (const counted of [accountHash, addressHash]) {
      await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${counted}, 0))::text`
    }
    const since = new Date(tx.now.getTime() - WINDOW_MINUTES * 60_000)
    const failed = { succeeded: false, at: { gt: since } }
    await tx.db.signInAttempt.deleteMany({ where: { at: { lt: new Date(since.getTime() - 86_400_000) } } })
    const byAccount = await tx.db.signInAttempt.count({ where: { accountHash, ...failed } })
    const byAddress = await tx.db.signInAttempt.count({ where: { addressHash, ...failed } })
    if (byAccount >= PER_ACCOUNT || byAddress >= PER_ADDRESS) {
      throw new Problem('too_many', { extra: { minutes: WINDOW_MINUTES } })
    }
    await tx.db.signInAttempt.create({ data: { id, accountHash, addressHash, succeeded: false } })
    return id
  })
}

/** What succeeds is not counted against anybody. */
export async function forgiveAttempt(tx: Tx, id: string): Promise<void> {
  await tx.db.signInAttempt.update({ where: { id }, data: { succeeded: true } })
}
