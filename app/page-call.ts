import { notFound, redirect } from 'next/navigation'
import { Problem } from '@/lib/problem'
import type { Call } from '@/lib/records/call'
import { currentCall } from '@/lib/session'

/**
 * Asks the records as the person who is signed in. Nobody signed in goes to the sign-in page, and who has to choose a
 * password first to where that is done; what does not exist and what one may not see look the same.
 */
export async function askRecords<T>(ask: (call: Call) => Promise<T>): Promise<T> {
  const call = await currentCall()
  if (call?.actor.mustChangePassword) redirect('/people/me')
  return askOwn(ask)
}

/** For one's own account, which is there whatever the password. */
export async function askOwn<T>(ask: (call: Call) => Promise<T>): Promise<T> {
  const call = await currentCall()
  if (!call) redirect('/login')
  try {
    return await ask(call)
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 403)) notFound()
    throw error
  }
}
