import { wilson } from '@/lib/stats/effects/proportions'
import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'

/*
 * How good the data of a study are, in counts with what they are counted of. Sums in the database, nothing of a single
 * patient: a researcher may read them.
 */

/** One form of one visit. */
export interface FormQuality {
  readonly visit: string
  readonly instrument: string
  readonly version: number
  /** Visits that took place, and those of them that have the form. */
  readonly visits: number
  readonly entered: number
  readonly complete: number
  /** Values and declared reasons together. */
  readonly items: number
  readonly notDone: number
  readonly refused: number
  readonly unknown: number
  readonly notApplicable: number
  /** Unusual values that were kept, each with a reason. */
  readonly passed: number
}

export interface SiteQuality {
  readonly site: string
  readonly patients: number
  readonly done: number
  readonly complete: number
  readonly signed: number
  readonly locked: number
  /** Signatures given, and those that fell with a correction. */
  readonly signatures: number
  readonly fallen: number
  /** Forms that people entered, and the days from visit to first save. */
  readonly forms: number
  readonly delayMedian: number | null
  readonly delayed: number
  readonly openQueries: number
  /** Forms compared with the source as they stand, and those that changed since. */
  readonly verified: number
  readonly verifiedStale: number
}

export interface QueryQuality {
  readonly kind: 'checks' | 'persons'
  readonly state: 'open' | 'answered' | 'closed'
  readonly count: number
  /** Days since it was raised; of a closed one until it was closed. */
  readonly medianDays: number
  readonly mostDays: number
}

export interface SecondQuality {
  readonly wanted: number
  readonly agreed: number
  readonly differs: number
  readonly resolved: number
  readonly noSource: number
  readonly compared: number
  readonly differing: number
  /** 95 % confidence interval (Wilson) of differing in compared; null where nothing was compared. */
  readonly interval: readonly [number, number] | null
}

export interface PassedOver {
  readonly instrument: string
  readonly version: number
  readonly item: string
  readonly count: number
  readonly forms: number
}

export interface Quality {
  readonly forms: readonly FormQuality[]
  readonly sites: readonly SiteQuality[]
  readonly queries: readonly QueryQuality[]
  readonly second: SecondQuality
  readonly passed: readonly PassedOver[]
}

/** Entered later than this many days after the visit is late. */
const LATE_DAYS = 7

export async function readQuality(call: Call, study: string): Promise<Quality> {
  return reading(
    call,
    'quality.read',
    { study },
    async (tx) => ({
      forms: await readForms(tx),
      sites: await readSiteQuality(tx),
      queries: await readQueries(tx),
      second: await readSecond(tx),
      passed: await readPassed(tx),
    }),
    { snapshot: true, timeoutMs: 60_000 },
  )
}

function readForms(tx: Tx): Promise<FormQuality[]> {
  return tx.db.$queryRaw<FormQuality[]>`
    with told as (
      select v.code, min(v.ordinal) as ordinal, n.instrument, max(n.instrument_version) as version,
        count(distinct v.id) as entered, count(distinct v.id) filter (where n.complete) as complete,
        sum((select count(*) from jsonb_object_keys(n.values))) as items,
        sum(m.not_done) as not_done, sum(m.refused) as refused, sum(m.unknown) as unknown,
        sum(m.not_applicable) as not_applicable, sum((select count(*) from jsonb_object_keys(n.reasons))) as passed
      from ${livingJoined()}
      left join lateral (
        select count(*) filter (where r = '"not_done"') as not_done, count(*) filter (where r = '"refused"') as refused,
          count(*) filter (where r = '"unknown"') as unknown,
          count(*) filter (where r = '"not_applicable"') as not_applicable
        from jsonb_path_query(n.values, '$.*.missing') r) m on true
      where n.voided_at is null and ${seenSql(tx, 'n')}
      group by v.code, n.instrument),
    done as (
      select v.code, count(*) as visits from visit v
      join enrolment e on e.id = v.enrolment_id and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data'
      where v.voided_at is null and v.done_on is not null and ${seenSql(tx, 'v')} group by v.code)
    select t.code as visit, t.instrument, t.version, d.visits::int, t.entered::int, t.complete::int, t.items::int,
      t.not_done::int as "notDone", t.refused::int, t.unknown::int, t.not_applicable::int as "notApplicable",
      t.passed::int
    from told t join done d on d.code = t.code
    order by t.ordinal, t.instrument limit 300`
}

