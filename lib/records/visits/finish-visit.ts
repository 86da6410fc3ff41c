import { runChecks } from '../quality/run-checks'
import type { Tx } from '../transaction'
import { readForms } from './forms'

interface VisitKey {
  readonly id: string
  readonly enrolment_id: string
  readonly code: string
  readonly arm: string | null
  readonly protocol_version: number
  readonly complete: boolean
}

/**
 * Notes whether every required form of the patient's visits has what it asks, and judges the patient across them; run
 * after whatever changes that.
 */
export async function finishVisits(tx: Tx, enrolmentId: string): Promise<void> {
  const visits = await tx.db.$queryRaw<VisitKey[]>`
    select v.id, v.enrolment_id, v.code, coalesce(e.received_arm, e.planned_arm) as arm, e.protocol_version, v.complete
    from visit v join enrolment e on e.id = v.enrolment_id
    where v.enrolment_id = ${enrolmentId}::uuid and v.voided_at is null and v.done_on is not null`
  const forms = await readForms(tx, visits)
  for (const visit of visits) {
    const { required = 0, complete = 0 } = forms.get(visit.id) ?? {}
    const isComplete = complete >= required
    if (isComplete !== visit.complete) {
      await tx.db.visit.update({ where: { id: visit.id }, data: { complete: isComplete } })
    }
  }
  await runChecks(tx, enrolmentId)
}
