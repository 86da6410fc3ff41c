import type pg from 'pg'

/** A table as a backup knows it. */
export interface Table {
  readonly schema: string
  readonly name: string
  /** Those that hold data of their own, in the order of the table. */
  readonly columns: readonly string[]
}

export interface Reference {
  readonly constraint: string
  readonly from: string
  readonly to: string
}

/** What is true of a moment or of a machine, not of a patient; see docs/decisions/0013-backup.md. */
export const LEFT_OUT = ['public.draft', 'public.job', 'public.session', 'public.sign_in_attempt']
const BOOKKEEPING = 'public._prisma_migrations'

export function nameOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${schema}.${name}`
}

export function quoteName({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${quote(schema)}.${quote(name)}`
}

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

export function listColumns({ columns }: Table): string {
  return columns.map(quote).join(', ')
}

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`

/** Every table but the migrations' own, as the catalog has them. */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname as schema, c.relname as name,
      (select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${OURS} order by 1, 2`)
  return rows.filter((table) => nameOf(table) !== BOOKKEEPING)
}

export interface Sequence {
  readonly schema: string
  readonly name: string
}

export async function listSequences(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${OURS} order by 1, 2`)
  return rows
}

export async function listReferences(client: pg.Client): Promise<Reference[]> {
  const { rows } = await client.query<Reference>(`
    select k.conname as "constraint", fn.nspname || '.' || f.relname as "from", tn.nspname || '.' || t.relname as "to"
    from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_namespace fn on fn.oid = f.relnamespace
      join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
    where k.contype = 'f' and k.conrelid <> k.confrelid and k.conparentid = 0 order by 1, 2`)
  return rows
}

export interface LoadOrder {
  readonly order: readonly string[]
  /** References that stand in a circle: they can only be checked once everything is loaded. */
  readonly late: readonly Reference[]
}

/** Tables in an order in which each row finds the rows it refers to. */
export function orderTables(names: readonly string[], references: readonly Reference[]): LoadOrder {
  const order: string[] = []
  const late: Reference[] = []
  const waiting = new Set(names)
  const blocking = (name: string) =>
    references.filter(({ from, to }) => from === name && to !== name && waiting.has(to))
  while (waiting.size > 0) {
    const [first] = waiting
    const next = [...waiting].find((name) => blocking(name).length === 0) ?? (first as string)
    late.push(...blocking(next))
    order.push(next)
    waiting.delete(next)
  }
  return { order, late }
}