/** Entries of visits that stand; the entry's own voiding is the caller's. */
function livingJoined(): Prisma.Sql {
  return Prisma.sql`entry n
    join enrolment e on e.id = n.enrolment_id and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data'
    join visit v on v.id = n.visit_id and v.voided_at is null`
}

function readSiteQuality(tx: Tx): Promise<SiteQuality[]> {
  return tx.db.$queryRaw<SiteQuality[]>`
    with mine as (
      select e.id, e.site_id from enrolment e
      where e.voided_at is null and e.end_reason is distinct from 'withdrawn_data' and ${seenSql(tx, 'e')}),
    patients as (select site_id, count(*) as n from mine group by 1),
    visits as (
      select v.site_id, count(*) as done, count(*) filter (where v.complete) as complete,
        count(*) filter (where v.locked_at is not null) as locked
      from visit v join mine on mine.id = v.enrolment_id
      where v.voided_at is null and v.done_on is not null group by 1),
    signatures as (
      select g.site_id, count(*) as given, count(g.voided_at) as fallen, count(*) - count(g.voided_at) as standing
      from visit_signature g join mine on mine.id = g.enrolment_id group by 1),
    forms as (
      select n.site_id, count(*) as n, percentile_cont(0.5) within group (order by d.days) as median,
        count(*) filter (where d.days > ${LATE_DAYS}) as late
      from entry n join mine on mine.id = n.enrolment_id
      join visit v on v.id = n.visit_id and v.voided_at is null and v.done_on is not null
      join site s on s.id = n.site_id
      cross join lateral (select (n.created_at at time zone s.time_zone)::date - v.done_on as days) d
      where n.voided_at is null and n.saved_by like 'person:%' group by 1),
    queries as (
      select q.site_id, count(*) as n from data_query q left join entry n on n.id = q.entry_id
      join mine on mine.id = coalesce(n.enrolment_id, q.enrolment_id)
      where q.voided_at is null and n.voided_at is null and q.state <> 'closed' group by 1),
    ticks as (
      select x.site_id, count(*) filter (where x.stands) as verified, count(*) filter (where not x.stands) as stale
      from (select n.id, n.site_id, bool_or(t.values = n.values) as stands
        from source_verification t join entry n on n.id = t.entry_id and n.voided_at is null
        join mine on mine.id = n.enrolment_id
        where t.voided_at is null and t.items is null group by n.id, n.site_id) x group by 1)
    select s.code as site, p.n::int as patients, coalesce(v.done, 0)::int as done,
      coalesce(v.complete, 0)::int as complete, coalesce(g.standing, 0)::int as signed,
      coalesce(v.locked, 0)::int as locked, coalesce(g.given, 0)::int as signatures, coalesce(g.fallen, 0)::int as fallen,
      coalesce(f.n, 0)::int as forms, f.median::float8 as "delayMedian", coalesce(f.late, 0)::int as delayed,
      coalesce(q.n, 0)::int as "openQueries", coalesce(t.verified, 0)::int as verified,
      coalesce(t.stale, 0)::int as "verifiedStale"
    from patients p join site s on s.id = p.site_id
    left join visits v on v.site_id = s.id left join signatures g on g.site_id = s.id
    left join forms f on f.site_id = s.id left join queries q on q.site_id = s.id
    left join ticks t on t.site_id = s.id
    order by s.code limit 200`
}

