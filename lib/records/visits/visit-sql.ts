import { DAYS_TO_CLOSE_SQL, VISIT_STATE_SQL } from '@/lib/protocol/visit-state-sql'
import { Prisma } from '../generated/client'
import { seenSql } from '../scope'
import type { Tx } from '../transaction'

/** Visits within reach with their state as of now: one row a visit, columns as the callers of lists need them. */
export function visitsWithState(tx: Tx): Prisma.Sql {
  return Prisma.sql`
    select q.*, ${Prisma.raw(VISIT_STATE_SQL)} as state, ${Prisma.raw(DAYS_TO_CLOSE_SQL)} as days_to_close
    from (
      select v.id, v.enrolment_id, v.site_id, v.code, v.ordinal, v.scheduled, v.version, v.mode, v.complete, v.locked_at, v.target_on, v.opens, v.closes,
        v.first_day, v.last_day, v.grace_days, v.done_on, v.done_time::time as done_time,
        e.ended_on, e.end_reason, e.code as patient_code, e.ordinal as patient_ordinal, e.planned_arm, e.received_arm,
        e.protocol_version, e.index_operation_on, s.code as site_code, s.time_zone as zone, now() as now
      from visit v
      join enrolment e on e.id = v.enrolment_id
      join site s on s.id = v.site_id
      where ${seenSql(tx, 'v')} and v.voided_at is null and e.voided_at is null
    ) q`
}
