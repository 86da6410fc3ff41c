import { invalidField, Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import type { Tx } from '../transaction'
import { newId } from '../ids'
import { refuseTaken } from '../unique'
import { requireInstance } from './instance'

export interface Site {
  readonly id: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
  /** Of the department, as patients are told it. */
  readonly phone: string | null
  readonly version: number
}

const SITE = {
  id: true,
  code: true,
  nameZh: true,
  nameEn: true,
  timeZone: true,
  phone: true,
  version: true,
} as const

/** Nobody has more hospitals; a list without an end would be one. */
const SITES_AT_MOST = 500

export async function listSites(call: Call): Promise<Site[]> {
  return reading(call, 'site.list', 'across', (tx) => {
    requireInstance(tx)
    return tx.db.site.findMany({ select: SITE, orderBy: { code: 'asc' }, take: SITES_AT_MOST })
  })
}

export interface NewSite {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
  readonly phone?: string | null
}

export async function addSite(call: Call, input: NewSite): Promise<Done> {
  const id = newId()
  return refuseTaken('code', () =>
    change(call, 'site.create', 'across', async (tx) => {
      requireInstance(tx)
      await requireZone(tx, input.timeZone)
      await tx.db.site.create({ data: { id, ...input } })
      return { id, version: 1 }
    }),
  )
}

export interface SiteChange {
  readonly version: number
  readonly nameZh: string
  readonly nameEn: string
  readonly timeZone: string
  readonly phone: string | null
}

/** The code stays: it stands on forms and in files. So does the zone once windows have been reckoned in it. */
export async function updateSite(call: Call, id: string, input: SiteChange): Promise<Done> {
  const { version, ...data } = input
  return change(call, 'site.update', 'across', async (tx) => {
    requireInstance(tx)
    await tx.db.$queryRaw`select id from site where id = ${id}::uuid for update`
    const site = await tx.db.site.findUnique({ where: { id }, select: SITE })
    if (!site) throw new Problem('not_found')
    if (site.version !== version) throw new Problem('conflict', { extra: { current: site } })
    if (site.timeZone !== data.timeZone) {
      await requireZone(tx, data.timeZone)
      if ((await tx.db.enrolment.count({ where: { siteId: id }, take: 1 })) > 0)
        throw invalidField('timeZone', 'zone_in_use')
    }
    await tx.db.site.update({ where: { id }, data: { ...data, version: version + 1 } })
    return { id, version: version + 1 }
  })
}

/** Both clocks must know it: that of the database and ours. */
async function requireZone(tx: Tx, timeZone: string): Promise<void> {
  const [row] = await tx.db.$queryRaw<[{ known: boolean }]>`
    select exists (select from pg_timezone_names where name = ${timeZone}) as known`
  if (!row.known || !isKnownHere(timeZone)) throw invalidField('timeZone', 'unknown')
}

function isKnownHere(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null
  } catch {
    return false
  }
}
