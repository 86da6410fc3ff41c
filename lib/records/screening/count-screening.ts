import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'

/** The top boxes of the flow diagram, within reach: everybody assessed, and why some did not come in. */
export interface ScreeningCounts {
  /** Enrolled, excluded, declined and left out for other reasons, together. */
  readonly assessed: number
  /** Every enrolment that stands, with a line in the log or without. */
  readonly enrolled: number
  readonly excluded: number
  readonly declined: number
  readonly other: number
  /** Excluded by criterion, most first; a person may fail several, so these may add up to more. */
  readonly byCriterion: readonly { readonly criterion: string; readonly count: number }[]
  /** Other reasons as written, most first. */
  readonly byReason: readonly { readonly reason: string; readonly count: number }[]
}

const REASONS_AT_MOST = 50

/** `site` by its code; without it every site within reach. */
export async function countScreening(
  tx: Tx,
  filter: { readonly site?: string | undefined } = {},
): Promise<ScreeningCounts> {
  const atSite = (alias: 's' | 'e') =>
    filter.site === undefined
      ? Prisma.empty
      : Prisma.sql`and ${Prisma.raw(alias)}.site_id = (select id from site where code = ${filter.site})`
  const lines = Prisma.sql`screening s where ${seenSql(tx, 's')} and s.voided_at is null ${atSite('s')}`
  const [counts] = await tx.db.$queryRaw<
    [Pick<ScreeningCounts, 'enrolled' | 'excluded' | 'declined' | 'other'>]
  >`
    select count(*) filter (where s.outcome = 'excluded')::int as excluded,
      count(*) filter (where s.outcome = 'declined')::int as declined,
      count(*) filter (where s.outcome = 'other')::int as other,
      (select count(*)::int from enrolment e
        where ${seenSql(tx, 'e')} and e.voided_at is null ${atSite('e')}) as enrolled
    from ${lines}`
  const byCriterion = await tx.db.$queryRaw<{ criterion: string; count: number }[]>`
    select c.criterion, count(*)::int as count
    from (select s.criteria from ${lines} and s.outcome = 'excluded') x, jsonb_array_elements_text(x.criteria) c (criterion)
    group by 1 order by 2 desc, 1`
  const byReason = await tx.db.$queryRaw<{ reason: string; count: number }[]>`
    select s.reason, count(*)::int as count from ${lines} and s.outcome = 'other' and s.reason is not null
    group by 1 order by 2 desc, 1 limit ${REASONS_AT_MOST}`
  const { enrolled, excluded, declined, other } = counts
  return { assessed: enrolled + excluded + declined + other, ...counts, byCriterion, byReason }
}
