-- Quality of data: queries of the registry's own checks, second typing, source-verified ticks, frozen data sets.

-- A query that a check has raised: which check, how grave, on what values it rests and what it says. Where the finding
-- is about the course and not about a form (dates of visits, a death) there is no entry.
alter table data_query
  alter column entry_id drop not null,
  add column enrolment_id uuid references enrolment (id),
  add column visit_id uuid references visit (id),
  add column origin text,
  add column severity text check (severity in ('hard', 'soft')),
  -- SHA-256 of the values the finding rests on: closed by a person, it is not raised again while they stand.
  add column ground text,
  -- {"zh", "en"}
  add column finding jsonb,
  add check ((origin is null) = (severity is null) and (origin is null) = (ground is null)
    and (origin is null) = (finding is null) and (origin is null) = (enrolment_id is null)),
  add check (entry_id is not null or origin is not null);
create index data_query_enrolment on data_query (enrolment_id) where enrolment_id is not null;

-- An entry that is to be typed a second time, from paper, by somebody who did not type it first.
create table second_entry (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  entry_id uuid not null references entry (id),
  state text not null check (state in ('wanted', 'agreed', 'differs', 'resolved', 'no_source')),
  -- The save it was compared with, what was typed, and where the two differ: [{"item", "first", "second"}].
  entry_version integer,
  "values" jsonb,
  differences jsonb,
  compared integer check (compared >= 0),
  differing integer check (differing between 0 and compared),
  typed_by text,
  typed_at timestamptz,
  -- {item: "first" | "second"}, and why.
  choices jsonb,
  reason text,
  resolved_by text,
  resolved_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (entry_id, void_seq),
  check ((state in ('wanted', 'no_source')) = (compared is null)),
  check ((state = 'resolved') = (resolved_at is not null))
);
create index second_entry_open on second_entry (study_id, site_id, state) where voided_at is null;
create index second_entry_enrolment on second_entry (enrolment_id);

-- A tick: somebody compared the entry, or some of its items, with the source. The values are kept, so that an edit
-- shows which of them the tick no longer covers.
create table source_verification (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  entry_id uuid not null references entry (id),
  entry_version integer not null,
  -- Names of items; null is the whole form.
  items jsonb,
  "values" jsonb not null,
  verified_by text not null,
  verified_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index source_verification_entry on source_verification (entry_id) where voided_at is null;
create index source_verification_enrolment on source_verification (enrolment_id);

-- A data set as it was, de-identified, by its canonical bytes.
create table data_freeze (
  id uuid primary key,
  study_id uuid not null references study (id),
  name text not null,
  purpose text not null,
  protocol_version integer not null,
  -- What was asked for: {"grain", "dates"}; and of which sites, null being all.
  definition jsonb not null,
  sites jsonb,
  rows integer not null,
  columns integer not null,
  bytes integer not null,
  -- Of the canonical bytes (uncompressed).
  sha256 text not null,
  made_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (study_id, name)
);

-- The bytes, compressed, in pieces. The trail keeps the hash of a piece and not the piece.
create table data_freeze_chunk (
  id uuid primary key,
  study_id uuid not null references study (id),
  freeze_id uuid not null references data_freeze (id),
  ordinal integer not null check (ordinal >= 0),
  body bytea not null check (octet_length(body) <= 1048576),
  sha256 text not null,
  created_at timestamptz not null default now(),
  unique (freeze_id, ordinal)
);

do $$
declare
  t text;
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['second_entry', 'source_verification']
  loop
    execute format('create policy scope on %I using (%s and %s) with check (%s and %s)', t, site_visible,
      study_visible, site_visible, study_visible);
  end loop;
  foreach t in array array['data_freeze', 'data_freeze_chunk']
  loop
    execute format('create policy scope on %I using (%s) with check (%s)', t, study_visible, study_visible);
  end loop;
  foreach t in array array['second_entry', 'source_verification', 'data_freeze', 'data_freeze_chunk']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append(%s)', t, case t when 'data_freeze_chunk' then '''body''' else '' end);
  end loop;
end
$$;

grant select, insert, update on second_entry, source_verification to suivi_app;
-- What is frozen stays as it is.
grant select, insert on data_freeze, data_freeze_chunk to suivi_app;
