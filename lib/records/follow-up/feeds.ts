import { createHash, randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Problem } from '@/lib/problem'
import { findVisit } from '@/lib/protocol/protocol-read'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import { seenWhere } from '../scope'
import { readProtocol, readSites } from '../studies/studies'
import { studyOf } from '../transaction'
import { systemCall } from '../system-call'
import { visitsWithState } from '../visits/visit-sql'
import { chasersSql } from './chasers'

/*
 * Calendars read a site's windows by an address that is its own proof. Guards privacy: what is told is the study code
 * and the visit, and changes to this file need a second reader.
 */

/** 256 bits, told once; its hash is kept. A plain hash is enough for what cannot be guessed. */
const TOKEN_BYTES = 32

function hashFeedToken(token: string): string {
  return createHash('sha256').update(`calendar:${token}`).digest('hex')
}

export interface FeedView {
  readonly id: string
  readonly site: string
  readonly label: string
  readonly locale: Locale
  readonly madeBy: string
  readonly madeAt: Date
  readonly version: number
}

/** Addresses that are still read, of the sites within reach; the secret of none can be told again. */
export async function listFeeds(call: Call, study: string): Promise<FeedView[]> {
  return reading(call, 'calendar.list', { study }, async (tx) => {
    const rows = await tx.db.calendarFeed.findMany({
      where: { voidedAt: null, AND: [seenWhere(tx), { studyId: studyOf(tx).id }] },
      orderBy: { createdAt: 'desc' },
      take: FEEDS_AT_MOST,
    })
    const sites = await readSites(tx)
    const people = await tx.db.person.findMany({
      where: { id: { in: rows.map((row) => row.personId) } },
      select: { id: true, displayName: true },
    })
    return rows.map((row) => ({
      id: row.id,
      site: sites.find(({ id }) => id === row.siteId)?.code ?? '',
      label: row.label,
      locale: row.locale === 'en' ? 'en' : 'zh-CN',
      madeBy: people.find(({ id }) => id === row.personId)?.displayName ?? '',
      madeAt: row.createdAt,
      version: row.version,
    }))
  })
}

const FEEDS_AT_MOST = 100

export interface NewFeed {
  readonly site: string
  readonly label: string
  readonly locale: Locale
}

/** Makes an address. The token is in this answer and nowhere else; a repeated request has none to tell. */
export async function createFeed(
  call: Call,
  study: string,
  input: NewFeed,
): Promise<Done & { readonly token: string | null }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const done = await change(call, 'calendar.create', { study }, async (tx) => {
    const { personId } = tx.call.actor
    // It stops with the person who made it, so there must be one.
    if (!personId) throw new Problem('forbidden')
    const site = (await readSites(tx)).find(({ code }) => code === input.site)
    if (!site) throw new Problem('not_found')
    const count = await tx.db.calendarFeed.count({
      where: { siteId: site.id, studyId: studyOf(tx).id, voidedAt: null },
    })
    if (count >= FEEDS_AT_MOST) throw new Problem('not_now', { reason: 'feeds_many' })
    const id = newId()
    const { label, locale } = input
    await tx.db.calendarFeed.create({
      data: {
        id,
        siteId: site.id,
        studyId: studyOf(tx).id,
        personId,
        label,
        locale,
        tokenHash: hashFeedToken(token),
      },
    })
    return { id, version: 1 }
  })
  return { ...done, token: done.replayed ? null : token }
}

/** From now on the address leads nowhere. */
export async function revokeFeed(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'calendar.revoke',
    { study },
    async (tx) => {
      const row = await tx.db.calendarFeed.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
      if (!row) throw new Problem('not_found')
      refuseOtherVersion(row.version, input.version)
      await tx.db.calendarFeed.update({
        where: { id },
        data: { voidedAt: tx.now, voidReason: input.reason, voidSeq: 1, version: { increment: 1 } },
      })
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}

export interface FeedWindow {
  readonly visitId: string
  readonly patientCode: string
  readonly visit: string
  readonly firstDay: string
  readonly lastDay: string
}

export interface FeedContent {
  readonly label: string
  readonly locale: Locale
  readonly today: string
  readonly windows: readonly FeedWindow[]
}

/** A calendar holds no more; what closes first is in it. */
const WINDOWS_AT_MOST = 2_000
const DAYS_AHEAD = 400

/** What an address shows: windows that are open, late, or to come within a year. Null for an address that leads nowhere. */
export async function readFeed(token: string): Promise<FeedContent | null> {
  const feed = await findFeed(token)
  if (!feed) return null
  const actor: Actor = {
    // As narrow as the address: one site of one study.
    id: `system:calendar:${feed.id}`,
    personId: null,
    name: 'calendar',
    locale: feed.locale,
    memberships: [{ role: 'nurse', study: { id: feed.study_id, slug: feed.slug }, siteId: feed.site_id }],
    unrestricted: false,
  }
  return reading({ actor, request: newId() }, 'visit.list', { study: feed.slug }, async (tx) => {
    const [clock] = await tx.db.$queryRaw<[{ today: string }]>`
      select (now() at time zone s.time_zone)::date::text as today from site s where s.id = ${feed.site_id}::uuid`
    const rows = studyOf(tx).followUpClosed
      ? []
      : await tx.db.$queryRaw<WindowRow[]>`
          select w.id, w.patient_code, w.code, w.protocol_version, w.first_day::text, w.last_day::text
          from (${visitsWithState(tx)}) w
          where w.scheduled and w.state in ('open', 'late', 'not_due') and w.first_day is not null
            and w.last_day is not null and w.first_day <= ${clock.today}::date + ${DAYS_AHEAD}::int
          order by w.last_day, w.patient_ordinal, w.ordinal limit ${WINDOWS_AT_MOST}`
    const windows: FeedWindow[] = []
    for (const row of rows) {
      const plan = findVisit(await readProtocol(tx, row.protocol_version), row.code)
      windows.push({
        visitId: row.id,
        patientCode: row.patient_code,
        visit: plan ? textOf(plan.label, feed.locale) : row.code,
        firstDay: row.first_day,
        lastDay: row.last_day,
      })
    }
    return { label: feed.label, locale: feed.locale, today: clock.today, windows }
  })
}

interface WindowRow {
  id: string
  patient_code: string
  code: string
  protocol_version: number
  first_day: string
  last_day: string
}

interface FeedRow {
  id: string
  site_id: string
  study_id: string
  slug: string
  label: string
  locale: Locale
}

/** The address of a token, while whoever made it may still chase at that site. */
async function findFeed(token: string): Promise<FeedRow | null> {
  return reading(systemCall('calendar'), 'calendar.read', 'across', async (tx) => {
    const [row] = await tx.db.$queryRaw<FeedRow[]>`
      select f.id, f.site_id, f.study_id, s.slug, f.label, f.locale
      from calendar_feed f join study s on s.id = f.study_id
      where f.token_hash = ${hashFeedToken(token)} and f.voided_at is null
        and exists (select 1 from (${chasersSql(Prisma.sql`f.study_id`)}) k
          where k.person_id = f.person_id and (k.everywhere or f.site_id = any (k.sites)))`
    return row ?? null
  })
}
