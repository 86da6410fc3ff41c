import { Problem } from '@/lib/problem'
import { seesArm } from '@/lib/protocol/blinding'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { seesArmOf, seesArms } from './sight'

/**
 * Opens the arm of one patient to the ward, because it has to know. Who judges outcomes stays blind, whatever else
 * that person is in the study.
 */
export async function unblind(
  call: Call,
  study: string,
  enrolmentId: string,
  input: { readonly reason: string; readonly urgent: boolean },
): Promise<Done> {
  const work = async (tx: Tx) => {
    await lockEnrolment(tx, enrolmentId)
    const enrolment = await loadEnrolment(tx, enrolmentId)
    const refuse = (reason: string) => new Problem('not_now', { reason })
    if (enrolment.plannedArm === null) throw refuse('no_arm_yet')
    if (await seesArmOf(tx, enrolmentId)) throw refuse('arm_not_hidden')
    const { followUpClosed, slug, protocolVersion } = studyOf(tx)
    const protocol = await readProtocol(tx, protocolVersion)
    if (!seesArm(tx.call.actor, protocol, { slug, followUpClosed }, true)) throw refuse('stays_blind')
    const id = newId()
    await tx.db.unblinding.create({
      data: {
        id,
        siteId: enrolment.siteId,
        studyId: enrolment.studyId,
        enrolmentId,
        urgent: input.urgent,
        reason: input.reason,
        toldTo: tx.call.actor.id,
      },
    })
    return { id, version: 1 }
  }
  return change(call, 'unblinding.add', { study }, work, { reason: input.reason })
}

export interface UnblindingOf {
  readonly id: string
  readonly at: Date
  /** The day at the site. */
  readonly on: string
  readonly by: string
  readonly urgent: boolean
  /** Null for who is blinded still. */
  readonly reason: string | null
}

/** Every time the arm of this patient was opened. */
export async function readUnblindings(tx: Tx, enrolmentId: string): Promise<UnblindingOf[]> {
  const sees = await seesArmOf(tx, enrolmentId)
  return tx.db.$queryRaw<UnblindingOf[]>`
    select u.id, u.created_at as at, (u.created_at at time zone s.time_zone)::date::text as "on", coalesce(p.display_name, u.told_to) as by, u.urgent,
      case when ${sees} then u.reason end as reason
    from unblinding u join site s on s.id = u.site_id left join person p on u.told_to = 'person:' || p.id
    where u.enrolment_id = ${enrolmentId}::uuid and u.voided_at is null order by u.created_at`
}

/** May the actor open the arm of a patient of the study at all: it is hidden, and not because outcomes are judged. */
export async function mayUnblind(tx: Tx): Promise<boolean> {
  if (await seesArms(tx)) return false
  const study = studyOf(tx)
  return seesArm(tx.call.actor, await readProtocol(tx, study.protocolVersion), study, true)
}
