import type { Bilingual, ItemValue } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { pickOwn } from '@/lib/instruments/shelf'
import { toldFormsSql } from '../allocations/told-forms'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { readShelf } from '../instruments/read-shelf'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'
import type { QueryState } from './queries'

export interface QueryMessage {
  readonly act: 'raised' | 'answered' | 'closed' | 'reopened'
  readonly text: string
  readonly entryVersion: number
  readonly value: ItemValue | null
  readonly by: string
  readonly at: string
}

/** A query with all that was said, for the field it hangs on. */
export interface EntryQuery {
  readonly id: string
  readonly item: string
  readonly state: QueryState
  readonly version: number
  /** The person who asks now opened it. */
  readonly own: boolean
  /** What the checks found, as it stands now; null where a person asked. */
  readonly finding: Bilingual | null
  readonly severity: 'hard' | 'soft' | null
  readonly messages: readonly QueryMessage[]
}

/** Queries of one entry, in the order they were raised. */
export async function listEntryQueries(tx: Tx, entryId: string): Promise<EntryQuery[]> {
  return readThreads(tx, Prisma.sql`q.entry_id = ${entryId}::uuid`)
}

/** What the checks ask about the day of a visit, until it is closed. */
export async function listVisitFindings(tx: Tx, visitId: string): Promise<EntryQuery[]> {
  return readThreads(
    tx,
    Prisma.sql`q.entry_id is null and q.visit_id = ${visitId}::uuid and q.state <> 'closed'`,
  )
}

async function readThreads(tx: Tx, of: Prisma.Sql): Promise<EntryQuery[]> {
  return tx.db.$queryRaw<EntryQuery[]>`
    select q.id, q.item, q.state, q.version, q.opened_by = ${tx.call.actor.id} as own, q.finding, q.severity,
      (select coalesce(jsonb_agg(jsonb_build_object('act', m.act, 'text', m.text, 'entryVersion', m.entry_version,
          'value', m.value, 'by', coalesce(p.display_name, m.said_by), 'at', m.created_at) order by m.ordinal), '[]')
        from data_query_message m left join person p on 'person:' || p.id = m.said_by
        where m.query_id = q.id and m.voided_at is null) as messages
    from data_query q
    where ${of} and q.voided_at is null and ${seenSql(tx, 'q')}
    order by q.created_at, q.id limit 100`
}

export interface QueryRow {
  readonly id: string
  readonly state: QueryState
  readonly patientCode: string
  readonly site: string
  readonly visitId: string | null
  readonly visitCode: string | null
  /** Of a form that hangs on an operation. */
  readonly operationId: string | null
  /** None where it is about dates of the course. */
  readonly instrument: string | null
  readonly instrumentVersion: number | null
  readonly repeatKey: string | null
  readonly item: string
  readonly version: number
  readonly finding: Bilingual | null
  readonly severity: 'hard' | 'soft' | null
  /** What was asked, and what was said last. */
  readonly question: string
  readonly lastText: string
  readonly lastBy: string
  readonly lastAt: Date
  readonly openedBy: string
  readonly openedAt: Date
}

export const PAGE_SIZE = 50

export interface QueryFilter {
  readonly state?: QueryState | undefined
  readonly site?: string | undefined
  readonly page: number
}

/** Queries within reach: open ones first, the longest waiting on top. */
export async function listQueries(
  call: Call,
  study: string,
  filter: QueryFilter,
): Promise<{ rows: QueryRow[]; total: number; own: InstrumentJson[] }> {
  return reading(call, 'query.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<(QueryRow & { total: number })[]>`
      select q.id, q.state, e.code as "patientCode", s.code as site, v.id as "visitId", v.code as "visitCode",
        o.id as "operationId", n.instrument, n.instrument_version as "instrumentVersion", n.repeat_key as "repeatKey",
        q.item, q.version, q.finding, q.severity, first.text as question, last.text as "lastText", coalesce(lp.display_name, last.said_by) as "lastBy",
        last.created_at as "lastAt", coalesce(op.display_name, q.opened_by) as "openedBy", q.created_at as "openedAt",
        count(*) over ()::int as total
      from data_query q
      left join entry n on n.id = q.entry_id
      join enrolment e on e.id = coalesce(n.enrolment_id, q.enrolment_id)
      join site s on s.id = q.site_id
      join data_query_message first on first.query_id = q.id and first.ordinal = 1
      join lateral (select m.* from data_query_message m where m.query_id = q.id and m.voided_at is null
        order by m.ordinal desc limit 1) last on true
      left join visit v on v.id = case when n.id is null then q.visit_id else n.visit_id end
      left join operation o on n.visit_id is null and o.enrolment_id = n.enrolment_id and o.voided_at is null
        and o.ordinal::text = n.repeat_key
      left join person lp on 'person:' || lp.id = last.said_by
      left join person op on 'person:' || op.id = q.opened_by
      where ${livingSql(tx)} and ${await toldFormsSql(tx)}
        ${filter.state ? Prisma.sql`and q.state = ${filter.state}` : Prisma.empty}
        ${filter.site ? Prisma.sql`and s.code = ${filter.site}` : Prisma.empty}
      order by case q.state when 'open' then 1 when 'answered' then 2 else 3 end, q.created_at, q.id
      limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
    const named = rows.flatMap(({ instrument: id, instrumentVersion: version }) =>
      id !== null && version !== null ? [{ id, version }] : [],
    )
    return {
      rows: rows.map(({ total: _total, ...row }) => row),
      total: rows[0]?.total ?? 0,
      own: pickOwn(await readShelf(tx), named),
    }
  })
}

/** How many wait for an answer: the number beside the place in the rail. */
export async function countOpenQueries(call: Call, study: string): Promise<number> {
  return reading(call, 'query.list', { study }, async (tx) => {
    const [row] = await tx.db.$queryRaw<[{ open: number }]>`
      select count(*)::int as open from data_query q left join entry n on n.id = q.entry_id
      join enrolment e on e.id = coalesce(n.enrolment_id, q.enrolment_id) where ${livingSql(tx)} and q.state = 'open'
      and ${await toldFormsSql(tx)}`
    return row.open
  })
}

/** A query goes out of sight with its entry. */
function livingSql(tx: Tx): Prisma.Sql {
  return Prisma.sql`${seenSql(tx, 'q')} and q.voided_at is null and n.voided_at is null and e.voided_at is null`
}
