import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPrismaSchema, type TableShape } from '../support/prisma-schema'
import { openRegistry, type Registry } from '../support/registry'

/** Closed lists. A new table is clinical until somebody adds it here and says why. */
// A draft of a protocol is none yet: the trail keeps what is published.
const NO_TRAIL = [
  'draft',
  'protocol_draft',
  'self_report_draft',
  'session',
  'sign_in_attempt',
  'idempotency_key',
  'job',
]
// Read before it is known what somebody may see; they name no patient.
const ADMINISTRATION = ['membership', 'study_site', 'protocol_version', 'site', 'study', 'person']
const LOGS = ['access_event', 'trail']
const TRAIL = ['trail', 'trail_payload', 'trail_head']
// By how much dates of an enrolment are moved; the trail's images would show it, so it has none.
const SECRET = ['date_shift']

let registry: Registry
let clinical: string[]
let all: string[]

beforeAll(async () => {
  registry = await openRegistry()
  const scoped = await registry.asSuper<{ name: string }>(`
    select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
      and a.attname in ('site_id', 'study_id') order by 1`)
  const without = new Set([...NO_TRAIL, ...ADMINISTRATION, ...LOGS])
  clinical = scoped.map((row) => row.name).filter((name) => !without.has(name))
  const tables = await registry.asSuper<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and relname <> '_prisma_migrations' order by 1`)
  all = tables.map((row) => row.name)
})
afterAll(() => registry.close())

async function listGrants(role: string): Promise<string[]> {
  const rows = await registry.asSuper<{ grant: string }>(
    `select n.nspname || '.' || c.relname || ' ' || p.right as grant
     from pg_class c join pg_namespace n on n.oid = c.relnamespace,
       unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p("right")
     where n.nspname in ('public', 'deid') and c.relkind in ('r', 'p', 'v', 'm')
       and has_table_privilege($1, c.oid, p.right) order by 1`,
    [role],
  )
  return rows.map((row) => row.grant)
}

describe('every clinical table', () => {
  it('is found: the list is that of the design', () => {
    expect(clinical).toEqual([
      'adjudication_vote',
      'alert',
      'allocation',
      'allocation_list',
      'brake_release',
      'calendar_feed',
      'chasing_owner',
      'comparison',
      'complication',
      'contact',
      'data_freeze',
      'data_freeze_chunk',
      'data_query',
      'data_query_message',
      'enrolment',
      'entry',
      'extract',
      'instrument_draft',
      'instrument_version',
      'operation',
      'patient',
      'patient_identity',
      'patient_merge',
      'patient_phone',
      'patient_token',
      'rule_choice',
      'screening',
      'second_entry',
      'self_report',
      'self_report_link',
      'source_verification',
      'unblinding',
      'visit',
      'visit_signature',
    ])
  })

  it('has row security enabled, forced, and a policy that reads and checks', async () => {
    const rows = await registry.asSuper<{ name: string; on: boolean; forced: boolean; policies: number }>(
      `select c.relname as name, c.relrowsecurity as "on", c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polcmd = '*'
           and p.polqual is not null and p.polwithcheck is not null) as policies
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname = any ($1) order by 1`,
      [[...clinical, 'access_event']],
    )
    expect(rows).toHaveLength(clinical.length + 1)
    for (const row of rows) expect(row).toEqual({ name: row.name, on: true, forced: true, policies: 1 })
  })

  it('has the deferred trail trigger on insert and update, enabled; so has administration', async () => {
    const rows = await registry.asSuper<{ name: string }>(
      `select c.relname as name from pg_trigger g join pg_class c on c.oid = g.tgrelid
       where g.tgname = 'trail' and g.tgdeferrable and g.tginitdeferred and g.tgenabled = 'O'
         and g.tgfoid = 'trail_append()'::regprocedure and pg_get_triggerdef(g.oid) like '%AFTER INSERT OR UPDATE%'
         and pg_get_triggerdef(g.oid) not like '%WHEN (%' order by 1`,
    )
    expect(rows.map((row) => row.name)).toEqual([...clinical, ...ADMINISTRATION].sort())
  })

  it('leaves no table unaccounted for', () => {
    const known = [...clinical, ...NO_TRAIL, ...ADMINISTRATION, ...LOGS, ...TRAIL, ...SECRET, 'instance']
    expect(all.filter((name) => !known.includes(name))).toEqual([])
  })

  it('carries site and study, and what may be voided says when, why and makes room', async () => {
    const rows = await registry.asSuper<{ name: string; columns: string[] }>(
      `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
       where table_schema = 'public' and table_name = any ($1) group by 1`,
      [clinical],
    )
    const ofStudy = [
      'extract',
      'comparison',
      'data_freeze',
      'data_freeze_chunk',
      'instrument_draft',
      'instrument_version',
      'rule_choice',
      'allocation_list',
      'allocation',
    ]
    for (const { name, columns } of rows) {
      expect(columns).toContain('study_id')
      if (ofStudy.includes(name)) continue
      expect(columns).toEqual(expect.arrayContaining(['site_id', 'voided_at', 'void_reason', 'void_seq']))
    }
  })
})

describe('database roles', () => {
  it('are no superuser, bypass nothing and make nothing', async () => {
    const rows = await registry.asSuper(
      `select rolname as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as mighty,
         has_schema_privilege(rolname, 'public', 'create') as makes
       from pg_roles where rolname in ('suivi_app', 'suivi_deid', 'suivi_worker') order by 1`,
    )
    expect(rows).toEqual(
      ['suivi_app', 'suivi_deid', 'suivi_worker'].map((name) => ({ name, mighty: false, makes: false })),
    )
    const owned = await registry.asSuper(
      `select relname from pg_class where relowner in (select oid from pg_roles where rolname in
         ('suivi_app', 'suivi_deid', 'suivi_worker'))`,
    )
    expect(owned).toEqual([])
  })

  it('suivi_app neither deletes clinical rows nor writes the trail', async () => {
    const grants = (await listGrants('suivi_app')).filter((grant) => grant.startsWith('public.'))
    const tables = (right: string) =>
      grants.filter((grant) => grant.endsWith(` ${right}`)).map((grant) => grant.slice(7, -right.length - 1))
    expect(tables('DELETE')).toEqual([
      'draft',
      'idempotency_key',
      'self_report_draft',
      'session',
      'sign_in_attempt',
    ])
    expect([...tables('TRUNCATE'), ...tables('REFERENCES'), ...tables('TRIGGER')]).toEqual([])
    for (const table of TRAIL) expect(grants).toContain(`public.${table} SELECT`)
    expect(grants.filter((grant) => /^public\.trail\w* (INSERT|UPDATE)/.test(grant))).toEqual([])
    expect(tables('UPDATE').filter((table) => LOGS.includes(table) || table === 'instance')).toEqual([])
  })

  it('suivi_deid reads de-identified views and what describes a study, and writes nothing', async () => {
    expect(await listGrants('suivi_deid')).toEqual([
      'deid.complication SELECT',
      'deid.date SELECT',
      'deid.enrolment SELECT',
      'deid.entry SELECT',
      'deid.operation SELECT',
      'deid.visit SELECT',
      'public.instrument_version SELECT',
      'public.protocol_version SELECT',
      'public.site SELECT',
      'public.study SELECT',
    ])
    const functions = await registry.asSuper(
      `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and prorettype <> 'trigger'::regtype and has_function_privilege('suivi_deid', oid, 'execute')`,
    )
    expect(functions).toEqual([])
  })

  it('the application is refused what it has no grant for', async () => {
    const refused = [
      'delete from entry',
      'truncate patient',
      `update trail set actor = 'x'`,
      'delete from trail_payload',
      `insert into trail_head values ('x', 1, 'y')`,
      'create table of_mine (n int)',
      'alter table entry disable trigger trail',
      'alter table entry disable row level security',
      'drop policy scope on entry',
      `set session_replication_role = 'replica'`,
    ]
    for (const sql of refused) await expect(registry.asApp(sql), sql).rejects.toMatchObject({ code: '42501' })
  })
})

async function readCatalog(): Promise<Record<string, TableShape>> {
  const columns = await registry.asSuper<{
    table: string
    name: string
    type: string
    nullable: boolean
    hasDefault: boolean
  }>(
    `select c.relname as "table", a.attname as name, t.typname as type, not a.attnotnull as nullable,
       a.atthasdef as "hasDefault"
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
     where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped`,
    [all],
  )
  const indexes = await registry.asSuper<{ table: string; primary: boolean; columns: string[] }>(
    `select c.relname as "table", i.indisprimary as primary,
       (select array_agg(a.attname::text order by k.ord) from unnest(i.indkey) with ordinality k(num, ord)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid where i.indisunique and c.relname = any ($1)`,
    [all],
  )
  return Object.fromEntries(
    all.map((table) => {
      const own = indexes.filter((index) => index.table === table)
      return [
        table,
        {
          columns: Object.fromEntries(
            columns
              .filter((column) => column.table === table)
              .map(({ name, type, nullable, hasDefault }) => [name, { type, nullable, hasDefault }]),
          ),
          primary: own.find((index) => index.primary)?.columns.join(',') ?? '',
          uniques: own
            .filter((index) => !index.primary)
            .map((index) => index.columns.join(','))
            .sort(),
        },
      ]
    }),
  )
}

describe('schema.prisma', () => {
  it('says what the catalog says: tables, columns, types, nulls, defaults, keys', async () => {
    const catalog = await readCatalog()
    const schema = readPrismaSchema()
    expect(Object.keys(schema).sort()).toEqual(Object.keys(catalog).sort())
    expect(schema).toEqual(catalog)
  })
})
