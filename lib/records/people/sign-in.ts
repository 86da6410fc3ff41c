import { Problem } from '@/lib/problem'
import { reading } from '../change'
import { systemCall } from '../system-call'
import { countAttempt, forgiveAttempt } from './attempts'
import { verifyPassword } from './password'
import { openSession } from './sessions'

/** A password that somebody else set is for the first sign-in soon after. */
const TEMPORARY_DAYS = 7

export interface SignedIn {
  readonly personId: string
  readonly name: string
  readonly locale: string
  readonly token: string
}

/**
 * Recognises a person. The attempt is counted, per account and per address, before any hashing; unknown,
 * disabled, wrong and expired all get the same answer after the same work.
 */
export async function signIn(
  username: string,
  password: string,
  address: string,
  agent: string | null = null,
): Promise<SignedIn> {
  const account = username.normalize('NFKC').trim().toLowerCase()
  const attempt = await countAttempt(account, address)
  const call = systemCall('sign-in')
  const person = await reading(call, 'session.open', 'across', async (tx) => {
    const oldest = new Date(tx.now.getTime() - TEMPORARY_DAYS * 86_400_000)
    return tx.db.person.findFirst({
      where: {
        username: account,
        disabledAt: null,
        OR: [{ passwordTemporary: false }, { passwordSetAt: { gt: oldest } }],
      },
    })
  })
  if (!(await verifyPassword(person?.passwordHash ?? null, password)) || !person) {
    throw new Problem('sign_in_failed')
  }
  return reading(call, 'session.open', 'across', async (tx) => {
    await forgiveAttempt(tx, attempt)
    const session = await openSession(tx, person.id, { address, agent })
    return { personId: person.id, name: person.displayName, locale: person.locale, token: session.token }
  })
}
