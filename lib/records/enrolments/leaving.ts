import { invalidField, Problem } from '@/lib/problem'
import { toIsoDate } from '../dates'
import { refuseAfterDeath } from './death'

interface Ended {
  readonly endReason: string | null
  readonly endedOn: Date | null
  readonly diedOn: string | null
}

/**
 * A visit on this day fits how the patient left. Nobody is seen after death. Whoever withdrew from follow-up is not asked
 * any more: what came before may still be entered. Whoever was lost and comes is found, which is said first. Adverse
 * events, complications and the death itself belong to no visit and are never refused here.
 */
export function refuseAfterLeaving(enrolment: Ended, field: string, date: string): void {
  refuseWithdrawnData(enrolment)
  refuseAfterDeath(enrolment, field, date)
  const endedOn = toIsoDate(enrolment.endedOn)
  if (endedOn === null || date <= endedOn) return
  if (enrolment.endReason === 'withdrawn_follow_up') throw invalidField(field, 'after_withdrawal')
  if (enrolment.endReason === 'lost') throw invalidField(field, 'after_loss')
}

/** Whose data may not be used gives no more of them. */
export function refuseWithdrawnData({ endReason }: Pick<Ended, 'endReason'>): void {
  if (endReason === 'withdrawn_data') throw new Problem('not_now', { reason: 'data_withdrawn' })
}
