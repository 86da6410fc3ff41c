import { Prisma } from '../generated/client'
import type { Tx } from '../transaction'

/** What trail and access events are searched by. */
export interface TimeAndPerson {
  /** Days, both included, by the clock of the registry's pages. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Part of a name, a user name, or an actor as the trail writes it ("cli:backup"). */
  readonly person?: string | undefined
  /** Slug. */
  readonly study?: string | undefined
  /** Study code of a patient. */
  readonly patient?: string | undefined
}

/** The pages show instants by this clock; sites of other zones read it too. */
const CLOCK = 'Asia/Shanghai'
const TABLE = /^[a-z_]+$/

export function timeSql(column: Prisma.Sql, { from, to }: TimeAndPerson): Prisma.Sql {
  const parts = [
    ...(from ? [Prisma.sql`${column} >= (${from}::date)::timestamp at time zone ${CLOCK}`] : []),
    ...(to ? [Prisma.sql`${column} < (${to}::date + 1)::timestamp at time zone ${CLOCK}`] : []),
  ]
  return allOf(parts)
}

export function personSql(column: Prisma.Sql, person: string | undefined): Prisma.Sql {
  if (!person) return Prisma.sql`true`
  const part = `%${person.replace(/[\\%_]/g, '\\$&')}%`
  return Prisma.sql`(${column} = ${person} or ${column} in (select 'person:' || h.id from person h
    where h.username = ${person.toLowerCase()} or h.display_name ilike ${part}))`
}

export function allOf(parts: readonly Prisma.Sql[]): Prisma.Sql {
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join([...parts], ' and ')
}

export interface FoundEnrolment {
  readonly id: string
  readonly patientId: string
  readonly studyId: string
}

const ENROLMENTS_AT_MOST = 50

/** Enrolments that carry the code, in the studies within reach. */
export async function findEnrolments(tx: Tx, { patient, study }: TimeAndPerson): Promise<FoundEnrolment[]> {
  const { studies } = tx.reach
  return tx.db.$queryRaw<FoundEnrolment[]>`
    select e.id, e.patient_id as "patientId", e.study_id as "studyId"
    from enrolment e join study y on y.id = e.study_id
    where upper(e.code) = ${(patient ?? '').normalize('NFKC').trim().toUpperCase()}
      and ${studies === '*' ? Prisma.sql`true` : Prisma.sql`e.study_id = any (${[...studies]}::uuid[])`}
      and ${study ? Prisma.sql`y.slug = ${study}` : Prisma.sql`true`}
    limit ${ENROLMENTS_AT_MOST}`
}

/** Ids of every row that hangs under the patients: the catalog says which tables have any. */
export async function listRowsOf(tx: Tx, enrolments: readonly FoundEnrolment[]): Promise<string[]> {
  const ids = enrolments.map((one) => one.id)
  const patients = enrolments.map((one) => one.patientId)
  const tables = await tx.db.$queryRaw<{ name: string; column: string }[]>`
    select c.table_name as name, c.column_name as "column" from information_schema.columns c
    join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
    join pg_trigger g on g.tgrelid = t.oid and g.tgname = 'trail'
    where c.table_schema = 'public' and c.column_name in ('enrolment_id', 'patient_id')`
  const parts = tables
    .filter(({ name }) => TABLE.test(name))
    .map(({ name, column }) => {
      const wanted = column === 'enrolment_id' ? ids : patients
      return Prisma.sql`select id from ${Prisma.raw(`"${name}"`)}
        where ${Prisma.raw(`"${column}"`)} = any (${wanted}::uuid[])`
    })
  const rows = await tx.db.$queryRaw<{ id: string }[]>(Prisma.join(parts, ' union '))
  return [...new Set([...ids, ...patients, ...rows.map(({ id }) => id)])]
}
