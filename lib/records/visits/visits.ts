import type { MODES } from '@/lib/contracts/enrolments'
import { Problem, invalidField } from '@/lib/problem'
import { findVisit } from '@/lib/protocol/protocol-read'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { fromIsoDate, toIsoDate } from '../dates'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { refuseAfterLeaving } from '../enrolments/leaving'
import { newId } from '../ids'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { refuseFuture } from '../studies/today'
import type { Tx } from '../transaction'

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

/** Writes the date of a visit after checking that it can be one. */
export async function markDone(
  tx: Tx,
  visit: { readonly id: string; readonly enrolmentId: string; readonly code: string },
  done: VisitDone,
): Promise<void> {
  const enrolment = await loadEnrolment(tx, visit.enrolmentId)
  await checkDate(tx, enrolment, done.doneOn)
  await refuseWrongSide(tx, enrolment, visit.code, done.doneOn)
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

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

/** A visit that follows the operation does not come before it, nor the one before it after; early is something else. */
async function refuseWrongSide(tx: Tx, enrolment: Enrolment, code: string, doneOn: string) {
  const plan = findVisit(await readProtocol(tx, enrolment.protocolVersion), code)
  const operatedOn = toIsoDate(enrolment.indexOperationOn)
  if (!plan || operatedOn === null) return
  if (plan.before && doneOn > operatedOn) throw invalidField('doneOn', 'after_index_operation')
  const follows = plan.anchor === 'index_operation' && plan.window.from > 0
  if (follows && doneOn < operatedOn) throw invalidField('doneOn', 'before_index_operation')
}

/** Nobody is seen tomorrow, or after leaving. */
async function checkDate(tx: Tx, enrolment: Enrolment, doneOn: string): Promise<void> {
  await refuseFuture(tx, enrolment.siteId, 'doneOn', doneOn)
  refuseAfterLeaving(enrolment, 'doneOn', doneOn)
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
    // Or two nurses would make the same U-number.
    await lockEnrolment(tx, enrolmentId)
    const enrolment = await loadEnrolment(tx, enrolmentId)
    await checkDate(tx, enrolment, done.doneOn)
    // Planned visits, whose codes are small letters, may have left the plan too: those are not counted.
    const count = await tx.db.visit.count({ where: { enrolmentId, code: { startsWith: 'U' } } })
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
