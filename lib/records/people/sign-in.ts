import { Problem } from '@/lib/problem'
import { hmac } from '../cipher'
import { newId } from '../ids'
import { reading } from '../change'
import { systemCall } from '../system-call'
import { verifyPassword } from './password'
import { openSession } from './sessions'

const WINDOW_MINUTES = 15
const PER_ACCOUNT = 10
const PER_ADDRESS = 60

export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly locale: string
  readonly token: string
}

/**
 * Recognises a person. The attempt is counted, per account and per address, before any hashing; unknown,
 * disabled and wrong all get the same answer after the same work.
 */
export async function signIn(username: string, password: string, address: string): Promise<SignedIn> {
  const account = username.normalize('NFKC').trim().toLowerCase()
  const attempt = await countAttempt(account, address)
  const call = systemCall('sign-in')
  const person = await reading(call, 'session.open', 'across', (tx) =>
    tx.db.person.findFirst({ where: { username: account, disabledAt: null } }),
  )
  if (!(await verifyPassword(person?.passwordHash ?? null, password)) || !person) {
    throw new Problem('sign_in_failed')
  }
  return reading(call, 'session.open', 'across', async (tx) => {
    await tx.db.signInAttempt.update({ where: { id: attempt }, data: { succeeded: true } })
    const session = await openSession(tx, person.id)
    return { personId: person.id, name: person.displayName, locale: person.locale, token: session.token }
  })
}

async function countAttempt(account: string, address: string): Promise<string> {
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
