-- Judging by several: a vote each, and the state of the complication follows from the votes. And which version of
-- a rule a study runs.

alter table complication
  -- What the rule or the person had called it, where the judges call it something else.
  add column proposed_type text,
  -- Clavien–Dindo, I to V with their halves.
  add column grade integer check (grade between 1 and 7);

create table adjudication_vote (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  complication_id uuid not null references complication (id),
  reader text not null,
  verdict text not null check (verdict in ('confirm', 'reject', 'change')),
  kind text,
  grade integer check (grade between 1 and 7),
  note text,
  -- Of the complication, as it was read.
  complication_version integer not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check ((kind is null and grade is null) or verdict <> 'reject'),
  check (verdict <> 'change' or kind is not null or grade is not null),
  unique (complication_id, reader, void_seq)
);
create index adjudication_vote_enrolment on adjudication_vote (enrolment_id);
create index adjudication_vote_study on adjudication_vote (study_id, site_id) where voided_at is null;

-- A rule as a study runs it from now on, in place of what its protocol says up to that version.
create table rule_choice (
  id uuid primary key,
  study_id uuid not null references study (id),
  rule_id text not null,
  rule_version integer not null,
  params jsonb not null,
  protocol_version integer not null,
  reason text not null,
  chosen_by text not null,
  chosen_at timestamptz not null,
  -- How far the enrolments of the study have been run again.
  last_enrolment uuid,
  patients integer not null default 0,
  appeared integer not null default 0,
  withdrawn integer not null default 0,
  finished_at timestamptz,
  version integer not null default 1
);
create index rule_choice_study on rule_choice (study_id, rule_id, chosen_at);

do $$
declare
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
  t text;
begin
  execute format('create policy scope on adjudication_vote using (%s and %s) with check (%s and %s)', site_visible,
    study_visible, site_visible, study_visible);
  execute format('create policy scope on rule_choice using (%s) with check (%s)', study_visible, study_visible);
  foreach t in array array['adjudication_vote', 'rule_choice']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
    execute format('grant select, insert, update on %I to suivi_app', t);
  end loop;
end
$$;
