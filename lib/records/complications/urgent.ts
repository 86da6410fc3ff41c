import type { Role } from '@/lib/access/verbs'
import { ageInHours, findLevel, hoursForRoles, type EscalationLevel } from '@/lib/protocol/escalation'
import type { Call } from '../call'
import { reading } from '../change'
import { seenSql } from '../scope'

export interface UrgentCount {
  /** Urgent alerts that nobody has taken notice of and that are old enough for the caller to be told everywhere. */
  readonly open: number
  readonly level: EscalationLevel
  readonly oldestHours: number
}

/** A count and an age: no patient is named, so that an administrator may be told. Null when there is nothing to tell. */
export async function countUrgent(call: Call, study: string): Promise<UrgentCount | null> {
  const roles = call.actor.memberships
    .filter((one) => one.study === null || one.study.slug === study)
    .map(({ role }): Role => role)
  const hours = hoursForRoles(roles)
  if (hours === null) return null
  return reading(call, 'alert.count', { study }, async (tx) => {
    const [row] = await tx.db.$queryRaw<{ open: number; oldest: Date | null }[]>`
      select count(*)::int as open, min(a.created_at) as oldest from alert a
      where ${seenSql(tx, 'a')} and a.urgent and a.acknowledged_at is null and a.voided_at is null
        and a.created_at <= ${tx.now}::timestamptz - make_interval(hours => ${hours}::int)
        and exists (select 1 from enrolment e where e.id = a.enrolment_id and e.voided_at is null)`
    if (!row?.oldest) return null
    const oldestHours = ageInHours(row.oldest, tx.now)
    return { open: row.open, level: findLevel(oldestHours), oldestHours }
  })
}
