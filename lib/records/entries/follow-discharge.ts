import type { Values } from '@/lib/codebook/item'
import { fromIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { replanVisits } from '../visits/plan-visits'

/** The day of discharge opens the day-3 visit of those who leave earlier: the schedule follows what is entered. */
export async function followDischarge(tx: Tx, enrolmentId: string): Promise<void> {
  const row = await tx.db.entry.findFirst({
    where: { enrolmentId, instrument: 'discharge', voidedAt: null },
    orderBy: { createdAt: 'desc' },
    select: { values: true },
  })
  const { discharge_date: day } = (row?.values ?? {}) as unknown as Values
  const enrolment = await loadEnrolment(tx, enrolmentId)
  const moved = await tx.db.enrolment.update({
    where: { id: enrolmentId },
    data: { dischargedOn: fromIsoDate(typeof day === 'string' ? day : null), version: { increment: 1 } },
  })
  await replanVisits(tx, moved, await readProtocol(tx, enrolment.protocolVersion))
}
