import type { Call } from '../call'
import { reading } from '../change'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import { allOf, findEnrolments, personSql, timeSql, type TimeAndPerson } from './filter'

/** Somebody was shown who a patient is, or looked for somebody. */
export interface AccessRow {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly actorName: string | null
  readonly verb: string
  readonly study: string
  readonly site: string
  /** Study code; null for a search that found nobody, and for who is not enrolled in the study. */
  readonly patient: string | null
  readonly found: boolean
}

export interface AccessFilter extends TimeAndPerson {
  /** Site code. */
  readonly site?: string | undefined
  readonly actor?: string | undefined
  readonly after?: string | undefined
}

const PAGE_SIZE = 50
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Who looked at which patient, and when; latest first. */
export async function listAccess(
  call: Call,
  filter: AccessFilter,
): Promise<{ rows: AccessRow[]; next: string | null }> {
  return reading(call, 'trail.read', 'across', async (tx) => {
    const { study, site, actor, patient, after } = filter
    const patients =
      patient === undefined ? null : (await findEnrolments(tx, filter)).map((one) => one.patientId)
    const at = Prisma.sql`(select c.at from access_event c where c.id = ${after ?? null}::uuid)`
    const where = allOf([
      seenSql(tx, 'v'),
      timeSql(Prisma.sql`v.at`, filter),
      personSql(Prisma.sql`v.actor`, filter.person),
      ...(study ? [Prisma.sql`y.slug = ${study}`] : []),
      ...(site ? [Prisma.sql`s.code = ${site}`] : []),
      ...(actor ? [Prisma.sql`v.actor = ${actor}`] : []),
      ...(patients ? [Prisma.sql`v.patient_id = any (${patients}::uuid[])`] : []),
      ...(after && ID.test(after)
        ? [Prisma.sql`v.at <= ${at} and (v.at < ${at} or v.id < ${after}::uuid)`]
        : []),
    ])
    const rows = await tx.db.$queryRaw<AccessRow[]>`
      select v.id, v.at, v.actor, p.display_name as "actorName", v.verb, y.slug as study, s.code as site,
        (select e.code from enrolment e where e.patient_id = v.patient_id and e.study_id = v.study_id
          order by e.voided_at nulls first limit 1) as patient,
        v.patient_id is not null as found
      from access_event v join study y on y.id = v.study_id join site s on s.id = v.site_id
      left join person p on 'person:' || p.id = v.actor
      where ${where}
      order by v.at desc, v.id desc limit ${PAGE_SIZE + 1}`
    const shown = rows.slice(0, PAGE_SIZE)
    return { rows: shown, next: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null }
  })
}
