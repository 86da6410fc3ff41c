-- Forms that a study makes itself: versions that never change, and the drafts they come from.
create table instrument_version (
  id uuid primary key,
  study_id uuid not null references study (id),
  instrument text not null check (instrument ~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'),
  number integer not null check (number > 0),
  definition jsonb not null,
  published_by text not null,
  published_at timestamptz not null default now(),
  unique (study_id, instrument, number)
);

create table instrument_draft (
  id uuid primary key,
  study_id uuid not null references study (id),
  instrument text not null check (instrument ~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$'),
  -- The version it began from; 0 when nothing has been published.
  base integer not null check (base >= 0),
  definition jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (study_id, instrument, void_seq)
);

do $$
declare
  t text;
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['instrument_version', 'instrument_draft']
  loop
    execute format('create policy scope on %I using (%s) with check (%s)', t, study_visible, study_visible);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
  end loop;
end
$$;

grant select, insert on instrument_version to suivi_app;
grant select, insert, update on instrument_draft to suivi_app;
-- The columns of an extract come from the forms they were written in.
grant select on instrument_version to suivi_deid;
