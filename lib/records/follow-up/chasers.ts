import { Problem } from '@/lib/problem'
import { POLICY } from '@/lib/access/verbs'
import { Prisma } from '../generated/client'
import { studyOf, type Tx } from '../transaction'

/** Who may chase: whoever may record a call. */
const ROLES = [...POLICY['contact.add']]

export interface Chaser {
  readonly id: string
  readonly name: string
}

/** People who may chase in this study as of now, one row a person with the places; who left chases nobody any more. */
export function chasersSql(studyId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select p.id as person_id, p.display_name, bool_or(m.site_id is null) as everywhere,
      array_remove(array_agg(m.site_id), null) as sites
    from person p join membership m on m.person_id = p.id
    where p.disabled_at is null and m.ended_at is null and m.role = any (${ROLES}::text[])
      and (m.study_id is null or m.study_id = ${studyId})
    group by p.id`
}

/** The study at hand, for `chasersSql`. */
export function hereSql(tx: Tx): Prisma.Sql {
  return Prisma.sql`${studyOf(tx).id}::uuid`
}

/** Those who chase at one site, or at any within reach. */
export async function readChasers(tx: Tx, siteId?: string): Promise<Chaser[]> {
  const { sites } = tx.reach
  const places = siteId ? [siteId] : sites === '*' ? null : [...sites]
  return tx.db.$queryRaw<Chaser[]>`
    select k.person_id as id, k.display_name as name from (${chasersSql(hereSql(tx))}) k
    where k.everywhere or ${places ? Prisma.sql`k.sites && ${places}::uuid[]` : Prisma.sql`true`}
    order by 2, 1`
}

export async function checkChaser(tx: Tx, personId: string, siteId: string): Promise<void> {
  const chasers = await readChasers(tx, siteId)
  if (!chasers.some(({ id }) => id === personId))
    throw new Problem('invalid', { fields: [{ field: 'personId', code: 'chases_not_here' }] })
}
