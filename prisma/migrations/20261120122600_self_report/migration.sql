-- What patients tell of themselves: a link for one visit, answered without signing in, and a person of the ward who
-- takes the answers into the record.

create table self_report_link (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid not null references visit (id),
  -- The token itself stands nowhere.
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  language text not null check (language in ('zh-CN', 'en')),
  -- Only the patient, or a relative for the patient as well.
  allows text not null check (allows in ('self', 'either')),
  -- What is asked, as it was when the link was made: [{"id", "version"}].
  forms jsonb not null check (jsonb_array_length(forms) > 0),
  made_by text not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((revoked_at is null) = (revoked_by is null)),
  check (used_at is null or revoked_at is null)
);
create index self_report_link_visit on self_report_link (visit_id);
create index self_report_link_waiting on self_report_link (study_id, created_at);

-- What was sent, as it was sent; ciphertext that opens for this link alone.
create table self_report (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid not null references visit (id),
  link_id uuid not null unique references self_report_link (id),
  answers text not null,
  mode text not null check (mode in ('self', 'proxy')),
  relation text,
  language text not null check (language in ('zh-CN', 'en')),
  urgent boolean not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  state text not null check (state in ('sent', 'accepted', 'rejected')),
  judged_by text,
  judged_at timestamptz,
  reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((mode = 'proxy') = (relation is not null)),
  check ((state = 'sent') = (judged_by is null) and (judged_by is null) = (judged_at is null)),
  check (state <> 'rejected' or reason is not null)
);
create index self_report_waiting on self_report (study_id, finished_at) where state = 'sent' and voided_at is null;

-- What has been answered and not sent. Like every draft: ciphertext, not in the trail, thrown away in the end.
create table self_report_draft (
  link_id uuid primary key references self_report_link (id),
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  ciphertext text not null,
  version integer not null,
  started_at timestamptz not null,
  saved_at timestamptz not null
);

do $$
declare
  t text;
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['self_report_link', 'self_report', 'self_report_draft']
  loop
    execute format('create policy scope on %I using (%s and %s) with check (%s and %s)', t, site_visible,
      study_visible, site_visible, study_visible);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('grant select, insert, update on %I to suivi_app', t);
  end loop;
  foreach t in array array['self_report_link', 'self_report']
  loop
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
  end loop;
end
$$;
grant delete on self_report_draft to suivi_app;

-- Who answered a form, where it was not the person who saved it; and the report it was taken from.
alter table entry
  add column mode text check (mode in ('self', 'proxy')),
  add column self_report_id uuid references self_report (id),
  add check ((mode is null) = (self_report_id is null));
