import { invalidField, Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { seenSql, seenWhere } from '../scope'
import type { Tx } from '../transaction'
import { chasersSql, checkChaser, hereSql, readChasers, type Chaser } from './chasers'

export interface Handover {
  /** Null gives the patient back: nobody's. */
  readonly personId: string | null
  readonly note: string | null
}

/** Says who chases a patient from now on. Who did before, and why it changed, stands in the trail. */
export async function handOver(
  call: Call,
  study: string,
  enrolmentId: string,
  input: Handover & { readonly version: number },
): Promise<Done> {
  return change(
    call,
    'chasing.hand_over',
    { study },
    async (tx) => {
      // Of two who take a patient at once the later one is told who was first.
      await lockEnrolment(tx, enrolmentId)
      const { siteId, studyId } = await loadEnrolment(tx, enrolmentId)
      if (input.personId) await checkChaser(tx, input.personId, siteId)
      const row = await tx.db.chasingOwner.findFirst({ where: { enrolmentId, voidedAt: null } })
      if ((row?.version ?? 0) !== input.version) {
        throw new Problem('conflict', { extra: { current: await describeOwner(tx, row) } })
      }
      const data = { personId: input.personId, note: input.note, givenBy: tx.call.actor.id }
      if (!row) {
        const id = newId()
        await tx.db.chasingOwner.create({ data: { id, siteId, studyId, enrolmentId, ...data } })
        return { id, version: 1 }
      }
      await tx.db.chasingOwner.update({ where: { id: row.id }, data: { ...data, version: { increment: 1 } } })
      return { id: row.id, version: row.version + 1 }
    },
    { reason: input.note ?? undefined },
  )
}

async function describeOwner(tx: Tx, row: { personId: string | null; version: number } | null) {
  const person = row?.personId
    ? await tx.db.person.findUnique({ where: { id: row.personId }, select: { displayName: true } })
    : null
  return { personId: row?.personId ?? null, name: person?.displayName ?? null, version: row?.version ?? 0 }
}

export interface ChaserLoad extends Chaser {
  /** Patients in follow-up whom this person chases. */
  readonly patients: number
  /** May no longer chase here: what is left is to be handed over. */
  readonly gone: boolean
}

/** Who chases how many patients of the study within reach; whoever left and still stands for some comes last. */
export async function listChasers(call: Call, study: string): Promise<ChaserLoad[]> {
  return reading(call, 'chasing.list', { study }, async (tx) => {
    const held = await tx.db.$queryRaw<{ id: string; name: string; patients: number }[]>`
      select o.person_id as id, p.display_name as name, count(*)::int as patients
      from chasing_owner o join enrolment e on e.id = o.enrolment_id join person p on p.id = o.person_id
      where ${seenSql(tx, 'o')} and o.voided_at is null and e.voided_at is null and e.ended_on is null
      group by 1, 2 order by 2, 1`
    const chasers = await readChasers(tx)
    const here = chasers.map(({ id, name }) => ({
      id,
      name,
      patients: held.find((one) => one.id === id)?.patients ?? 0,
      gone: false,
    }))
    const gone = held.filter(({ id }) => !chasers.some((one) => one.id === id))
    return [...here, ...gone.map((one) => ({ ...one, gone: true }))]
  })
}

/** No more than this goes in one transaction; the rest is handed over by doing it again. */
const HAND_OVER_MOST = 1_000

export interface HandoverOfAll extends Handover {
  readonly from: string
  /** As many as were shown before; another number now is a conflict. */
  readonly patients: number
}

/** Hands over every patient whom a person chases in this study, within reach: holidays, and when somebody leaves. */
export async function handOverAll(call: Call, study: string, input: HandoverOfAll): Promise<Done> {
  return change(
    call,
    'chasing.hand_over',
    { study },
    async (tx) => {
      if (input.personId === input.from) throw invalidField('personId', 'same_person')
      const rows = await tx.db.$queryRaw<{ id: string; site_id: string }[]>`
        select o.id, o.site_id from chasing_owner o join enrolment e on e.id = o.enrolment_id
        where ${seenSql(tx, 'o')} and o.voided_at is null and e.voided_at is null and e.ended_on is null
          and o.person_id = ${input.from}::uuid
        order by o.id for update of o`
      if (rows.length === 0) throw new Problem('not_found')
      if (rows.length !== input.patients) {
        throw new Problem('conflict', { reason: 'handover_count', extra: { patients: rows.length } })
      }
      const moved = rows.slice(0, HAND_OVER_MOST)
      if (input.personId) {
        for (const siteId of new Set(moved.map((row) => row.site_id)))
          await checkChaser(tx, input.personId, siteId)
      }
      await tx.db.chasingOwner.updateMany({
        where: { id: { in: moved.map(({ id }) => id) }, ...seenWhere(tx) },
        data: {
          personId: input.personId,
          note: input.note,
          givenBy: tx.call.actor.id,
          version: { increment: 1 },
        },
      })
      return { id: input.from, version: moved.length }
    },
    { reason: input.note ?? undefined },
  )
}

export const OWNERS = ['mine', 'nobody'] as const
export type OwnerChoice = (typeof OWNERS)[number]

/**
 * Joins the owner to rows `w` of `visitsWithState`: o.person_id and so on; `k` is the owner who may still chase at
 * the patient's site.
 */
export function ownerSql(tx: Tx): Prisma.Sql {
  return Prisma.sql`left join chasing_owner o on o.enrolment_id = w.enrolment_id and o.voided_at is null
    left join (${chasersSql(hereSql(tx))}) k on k.person_id = o.person_id and (k.everywhere or w.site_id = any (k.sites))`
}

/** Who stands for nobody: the patients of whoever left are nobody's. */
export function ownerFilterSql(tx: Tx, owner: OwnerChoice | undefined): Prisma.Sql {
  if (owner === 'nobody') return Prisma.sql`and k.person_id is null`
  if (owner === 'mine') return Prisma.sql`and k.person_id = ${tx.call.actor.personId}::uuid`
  return Prisma.empty
}
