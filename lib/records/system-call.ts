import type { Actor } from '@/lib/access/actor'
import type { Call } from './call'
import { newId } from './ids'

function unrestricted(id: string): Actor {
  return { id, personId: null, name: id, locale: 'zh-CN', memberships: [], unrestricted: true }
}

/** The registry itself, e.g. `system:sign-in`, where no person has been recognised yet. */
export function systemCall(task: string): Call {
  return { actor: unrestricted(`system:${task}`), request: newId() }
}

/** The command line: every site, no decryption of identities. */
export function commandLineCall(user: string): Call {
  return { actor: unrestricted(`cli:${user}`), request: newId() }
}
