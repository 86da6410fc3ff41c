import { Prisma } from './generated/client'
import type { Tx } from './transaction'

/*
 * "What may I see", once. Row security says the same a second time below; a test removes this file's answer
 * and finds nothing more. Changes here need a second reader.
 */

/** For raw SQL: `where ${seenSql(tx, 'e')} and …` over a table with site_id and study_id. */
export function seenSql(tx: Tx, alias: string): Prisma.Sql {
  const table = Prisma.raw(alias)
  const { studies } = tx.reach
  const study =
    studies === '*' ? Prisma.sql`true` : Prisma.sql`${table}.study_id = any (${[...studies]}::uuid[])`
  return Prisma.sql`(${study} and ${seenSiteSql(tx, alias)})`
}

/** For what belongs to a site and to several studies (patients). */
export function seenSiteSql(tx: Tx, alias: string): Prisma.Sql {
  const { sites } = tx.reach
  if (sites === '*') return Prisma.sql`true`
  return Prisma.sql`${Prisma.raw(alias)}.site_id = any (${[...sites]}::uuid[])`
}

/** For Prisma's `where`, over a table with siteId and studyId. */
export function seenWhere(tx: Tx): { studyId?: { in: string[] }; siteId?: { in: string[] } } {
  const { studies, sites } = tx.reach
  return {
    ...(studies === '*' ? {} : { studyId: { in: [...studies] } }),
    ...(sites === '*' ? {} : { siteId: { in: [...sites] } }),
  }
}
