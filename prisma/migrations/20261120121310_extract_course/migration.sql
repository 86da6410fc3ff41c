-- Death and the end of treatment leave like every other date; why somebody died in words does not.
create or replace view deid.enrolment as
  select e.id, e.study_id, e.site_id, e.research_id, e.planned_arm, e.received_arm, e.protocol_version,
    e.index_operation_on is not null as operated,
    e.end_reason,
    e.ended_on - coalesce(e.index_operation_on, e.enrolled_on) as ended_day,
    e.death_relation
  from enrolment e
  where e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';

create or replace view deid.date as
  with told as (
    select e.id as enrolment_id, e.study_id, e.site_id, e.id as row_id, d.item, d.value::text as value
    from enrolment e
    cross join lateral (values ('enrolled', e.enrolled_on), ('randomised', e.randomised_on),
      ('first_treatment', e.first_treatment_on), ('index_operation', e.index_operation_on),
      ('discharged', e.discharged_on), ('treatment_ended', e.treatment_ended_on), ('ended', e.ended_on)) d (item, value)
    union all
    select e.id, e.study_id, e.site_id, e.id, 'died', e.died_on from enrolment e
    union all
    select v.enrolment_id, v.study_id, v.site_id, v.id, 'visit', v.done_on::text from visit v
    where v.voided_at is null
    union all
    select o.enrolment_id, o.study_id, o.site_id, o.id, 'operation', o.performed_on::text from operation o
    where o.voided_at is null
    union all
    select c.enrolment_id, c.study_id, c.site_id, c.id, 'complication', c.detected_on::text from complication c
    where c.voided_at is null
    union all
    select n.enrolment_id, n.study_id, n.site_id, n.id, d.key, d.value
    from entry n
    left join visit v on v.id = n.visit_id
    cross join lateral jsonb_each_text(n.values) d
    where n.voided_at is null and v.voided_at is null and jsonb_typeof(n.values -> d.key) = 'string'
      and d.value ~ '^(19|20|21)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$'
  )
  select t.enrolment_id, t.study_id, t.site_id, t.row_id, t.item,
    deid.day_of(t.value) - coalesce(e.index_operation_on, e.enrolled_on) as day,
    deid.shift(t.value, s.days) as shifted,
    left(t.value, 7) as month
  from told t
  join enrolment e on e.id = t.enrolment_id
  join date_shift s on s.enrolment_id = e.id
  where t.value is not null and e.voided_at is null and e.end_reason is distinct from 'withdrawn_data';
