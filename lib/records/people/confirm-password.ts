import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { reading } from '../change'
import { systemCall } from '../system-call'
import { countAttempt, forgiveAttempt } from './attempts'
import { verifyPassword } from './password'

/**
 * Asks the person who is signed in for the password once more. Counted as a sign-in of that account is, so a session
 * left open is no way to guess it.
 */
export async function confirmPassword(call: Call, password: string): Promise<void> {
  const { personId } = call.actor
  if (personId === null) throw new Problem('forbidden')
  const system = systemCall('sign-in')
  const person = await reading(system, 'session.open', 'across', (tx) =>
    tx.db.person.findFirst({ where: { id: personId, disabledAt: null } }),
  )
  if (!person) throw new Problem('forbidden')
  const attempt = await countAttempt(person.username, `confirm:${personId}`)
  if (!(await verifyPassword(person.passwordHash, password))) throw invalidField('password', 'wrong_password')
  await reading(system, 'session.open', 'across', (tx) => forgiveAttempt(tx, attempt))
}
