import type { Actor } from '@/lib/access/actor'
import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { reading } from '../change'
import { hmac } from '../cipher'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'
import { hashToken } from './token'

/*
 * What a token opens. Unknown, used, revoked and expired are one answer, found by one look-up of a hash. Changes here
 * need a second reader.
 */

const WINDOW_MINUTES = 15
const PER_ADDRESS = 60

export interface OpenLink {
  readonly id: string
  readonly slug: string
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
  readonly visitId: string
  readonly visitCode: string
  readonly language: 'zh-CN' | 'en'
  readonly allows: 'self' | 'either'
  readonly forms: unknown
}

/** A link that may still be answered: nothing has ended, been voided or been locked under it. */
const USABLE = Prisma.sql`l.used_at is null and l.revoked_at is null and l.voided_at is null
  and l.expires_at > now() and v.voided_at is null and v.locked_at is null and e.voided_at is null
  and (e.ended_on is null or e.end_reason = 'lost') and not y.follow_up_closed`

const LINKS = Prisma.sql`self_report_link l join study y on y.id = l.study_id join visit v on v.id = l.visit_id
  join enrolment e on e.id = l.enrolment_id`

/**
 * The link of a token; null when it opens nothing. A request that was applied before still finds its link, so that a
 * lost answer can be asked for again.
 */
async function findLink(tx: Tx, token: string, key: string | null): Promise<OpenLink | null> {
  const [link] = await tx.db.$queryRaw<OpenLink[]>`
    select l.id, y.slug, l.site_id as "siteId", l.study_id as "studyId", l.enrolment_id as "enrolmentId",
      l.visit_id as "visitId", v.code as "visitCode", l.language, l.allows, l.forms
    from ${LINKS}
    where l.token_hash = ${hashToken(token)} and ((${USABLE}) or exists (select 1 from idempotency_key k
      where k.actor = 'self-report:' || l.id and k.key = ${key}::uuid))`
  return link ?? null
}

/**
 * Opens the link for some work across studies. What opens nothing is counted against the address; a whole ward may
 * share one, so that a good link opens however many there were wrong. No number of tries finds one of 28 characters.
 */
export async function openLink<T>(
  { token, address, key = null }: { token: string; address: string; key?: string | null },
  work: (tx: Tx, link: OpenLink) => Promise<T>,
): Promise<T> {
  const addressHash = hmac('attempt', `self-report:${address}`)
  const found = await reading(systemCall('self-report'), 'self_report.answer', 'across', async (tx) => {
    const link = await findLink(tx, token, key)
    if (link) return { is: await work(tx, link) }
    const since = new Date(tx.now.getTime() - WINDOW_MINUTES * 60_000)
    const missed = await tx.db.signInAttempt.count({ where: { addressHash, at: { gt: since } } })
    if (missed >= PER_ADDRESS) throw new Problem('too_many', { extra: { minutes: WINDOW_MINUTES } })
    await tx.db.signInAttempt.create({
      data: { id: newId(), accountHash: hmac('attempt', 'self-report'), addressHash, succeeded: false },
    })
    return null
  })
  if (!found) throw new Problem('not_found')
  return found.is
}

/** Waits for others at the same link, and asks again whether it is open. */
export async function holdLink(tx: Tx, linkId: string): Promise<{ readonly openedAt: Date | null }> {
  const [row] = await tx.db.$queryRaw<{ openedAt: Date | null }[]>`
    select l.opened_at as "openedAt" from ${LINKS} where l.id = ${linkId}::uuid and ${USABLE} for update of l`
  if (!row) throw new Problem('not_found')
  return row
}

/** The patient as the trail names them: by the link, never by the person. */
export function callOf(link: OpenLink, asked: Call): Call {
  const id = `self-report:${link.id}`
  const actor: Actor = {
    id,
    personId: null,
    name: id,
    locale: link.language,
    memberships: [],
    unrestricted: true,
  }
  return { actor, request: asked.request, ...(asked.replay ? { replay: asked.replay } : {}) }
}
