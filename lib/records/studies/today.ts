import { invalidField } from '@/lib/problem'
import { localDate } from '@/lib/protocol/local-time'
import type { Tx } from '../transaction'

/** Today at a site: the database's clock in the site's time zone. */
export async function readToday(tx: Tx, siteId: string): Promise<string> {
  const site = await tx.db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } })
  return localDate(tx.now, site.timeZone)
}

/** Something that has happened cannot be dated tomorrow. */
export async function refuseFuture(tx: Tx, siteId: string, field: string, date: string): Promise<void> {
  if (date > (await readToday(tx, siteId))) throw invalidField(field, 'in_future')
}
