import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import type { Tx } from '../transaction'

export interface TrailRow {
  readonly chain: string
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly actorName: string | null
  readonly verb: string
  readonly reason: string | null
  readonly table: string
  readonly rowId: string
  readonly action: 'insert' | 'update'
  readonly study: string | null
  readonly site: string | null
  /** Names of the columns whose value changed; values themselves are read row by row. */
  readonly changed: readonly string[]
}

export interface TrailFilter {
  readonly page: number
  readonly verb?: string | undefined
  readonly table?: string | undefined
  readonly rowId?: string | undefined
  readonly actor?: string | undefined
}

export const PAGE_SIZE = 50

/** Rows of no study (people, sites) are those of who administers all of it. */
function withinReach(tx: Tx): Prisma.Sql {
  const { studies } = tx.reach
  return studies === '*' ? Prisma.sql`true` : Prisma.sql`t.study_id = any (${[...studies]}::uuid[])`
}

/** The trail within reach, latest first. */
export async function listTrail(
  call: Call,
  filter: TrailFilter,
): Promise<{ rows: TrailRow[]; total: number }> {
  return reading(call, 'trail.read', 'across', async (tx) => {
    const rows = await tx.db.$queryRaw<(TrailRow & { total: number })[]>`
      select t.chain, t.seq::int as seq, t.at, t.actor, p.display_name as "actorName", t.verb, t.reason,
        t.table_name as "table", t.row_id as "rowId", t.action, y.slug as study, s.code as site,
        count(*) over ()::int as total,
        (select coalesce(jsonb_agg(k.key order by k.key), '[]')
          from trail_payload d, jsonb_each((d.payload::jsonb) -> 'after') k
          where d.chain = t.chain and d.seq = t.seq
            and k.value is distinct from ((d.payload::jsonb) -> 'before') -> k.key) as changed
      from trail t
      left join person p on 'person:' || p.id = t.actor
      left join study y on y.id = t.study_id
      left join site s on s.id = t.site_id
      where ${withinReach(tx)}
        ${filter.verb ? Prisma.sql`and t.verb = ${filter.verb}` : Prisma.empty}
        ${filter.table ? Prisma.sql`and t.table_name = ${filter.table}` : Prisma.empty}
        ${filter.rowId ? Prisma.sql`and t.row_id = ${filter.rowId}::uuid` : Prisma.empty}
        ${filter.actor ? Prisma.sql`and t.actor = ${filter.actor}` : Prisma.empty}
      order by t.at desc, t.chain, t.seq desc
      limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
    return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
  })
}
