-- The telephones of a patient, and every attempt to reach one.

-- Numbers, whose they are and what is said of them are ciphertext under the data key of the identity row named.
create table patient_phone (
  id uuid primary key,
  patient_id uuid not null references patient (id),
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  identity_id uuid not null references patient_identity (id),
  number text not null,
  -- Who answers it, in the words of the contact form.
  relation text not null,
  holder text,
  best_hour integer check (best_hour between 0 and 23),
  note text,
  preferred boolean not null default false,
  wrong_since date,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index patient_phone_patient on patient_phone (patient_id) where voided_at is null;

create table contact (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid references visit (id),
  phone_id uuid references patient_phone (id),
  -- Whose data key seals the note.
  identity_id uuid references patient_identity (id),
  happened_on date not null,
  happened_time text check (happened_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  channel text not null,
  reached text not null,
  failure text,
  outcome text,
  note text,
  next_on date,
  next_hour integer check (next_hour between 0 and 23),
  made_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((reached = 'nobody') = (failure is not null) and (reached = 'nobody') = (outcome is null)),
  check (next_hour is null or next_on is not null),
  check ((note is null) = (identity_id is null))
);
create index contact_visit on contact (visit_id) where voided_at is null;
create index contact_enrolment on contact (enrolment_id, happened_on) where voided_at is null;

do $$
declare
  t text;
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
  of_patient constant text := format('%s and (%s or exists (select 1 from enrolment e where e.patient_id = '
    'patient_phone.patient_id))', site_visible, study_visible);
begin
  execute format('create policy scope on patient_phone using (%s) with check (%s)', of_patient, of_patient);
  execute format('create policy scope on contact using (%s and %s) with check (%s and %s)', site_visible,
    study_visible, site_visible, study_visible);
  foreach t in array array['patient_phone', 'contact']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
    execute format('grant select, insert, update on %I to suivi_app', t);
  end loop;
end
$$;

-- The one number of an identity becomes the first of its telephones. It keeps the row's id, to which it is sealed.
select set_config('app.actor', 'system:migration', true), set_config('app.verb', 'instance.prepare', true),
  set_config('app.sites', '*', true), set_config('app.studies', '*', true);
insert into patient_phone (id, patient_id, site_id, study_id, identity_id, number, relation, preferred)
  select id, patient_id, site_id, study_id, id, phone, 'patient', true
  from patient_identity where phone is not null and voided_at is null;
alter table patient_identity drop column phone;
