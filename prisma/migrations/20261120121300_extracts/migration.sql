-- Dates for research: as days from the operation, moved by a constant of each patient, or as months.

-- By how many days the dates of an enrolment leave earlier than they were. Random and made once, so that every
-- extract moves a patient alike. Nobody but the owner reads it: the application has no right to it, and it has no
-- trail, whose images would show it.
create table date_shift (
  enrolment_id uuid primary key references enrolment (id),
  days integer not null check (days between 1 and 365)
);
alter table date_shift enable row level security;
alter table date_shift force row level security;
create policy keeper on date_shift to current_user using (true) with check (true);

-- gen_random_uuid draws from the operating system's strong random numbers; 32 bits of it are free of version marks.
create function date_shift_make() returns trigger
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
begin
  insert into date_shift (enrolment_id, days)
    values (new.id, 1 + ('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint % 365)
    on conflict do nothing;
  return null;
end
$$;
revoke execute on function date_shift_make() from public;
create trigger date_shift after insert on enrolment for each row execute function date_shift_make();

select set_config('app.sites', '*', true), set_config('app.studies', '*', true);
insert into date_shift (enrolment_id, days)
  select id, 1 + ('x' || left(gen_random_uuid()::text, 8))::bit(32)::bigint % 365 from enrolment;

-- The day of an ISO date; null for a month or a year. Never fails, whatever the text: 31 February is 3 March.
create function deid.day_of(value text) returns date language sql immutable
  as $$ select case when value ~ '^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$'
    then make_date(left(value, 4)::int, substr(value, 6, 2)::int, 1) + substr(value, 9, 2)::int - 1 end $$;

-- The same date some days earlier. A month moves with its 15th, a year with its 1 July; both keep their precision.
create function deid.shift(value text, days integer) returns text language sql immutable
  as $$ select case length(value)
    when 10 then to_char(deid.day_of(value) - days, 'YYYY-MM-DD')
    when 7 then to_char(deid.day_of(value || '-15') - days, 'YYYY-MM')
    when 4 then to_char(deid.day_of(value || '-07-01') - days, 'YYYY')
  end $$;

-- Every date of a patient, whichever row holds it, in the three forms that may leave. The real one is not among them.
create view deid.date as
  with told as (
    select e.id as enrolment_id, e.study_id, e.site_id, e.id as row_id, d.item, d.value::text as value
    from enrolment e
    cross join lateral (values ('enrolled', e.enrolled_on), ('randomised', e.randomised_on),
      ('first_treatment', e.first_treatment_on), ('index_operation', e.index_operation_on),
      ('discharged', e.discharged_on), ('ended', e.ended_on)) d (item, value)
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

grant select on deid.date to suivi_deid;
