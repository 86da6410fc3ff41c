-- Who was assessed, who gets which arm, and who was told before the data were locked.

-- Until a patient is randomised there is no arm.
alter table enrolment alter column planned_arm drop not null;

-- One line a person assessed; no identity. The number says in which order of the study.
create table screening (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  number integer not null check (number > 0),
  screened_on date not null,
  sex text check (sex in ('M', 'F')),
  age integer check (age between 0 and 130),
  outcome text not null check (outcome in ('enrolled', 'excluded', 'declined', 'other')),
  -- Ids of criteria of the protocol in force: an inclusion that does not hold, an exclusion that does.
  criteria jsonb not null default '[]',
  reason text,
  enrolment_id uuid references enrolment (id),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  unique (study_id, number),
  unique (enrolment_id, void_seq),
  check ((outcome = 'enrolled') = (enrolment_id is not null)),
  check ((outcome = 'excluded') = (jsonb_array_length(criteria) > 0)),
  check (outcome <> 'other' or reason is not null)
);
create index screening_site on screening (study_id, site_id, screened_on) where voided_at is null;

-- One list a stratum. A list belongs to a study: its order says nothing of a site's patients.
create table allocation_list (
  id uuid primary key,
  study_id uuid not null references study (id),
  ordinal integer not null check (ordinal > 0),
  -- "NORTH/severe": the site where the protocol says so, then the answers in the protocol's order; "all" without either.
  stratum text not null,
  kind text not null check (kind in ('list', 'blocks')),
  -- Ratio and lengths of blocks as they stood; a later protocol draws from lists of its own.
  plan jsonb not null,
  -- Of blocks: what every one of them is drawn from, as ciphertext under the master key.
  sealed_seed text,
  made_by text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (study_id, ordinal),
  unique (study_id, stratum),
  check ((kind = 'blocks') = (sealed_seed is not null))
);

-- An imported list stands here before it is used; of blocks only what has been used stands at all, so that not even the
-- length of a block is to be seen.
create table allocation (
  id uuid primary key,
  study_id uuid not null references study (id),
  list_id uuid not null references allocation_list (id),
  position integer not null check (position > 0),
  number text not null,
  -- Padded to one length and sealed under the master key, for this list and position.
  sealed_arm text not null,
  used_by uuid references enrolment (id),
  used_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  unique (study_id, number),
  unique (list_id, position),
  unique (used_by),
  check ((used_by is null) = (used_at is null))
);

create table unblinding (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  enrolment_id uuid not null references enrolment (id),
  urgent boolean not null,
  reason text not null,
  told_to text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0
);
create index unblinding_enrolment on unblinding (enrolment_id);

do $$
declare
  t text;
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['screening', 'unblinding']
  loop
    execute format('create policy scope on %I using (%s and %s) with check (%s and %s)', t, site_visible,
      study_visible, site_visible, study_visible);
  end loop;
  foreach t in array array['allocation_list', 'allocation']
  loop
    execute format('create policy scope on %I using (%s) with check (%s)', t, study_visible, study_visible);
  end loop;
  foreach t in array array['screening', 'unblinding', 'allocation_list', 'allocation']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
  end loop;
end
$$;

grant select, insert, update on screening, unblinding, allocation to suivi_app;
-- A list is locked while the next of it is given; nothing of it changes.
grant select, insert, update (version) on allocation_list to suivi_app;

-- What was sealed stays as it was, and what was given stays given.
create function allocation_refuse() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'an allocation is never deleted' using errcode = '42501';
  end if;
  if old.used_by is not null or new.used_by is null
    or (new.id, new.study_id, new.list_id, new.position, new.number, new.sealed_arm)
      is distinct from (old.id, old.study_id, old.list_id, old.position, old.number, old.sealed_arm) then
    raise exception 'an allocation is given once and never changed' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger keep before update or delete on allocation for each row execute function allocation_refuse();

-- The next number of a study counts lines that the asker may not see.
create function next_screening_number(study uuid) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_sites constant text := current_setting('app.sites', true);
  v_studies constant text := current_setting('app.studies', true);
  v_next integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('screening:' || study::text, 0));
  perform set_config('app.sites', '*', true), set_config('app.studies', '*', true);
  select coalesce(max(number), 0) + 1 into v_next from screening where study_id = study;
  perform set_config('app.sites', v_sites, true), set_config('app.studies', v_studies, true);
  return v_next;
end
$$;
revoke execute on function next_screening_number(uuid) from public;
grant execute on function next_screening_number(uuid) to suivi_app;
