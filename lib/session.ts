import { cache } from 'react'
import { cookies } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import type { Actor } from './access/actor'
import { readEnv } from './env'
import { Problem } from './problem'
import type { Call } from './records/call'
import { newId } from './records/ids'
import { endSession, findActor } from './records/people/sessions'
import { signIn } from './records/people/sign-in'

/*
 * Who is asking. next-auth carries the sign-in; its cookie holds nothing but the token of a session row, which
 * is looked up on every request, so that signing out, a new role or a new password counts at once.
 */

const LONGEST_SECONDS = 12 * 3600

function isSecure(): boolean {
  return readEnv().SUIVI_URL.startsWith('https:')
}

function cookieName(): string {
  return isSecure() ? '__Host-suivi' : 'suivi'
}

export function authOptions(): NextAuthOptions {
  return {
    secret: readEnv().SUIVI_SECRET,
    session: { strategy: 'jwt', maxAge: LONGEST_SECONDS },
    pages: { signIn: '/login', error: '/login' },
    cookies: {
      sessionToken: {
        name: cookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() },
      },
    },
    providers: [
      Credentials({
        credentials: { username: {}, password: {} },
        async authorize(given, request) {
          const address = String(request.headers?.['x-forwarded-for'] ?? 'unknown')
          const agent: unknown = request.headers?.['user-agent']
          try {
            // A new sign-in on this browser ends the one before it.
            const earlier = await readToken()
            const { personId, name, token } = await signIn(
              given?.username ?? '',
              given?.password ?? '',
              address,
              typeof agent === 'string' ? agent : null,
            )
            if (earlier) await endSession(earlier)
            return { id: personId, name, token }
          } catch (error) {
            // The code reaches the sign-in page; anything unexpected reads as "try later".
            throw new Error(error instanceof Problem ? error.code : 'unavailable')
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'token' in user ? { token: String(user.token) } : token),
      // next-auth's own session answer is readable by scripts: it says nothing.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.token === 'string') await endSession(token.token)
      },
    },
  }
}

/** The session token that this browser sent, if any. */
async function readToken(): Promise<string | null> {
  const cookie = (await cookies()).get(cookieName())?.value
  if (!cookie) return null
  const token = await decode({ token: cookie, secret: readEnv().SUIVI_SECRET }).catch(() => null)
  return typeof token?.token === 'string' ? token.token : null
}

/** The person of this request, or null. Asked once a request, from the database. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const token = await readToken()
  return token === null ? null : findActor(token)
})

/** The call of a page: as the person who is signed in, or null. */
export const currentCall = cache(async (): Promise<Call | null> => {
  const actor = await currentActor()
  return actor && { actor, request: newId() }
})
