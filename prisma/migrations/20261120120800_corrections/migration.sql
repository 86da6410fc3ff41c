-- Signing, locking and asking back. A signature binds the entries of a visit by their versions; a change voids it.

alter table visit
  add column locked_at timestamptz,
  add column locked_by text,
  add constraint visit_locked_by_somebody check ((locked_at is null) = (locked_by is null));

create table visit_signature (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  visit_id uuid not null references visit (id),
  -- What the person says by signing; the words stand in the messages.
  meaning text not null check (meaning in ('reviewed', 'responsible')),
  visit_version integer not null,
  -- [{"id", "instrument", "repeatKey", "version"}]
  entries jsonb not null,
  signed_by text not null,
  signed_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (visit_id, void_seq)
);
create index visit_signature_enrolment on visit_signature (enrolment_id);

-- A question about one field. It hangs on the entry and goes where the entry goes.
create table data_query (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  entry_id uuid not null references entry (id),
  item text not null,
  state text not null check (state in ('open', 'answered', 'closed')),
  opened_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index data_query_entry on data_query (entry_id);
create index data_query_open on data_query (study_id, site_id, state) where voided_at is null;

create table data_query_message (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  query_id uuid not null references data_query (id),
  ordinal integer not null check (ordinal > 0),
  act text not null check (act in ('raised', 'answered', 'closed', 'reopened')),
  text text not null,
  -- The value as it stood when this was said, and the save it came from.
  entry_version integer not null,
  value jsonb,
  said_by text not null,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (query_id, ordinal, void_seq)
);

do $$
declare
  t text;
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['visit_signature', 'data_query', 'data_query_message']
  loop
    execute format('create policy scope on %I using (%s and %s) with check (%s and %s)', t, site_visible,
      study_visible, site_visible, study_visible);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
  end loop;
end
$$;

grant select, insert, update on visit_signature, data_query, data_query_message to suivi_app;
