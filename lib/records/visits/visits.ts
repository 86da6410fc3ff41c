import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { fromIsoDate, toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import { seenWhere } from '../scope'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'

export const MODES = ['in_person', 'telephone', 'video', 'self_report', 'record'] as const
export type Mode = (typeof MODES)[number]

export interface VisitDone {
  readonly doneOn: string
  readonly doneTime: string | null
  readonly mode: Mode
}

/** The visit of an id within reach; anything else does not exist. */
export async function loadVisit(tx: Tx, id: string) {
  const row = await tx.db.visit.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/** Says when and how the visit took place. */
export async function updateVisit(
  call: Call,
  study: string,
  id: string,
  input: VisitDone & { readonly version: number },
): Promise<Done> {
  return change(call, 'visit.update', { study }, async (tx) => {
    const row = await loadVisit(tx, id)
    if (row.version !== input.version) {
      throw new Problem('conflict', {
        extra: {
          current: {
            version: row.version,
            doneOn: toIsoDate(row.doneOn),
            doneTime: row.doneTime,
            mode: row.mode,
          },
        },
      })
    }
    await markDone(tx, row, input)
    return { id, version: row.version + 1 }
  })
}

interface VisitRow {
  readonly id: string
  readonly siteId: string
  readonly enrolmentId: string
}

/** Writes the date of a visit after checking that it can be one. */
export async function markDone(tx: Tx, visit: VisitRow, done: VisitDone): Promise<void> {
  await refuseFuture(tx, visit.siteId, 'doneOn', done.doneOn)
  const enrolment = await loadEnrolment(tx, visit.enrolmentId)
  if (enrolment.endReason === 'died' && enrolment.endedOn && done.doneOn > toIsoDate(enrolment.endedOn)) {
    throw invalidField('doneOn', 'after_death')
  }
  await tx.db.visit.update({
    where: { id: visit.id },
    data: {
      doneOn: fromIsoDate(done.doneOn),
      doneTime: done.doneTime,
      mode: done.mode,
      version: { increment: 1 },
    },
  })
}

/** A visit nobody planned: U1, U2 … It has no window and asks what the person chooses to enter. */
export async function addUnscheduledVisit(
  call: Call,
  study: string,
  enrolmentId: string,
  done: VisitDone,
): Promise<Done> {
  const id = newId()
  return change(call, 'visit.add', { study }, async (tx) => {
    const enrolment = await loadEnrolment(tx, enrolmentId)
    await refuseFuture(tx, enrolment.siteId, 'doneOn', done.doneOn)
    // The enrolment is locked so that two nurses never make the same U-number.
    await tx.db.$queryRaw`select id from enrolment where id = ${enrolmentId}::uuid for update`
    const count = await tx.db.visit.count({ where: { enrolmentId, scheduled: false } })
    await tx.db.visit.create({
      data: {
        id,
        siteId: enrolment.siteId,
        studyId: enrolment.studyId,
        enrolmentId,
        code: `U${count + 1}`,
        ordinal: 100 + count + 1,
        scheduled: false,
        doneOn: fromIsoDate(done.doneOn),
        doneTime: done.doneTime,
        mode: done.mode,
      },
    })
    return { id, version: 1 }
  })
}

/** The visits of an enrolment by code. */
export async function listVisitIds(tx: Tx, enrolmentId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.db.visit.findMany({
    where: { enrolmentId, voidedAt: null, ...seenWhere(tx) },
    select: { id: true, code: true },
  })
  return new Map(rows.map(({ id, code }) => [code, id]))
}
