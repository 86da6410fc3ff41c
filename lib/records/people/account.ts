import type { Locale } from '@/lib/i18n/locale'
import { invalidField, Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { countAttempt, forgiveAttempt } from './attempts'
import { hashPassword, verifyPassword } from './password'
import { endSessionsOf } from './sessions'

/*
 * One's own account: what every person may do for themselves, whatever their roles.
 */

function ownId(call: Call): string {
  const { personId } = call.actor
  if (!personId) throw new Problem('forbidden')
  return personId
}

/** A person's own language; kept with the person, so that it follows to the next machine. */
export async function setOwnLocale(call: Call, locale: Locale): Promise<Done> {
  const personId = ownId(call)
  return change(call, 'person.update_own', 'across', async (tx) => {
    const { version } = await tx.db.person.update({ where: { id: personId }, data: { locale } })
    return { id: personId, version }
  })
}

export interface OwnSession {
  readonly id: string
  readonly openedAt: Date
  readonly seenAt: Date
  readonly address: string | null
  readonly agent: string | null
  /** This one, from which is asked. */
  readonly current: boolean
}

export interface OwnAccount {
  readonly username: string
  readonly displayName: string
  readonly passwordSetAt: Date
  readonly mustChangePassword: boolean
  readonly sessions: readonly OwnSession[]
}

const SESSIONS_SHOWN = 50

export async function getOwnAccount(call: Call): Promise<OwnAccount> {
  const personId = ownId(call)
  return reading(call, 'person.update_own', 'across', async (tx) => {
    const person = await tx.db.person.findUniqueOrThrow({ where: { id: personId } })
    const sessions = await tx.db.session.findMany({
      where: { personId, endedAt: null, expiresAt: { gt: tx.now } },
      select: { id: true, createdAt: true, seenAt: true, address: true, agent: true },
      orderBy: { seenAt: 'desc' },
      take: SESSIONS_SHOWN,
    })
    return {
      username: person.username,
      displayName: person.displayName,
      passwordSetAt: person.passwordSetAt,
      mustChangePassword: person.passwordTemporary,
      sessions: sessions.map(({ createdAt, ...session }) => ({
        ...session,
        openedAt: createdAt,
        current: session.id === call.actor.sessionId,
      })),
    }
  })
}

/** Every one but this, every one, or the one of an id. */
export type SessionsToEnd = 'others' | 'all' | (string & {})

/** Signs out elsewhere, everywhere, or in one place. */
export async function endOwnSessions(call: Call, asked: SessionsToEnd): Promise<Done> {
  const personId = ownId(call)
  return change(call, 'person.update_own', 'across', async (tx) => {
    const person = await tx.db.person.findUniqueOrThrow({ where: { id: personId } })
    if (asked === 'others' || asked === 'all') {
      await endSessionsOf(tx, personId, asked === 'others' ? (call.actor.sessionId ?? null) : null)
    } else {
      const { count } = await tx.db.session.updateMany({
        where: { id: asked, personId, endedAt: null },
        data: { endedAt: tx.now },
      })
      if (count === 0) throw new Problem('not_found')
    }
    return { id: personId, version: person.version }
  })
}

/** The old password is asked again; every other session of the person ends. */
export async function changeOwnPassword(call: Call, current: string, password: string): Promise<Done> {
  const personId = ownId(call)
  const attempt = await countAttempt(`own:${personId}`, `own:${personId}`)
  return change(call, 'person.update_own', 'across', async (tx) => {
    await tx.db.$queryRaw`select id from person where id = ${personId}::uuid for update`
    const person = await tx.db.person.findUniqueOrThrow({ where: { id: personId } })
    // Here and not before: the same request once more finds the password already changed.
    if (!(await verifyPassword(person.passwordHash, current))) throw invalidField('current', 'wrong_password')
    await forgiveAttempt(tx, attempt)
    if (password === current) throw invalidField('password', 'password_same')
    const passwordHash = await hashPassword(tx, password, person)
    await tx.db.person.update({
      where: { id: personId },
      data: {
        passwordHash,
        passwordSetAt: tx.now,
        passwordTemporary: false,
        // The version stays: an administrator who has the roles open has not been overtaken.
      },
    })
    await endSessionsOf(tx, personId, call.actor.sessionId ?? null)
    return { id: personId, version: person.version }
  })
}
