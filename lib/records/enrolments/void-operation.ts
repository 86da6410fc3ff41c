import { Problem } from '@/lib/problem'
import { findVisit } from '@/lib/protocol/protocol-read'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { toIsoDate } from '../dates'
import { writeVoid } from '../entries/void-row'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { clearAnchor } from './anchor'
import { loadEnrolment, lockEnrolment } from './enrolments'
import { refuseHeldLevels } from './held-records'
import { loadOperation } from './operations'

type Operation = Awaited<ReturnType<typeof loadOperation>>

/**
 * An operation that did not take place goes, with its own forms. What was seen at visits stays true, so it is
 * refused while records hang on the operation: they are corrected or moved first.
 */
export async function voidOperation(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'operation.void',
    { study },
    async (tx) => {
      await lockEnrolment(tx, (await loadOperation(tx, id)).enrolmentId)
      const row = await loadOperation(tx, id)
      if (row.version !== input.version) {
        throw new Problem('conflict', {
          extra: { current: { ...row, performedOn: toIsoDate(row.performedOn) } },
        })
      }
      const others = await tx.db.operation.findMany({
        where: { enrolmentId: row.enrolmentId, voidedAt: null, id: { not: id } },
      })
      if (row.relation === 'index') {
        if (others.length > 0) throw new Problem('not_now', { reason: 'later_operations' })
        await refuseHeldVisits(tx, row.enrolmentId)
      }
      const levels = others.map((other) => other.levels)
      await refuseHeldLevels(tx, row.enrolmentId, row.levels, levels)
      await voidForms(tx, row, input.reason)
      const { enrolmentId, ordinal } = row
      await tx.db.operation.update({
        where: { id },
        data: {
          voidedAt: tx.now,
          voidReason: input.reason,
          voidSeq: await tx.db.operation.count({ where: { enrolmentId, ordinal } }),
          version: { increment: 1 },
        },
      })
      if (row.relation === 'index') await clearAnchor(tx, enrolmentId)
      else await finishVisits(tx, enrolmentId)
      return { id, version: row.version + 1 }
    },
    { reason: input.reason },
  )
}

/** Without its anchor a visit after the operation has no place in time. */
async function refuseHeldVisits(tx: Tx, enrolmentId: string): Promise<void> {
  const { protocolVersion } = await loadEnrolment(tx, enrolmentId)
  const protocol = await readProtocol(tx, protocolVersion)
  const visits = await tx.db.visit.findMany({ where: { enrolmentId, voidedAt: null } })
  const anchored = visits.filter(({ code }) => {
    const plan = findVisit(protocol, code)
    return plan?.anchor === 'index_operation' && !plan.before
  })
  const entries = await tx.db.entry.count({
    where: { enrolmentId, voidedAt: null, visitId: { in: anchored.map(({ id }) => id) } },
  })
  if (entries > 0 || anchored.some((visit) => visit.doneOn !== null)) {
    throw new Problem('not_now', { reason: 'index_holds_records' })
  }
}

async function voidForms(tx: Tx, row: Operation, reason: string): Promise<void> {
  const { enrolmentId } = row
  const forms = await tx.db.entry.findMany({
    where: { enrolmentId, visitId: null, repeatKey: String(row.ordinal), voidedAt: null },
  })
  for (const form of forms) await writeVoid(tx, form, reason)
}
