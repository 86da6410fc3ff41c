-- Who chases a patient, which calendars show a site's windows, and where enrolment may go on all the same.

create table chasing_owner (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  -- Null: given back, nobody's.
  person_id uuid references person (id),
  note text,
  given_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (enrolment_id, void_seq)
);
create index chasing_owner_person on chasing_owner (person_id) where voided_at is null;

-- An address that a calendar reads without a session. Only the hash of its token is kept.
create table calendar_feed (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  person_id uuid not null references person (id),
  label text not null,
  locale text not null check (locale in ('zh-CN', 'en')),
  token_hash text not null unique,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index calendar_feed_study on calendar_feed (study_id) where voided_at is null;

-- Enrolment goes on at a site although too few of its patients were followed: until when, and why.
create table brake_release (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  until_on date not null,
  reason text not null,
  released_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index brake_release_study on brake_release (study_id) where voided_at is null;

-- What was tried in a study, by hour: the suggestion of the next attempt reads it.
create index contact_study on contact (study_id, happened_on) where voided_at is null;

do $$
declare
  t text;
  scope constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[])) and '
    '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['chasing_owner', 'calendar_feed', 'brake_release']
  loop
    execute format('create policy scope on %I using (%s) with check (%s)', t, scope, scope);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
    execute format('grant select, insert, update on %I to suivi_app', t);
  end loop;
end
$$;
