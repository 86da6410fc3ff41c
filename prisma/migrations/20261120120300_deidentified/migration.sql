-- What a researcher's transaction may read: no identity, no study code, no date, no free text.
-- Days count from the index operation (from enrolment where there was none).
-- The views run as the owner, on whom row security is forced, so the scope holds here too.

create schema deid;

create view deid.enrolment as
  select e.id, e.study_id, e.site_id, e.research_id, e.planned_arm, e.received_arm, e.protocol_version,
    e.index_operation_on is not null as operated,
    e.end_reason,
    e.ended_on - coalesce(e.index_operation_on, e.enrolled_on) as ended_day
  from enrolment e
  where e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';

create view deid.visit as
  select v.id, v.study_id, v.site_id, v.enrolment_id, v.code, v.ordinal, v.mode,
    v.done_on - coalesce(e.index_operation_on, e.enrolled_on) as day
  from visit v
  join enrolment e on e.id = v.enrolment_id
  where v.voided_at is null and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';

-- Texts and dates are the string values of an entry; numbers, codes and missing reasons stay.
create view deid.entry as
  select n.id, n.study_id, n.site_id, n.enrolment_id, v.code as visit, n.instrument, n.instrument_version,
    n.repeat_key, n.scores,
    (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(n.values)
      where jsonb_typeof(value) <> 'string') as values
  from entry n
  join enrolment e on e.id = n.enrolment_id
  left join visit v on v.id = n.visit_id
  where n.voided_at is null and e.voided_at is null and v.voided_at is null
    and e.end_reason is distinct from 'withdrawn_data';

create view deid.operation as
  select o.id, o.study_id, o.site_id, o.enrolment_id, o.ordinal, o.relation, o.planned_technique,
    o.received_technique, o.levels,
    o.performed_on - coalesce(e.index_operation_on, e.enrolled_on) as day
  from operation o
  join enrolment e on e.id = o.enrolment_id
  where o.voided_at is null and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';

create view deid.complication as
  select c.id, c.study_id, c.site_id, c.enrolment_id, c.type, c.level, c.status, c.source, c.rule_id,
    c.rule_version, c.definition_version, v.code as visit,
    c.detected_on - coalesce(e.index_operation_on, e.enrolled_on) as day
  from complication c
  join enrolment e on e.id = c.enrolment_id
  left join visit v on v.id = c.visit_id
  where c.voided_at is null and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';

grant usage on schema deid to suivi_deid;
grant select on all tables in schema deid to suivi_deid;
grant select on study, protocol_version, site to suivi_deid;
-- A comparison and an extract end in a receipt, written by the same transaction after the role is reset.
