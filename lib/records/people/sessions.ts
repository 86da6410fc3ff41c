import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Membership } from '@/lib/access/actor'
import type { Role } from '@/lib/access/verbs'
import type { Locale } from '@/lib/i18n/locale'
import { reading } from '../change'
import { newId } from '../ids'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'

const IDLE_MINUTES = 20
const LONGEST_HOURS = 12
/** "Seen" is written at most this often: a read of a page need not be a write. */
const SEEN_STEP_SECONDS = 60
/** Ended sessions are kept a while for the person who wonders who that was. */
const KEPT_DAYS = 30

const MAX_ADDRESS = 60
const MAX_AGENT = 300

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

interface Place {
  readonly address: string
  readonly agent: string | null
}

/** Opens a session; the token is told once and only its hash is kept. */
export async function openSession(
  tx: Tx,
  personId: string,
  { address, agent }: Place,
): Promise<{ token: string; id: string }> {
  const token = randomBytes(32).toString('base64url')
  const id = newId()
  await tx.db.session.create({
    data: {
      id,
      tokenHash: hashToken(token),
      personId,
      address: address.slice(0, MAX_ADDRESS),
      agent: agent?.slice(0, MAX_AGENT) ?? null,
      expiresAt: new Date(tx.now.getTime() + LONGEST_HOURS * 3_600_000),
    },
  })
  return { token, id }
}

interface SessionRow {
  session_id: string
  stale: boolean
  person_id: string
  display_name: string
  locale: Locale
  password_temporary: boolean
  memberships: { role: Role; study: { id: string; slug: string } | null; site: string | null }[]
}

/**
 * The person behind a token: session open, not idle, person not disabled; roles as they are now. Whoever has a
 * password that somebody else set holds no role until it is changed.
 */
export async function findActor(token: string): Promise<Actor | null> {
  return reading(systemCall('session'), 'session.read', 'across', async (tx) => {
    const [row] = await tx.db.$queryRaw<SessionRow[]>`
      select s.id as session_id, s.seen_at < now() - make_interval(secs => ${SEEN_STEP_SECONDS}) as stale,
        p.id as person_id, p.display_name, p.locale, p.password_temporary,
        coalesce((select jsonb_agg(jsonb_build_object('role', m.role, 'site', m.site_id, 'study',
            case when t.id is not null then jsonb_build_object('id', t.id, 'slug', t.slug) end))
          from membership m left join study t on t.id = m.study_id
          where m.person_id = p.id and m.ended_at is null and not p.password_temporary), '[]') as memberships
      from session s join person p on p.id = s.person_id
      where s.token_hash = ${hashToken(token)} and s.ended_at is null and s.expires_at > now()
        and s.seen_at > now() - make_interval(mins => ${IDLE_MINUTES}) and p.disabled_at is null`
    if (!row) return null
    if (row.stale) await tx.db.session.update({ where: { id: row.session_id }, data: { seenAt: tx.now } })
    return {
      id: `person:${row.person_id}`,
      personId: row.person_id,
      sessionId: row.session_id,
      name: row.display_name,
      locale: row.locale,
      memberships: row.memberships.map((held): Membership => ({
        role: held.role,
        study: held.study,
        siteId: held.site,
      })),
      mustChangePassword: row.password_temporary,
      unrestricted: false,
    }
  })
}

export async function endSession(token: string): Promise<void> {
  await reading(systemCall('session'), 'session.end', 'across', async (tx) => {
    await tx.db.session.updateMany({
      where: { tokenHash: hashToken(token), endedAt: null },
      data: { endedAt: tx.now },
    })
  })
}

/** A change of role, a new password or being disabled ends every session of the person; `except` stays open. */
export async function endSessionsOf(tx: Tx, personId: string, except: string | null = null): Promise<void> {
  await tx.db.session.updateMany({
    where: { personId, endedAt: null, ...(except === null ? {} : { id: { not: except } }) },
    data: { endedAt: tx.now },
  })
}

/** Throws away sessions that ended long ago. Returns how many. */
export async function purgeSessions(): Promise<number> {
  return reading(systemCall('housekeeping'), 'session.purge', 'across', async (tx) => {
    const before = new Date(tx.now.getTime() - KEPT_DAYS * 86_400_000)
    const { count } = await tx.db.session.deleteMany({
      where: { OR: [{ expiresAt: { lt: before } }, { endedAt: { lt: before } }] },
    })
    return count
  })
}