function readQueries(tx: Tx): Promise<QueryQuality[]> {
  return tx.db.$queryRaw<QueryQuality[]>`
    select case when q.origin is null then 'persons' else 'checks' end as kind, q.state, count(*)::int as count,
      percentile_cont(0.5) within group (order by a.days)::float8 as "medianDays", max(a.days)::float8 as "mostDays"
    from data_query q
    left join entry n on n.id = q.entry_id
    join enrolment e on e.id = coalesce(n.enrolment_id, q.enrolment_id) and e.voided_at is null
    cross join lateral (select extract(epoch from coalesce(case when q.state = 'closed' then
      (select max(m.created_at) from data_query_message m where m.query_id = q.id and m.act = 'closed') end,
      ${tx.now}::timestamptz) - q.created_at) / 86400 as days) a
    where q.voided_at is null and n.voided_at is null and ${seenSql(tx, 'q')}
    group by 1, 2 order by 1, case q.state when 'open' then 1 when 'answered' then 2 else 3 end`
}

async function readSecond(tx: Tx): Promise<SecondQuality> {
  const [row] = await tx.db.$queryRaw<[Omit<SecondQuality, 'interval'>]>`
    select count(*) filter (where t.state = 'wanted')::int as wanted,
      count(*) filter (where t.state = 'agreed')::int as agreed,
      count(*) filter (where t.state = 'differs')::int as differs,
      count(*) filter (where t.state = 'resolved')::int as resolved,
      count(*) filter (where t.state = 'no_source')::int as "noSource",
      coalesce(sum(t.compared), 0)::int as compared, coalesce(sum(t.differing), 0)::int as differing
    from second_entry t join entry n on n.id = t.entry_id and n.voided_at is null
    where t.voided_at is null and ${seenSql(tx, 't')}`
  return { ...row, interval: row.compared === 0 ? null : wilson(row.differing, row.compared, 0.95) }
}

function readPassed(tx: Tx): Promise<PassedOver[]> {
  return tx.db.$queryRaw<PassedOver[]>`
    with forms as (
      select n.instrument, n.reasons, n.instrument_version from entry n
      join enrolment e on e.id = n.enrolment_id and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data'
      where n.voided_at is null and ${seenSql(tx, 'n')}),
    total as (select instrument, count(*) as n from forms group by 1)
    select f.instrument, max(f.instrument_version)::int as version, k as item, count(*)::int as count,
      max(total.n)::int as forms
    from forms f join total on total.instrument = f.instrument, jsonb_object_keys(f.reasons) k
    where f.reasons <> '{}'
    group by 1, 3 order by 4 desc, 1, 3 limit 20`
}

/** What one person has entered: forms saved last by them. */
export interface PersonQuality {
  readonly person: string
  readonly forms: number
  readonly items: number
  readonly missing: number
  readonly passed: number
  /** Saves after the first one. */
  readonly again: number
  readonly delayMedian: number | null
  readonly delayed: number
}

export async function readPeopleQuality(call: Call, study: string): Promise<PersonQuality[]> {
  return reading(
    call,
    'quality.read_people',
    { study },
    (tx) => tx.db.$queryRaw<PersonQuality[]>`
      select coalesce(p.display_name, n.saved_by) as person, count(*)::int as forms,
        sum((select count(*) from jsonb_object_keys(n.values)))::int as items,
        sum((select count(*) from jsonb_path_query(n.values, '$.*.missing')))::int as missing,
        sum((select count(*) from jsonb_object_keys(n.reasons)))::int as passed,
        sum(n.version - 1)::int as again,
        percentile_cont(0.5) within group (order by (n.created_at at time zone s.time_zone)::date - v.done_on)::float8
          as "delayMedian",
        count(*) filter (where (n.created_at at time zone s.time_zone)::date - v.done_on > ${LATE_DAYS})::int as delayed
      from ${livingJoined()}
      join site s on s.id = n.site_id
      left join person p on 'person:' || p.id = n.saved_by
      where n.voided_at is null and n.saved_by like 'person:%' and ${seenSql(tx, 'n')}
      group by n.saved_by, p.display_name order by 2 desc, 1 limit 100`,
    { timeoutMs: 60_000 },
  )
}
