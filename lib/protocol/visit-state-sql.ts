/**
 * The SQL of `visit-state.ts` for lists, PostgreSQL 15, over bare column names the query must provide:
 * opens, closes timestamptz · first_day, last_day date · grace_days int · done_on date · done_time time ·
 * ended_on date · zone text (IANA) · now timestamptz. Independent of the session's TimeZone.
 */
export const VISIT_STATE_SQL = `case
  when done_on is not null and done_time is null then case
    when done_on < first_day then 'done_early'
    when done_on > last_day then 'done_late'
    else 'done' end
  when done_on is not null then case
    when (done_on + done_time) at time zone zone < opens then 'done_early'
    when (done_on + done_time) at time zone zone >= closes then 'done_late'
    else 'done' end
  when ended_on is not null then case
    when last_day is null or ended_on <= last_day then 'will_not_happen'
    else 'missed' end
  when opens is null or now < opens then 'not_due'
  when closes is null or now < closes then 'open'
  when grace_days > 0 and (now at time zone zone)::date - last_day <= grace_days then 'late'
  else 'missed' end`

/** Calendar days to the last local day of the window; null without an end. */
export const DAYS_TO_CLOSE_SQL = `((closes - interval '1 minute') at time zone zone)::date - (now at time zone zone)::date`
