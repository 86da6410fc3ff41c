-- What happens to a patient after the first operation: death, withdrawal of treatment, a move to another site,
-- two records of one person.

alter table enrolment
  -- As it was told: a year, a month or a day. Follow-up ends on the earliest day that fits the record.
  add column died_on text check (died_on ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
  add column death_source text
    check (death_source in ('telephone', 'family', 'hospital_record', 'death_register', 'other')),
  add column death_cause text,
  add column death_relation text check (death_relation in ('procedure', 'disease', 'other', 'unknown')),
  -- The patient wants no more treatment and is still followed.
  add column treatment_ended_on date,
  add column treatment_end_note text,
  add check (died_on is null or end_reason is not distinct from 'died'),
  add check (died_on is not null or (death_source is null and death_cause is null and death_relation is null));

-- Two records of one person: the other's enrolments stand under the kept patient until they are parted.
create table patient_merge (
  id uuid primary key,
  site_id uuid not null references site (id),
  study_id uuid not null references study (id),
  patient_id uuid not null references patient (id),
  other_id uuid not null references patient (id),
  -- {"enrolments": [id], "tokens": [id]}: what goes back when the two are parted.
  moved jsonb not null,
  reason text not null,
  parted_at timestamptz,
  part_reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  void_seq integer not null default 0,
  check (patient_id <> other_id),
  check ((parted_at is null) = (part_reason is null))
);
create index patient_merge_patient on patient_merge (patient_id);

-- Like the patient, a merge is seen in every study in which the kept patient is enrolled; and so is the identity that
-- was put aside, whose key still seals telephones and notes.
do $$
declare
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
  of_merge constant text := format('%s and (%s or exists (select 1 from enrolment e where '
    'e.patient_id = patient_merge.patient_id))', site_visible, study_visible);
  of_identity constant text := format('%s and (%s or exists (select 1 from enrolment e where '
    'e.patient_id = patient_identity.patient_id) or exists (select 1 from patient_merge m where '
    'm.other_id = patient_identity.patient_id and m.parted_at is null))', site_visible, study_visible);
begin
  execute format('create policy scope on patient_merge using (%s) with check (%s)', of_merge, of_merge);
  drop policy scope on patient_identity;
  execute format('create policy scope on patient_identity using (%s) with check (%s)', of_identity, of_identity);
end
$$;
alter table patient_merge enable row level security;
alter table patient_merge force row level security;
create constraint trigger trail after insert or update on patient_merge deferrable initially deferred
  for each row execute function trail_append();
grant select, insert, update on patient_merge to suivi_app;

-- A row that moves to another site stands in both chains: the old one says where it went, the new one whence.
create or replace function trail_append() returns trigger
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_actor text := nullif(current_setting('app.actor', true), '');
  v_verb text := nullif(current_setting('app.verb', true), '');
  v_reason text := nullif(current_setting('app.reason', true), '');
  v_request text := nullif(current_setting('app.request', true), '');
  v_before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  v_after jsonb := to_jsonb(new);
  v_study uuid := (v_after ->> 'study_id')::uuid;
  v_sites uuid[] := array[(v_after ->> 'site_id')::uuid];
  v_site uuid;
  v_chain text;
  v_at timestamptz := clock_timestamp();
  v_payload text;
  v_payload_hash text;
  v_header text;
  v_seq bigint;
  v_prev text;
  v_hash text;
  v_column text;
begin
  if v_actor is null or v_verb is null then
    raise exception 'a write to % needs an actor and a verb', tg_table_name using errcode = '42501';
  end if;
  if v_before ->> 'site_id' is distinct from v_after ->> 'site_id' and v_before ->> 'site_id' is not null then
    v_sites := (v_before ->> 'site_id')::uuid || v_sites;
  end if;
  -- Columns named as arguments (password hashes) are told apart, never shown.
  for v_column in select unnest(tg_argv) loop
    v_before := v_before - v_column;
    v_after := v_after - v_column;
  end loop;
  v_payload := jsonb_build_object('before', v_before, 'after', v_after)::text;
  v_payload_hash := encode(sha256(convert_to(v_payload, 'UTF8')), 'hex');

  foreach v_site in array v_sites loop
    -- Membership and study rows of a site belong to the system chain: only clinical tables have site chains.
    v_chain := case when v_site is null or tg_table_name in ('membership', 'study_site') then 'system' else v_site::text end;
    insert into trail_head (chain, seq, hash) values (v_chain, 0, repeat('0', 64)) on conflict do nothing;
    select seq, hash into v_seq, v_prev from trail_head where chain = v_chain for update;
    v_seq := v_seq + 1;
    v_header := jsonb_build_object(
      'chain', v_chain, 'seq', v_seq,
      'at', to_char(v_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'actor', v_actor, 'verb', v_verb, 'reason', v_reason, 'request', v_request,
      'table', tg_table_name, 'row', v_after ->> 'id', 'action', lower(tg_op),
      'site', v_site, 'study', v_study, 'payload', v_payload_hash)::text;
    v_hash := encode(sha256(convert_to(v_prev || v_header, 'UTF8')), 'hex');
    insert into trail values (v_chain, v_seq, v_at, v_actor, v_verb, v_reason, v_request, tg_table_name,
      (v_after ->> 'id')::uuid, lower(tg_op), v_site, v_study, v_header, v_payload_hash, v_prev, v_hash);
    insert into trail_payload values (v_chain, v_seq, v_payload);
    update trail_head set seq = v_seq, hash = v_hash where chain = v_chain;
  end loop;
  return null;
end
$$;

-- The patient and the records merged into it.
create function list_merged(patient uuid) returns setof uuid
  language sql stable
  set search_path = public, pg_temp
as $$
  with recursive one(id) as (
    select patient
    union
    select m.other_id from patient_merge m join one on m.patient_id = one.id where m.parted_at is null
  ) select id from one
$$;

-- In which studies the site knows these patients: asked before something is done to all of them at once.
create function list_patient_studies(patients uuid[]) returns table (id uuid, slug text)
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_studies constant text := current_setting('app.studies', true);
begin
  perform set_config('app.studies', '*', true);
  return query
    select distinct y.id, y.slug from study y where y.id in (
      select p.study_id from patient p where p.id = any (patients)
      union
      select e.study_id from enrolment e where e.patient_id = any (patients) and e.voided_at is null)
    order by y.slug;
  perform set_config('app.studies', v_studies, true);
end
$$;

-- Everything of a patient moves to another site: what hangs on a row that moved follows it, whichever table it stands
-- in. The caller must reach the patient where it is; whether the studies and the other site allow it is judged before.
create function move_patient_site(patient uuid, destination uuid) returns void
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_sites constant text := current_setting('app.sites', true);
  v_studies constant text := current_setting('app.studies', true);
  v_actor constant text := current_setting('app.actor', true);
  v_origin uuid;
  v_patients uuid[];
  v_rows bigint;
  v_moved bigint;
  t record;
begin
  select p.site_id into v_origin from patient p where p.id = patient and p.voided_at is null;
  if v_origin is null or v_origin = destination then
    raise exception 'the patient is out of reach' using errcode = '42501';
  end if;
  perform set_config('app.sites', '*', true), set_config('app.studies', '*', true);
  select array_agg(m) into v_patients from list_merged(patient) m;
  -- Drafts are their writers' own, who lose access; only the housekeeper sees them all.
  perform set_config('app.actor', 'system:housekeeping', true);
  delete from draft d using enrolment e where e.id = d.enrolment_id and e.patient_id = any (v_patients);
  perform set_config('app.actor', v_actor, true);
  update patient p set site_id = destination where p.id = any (v_patients);
  loop
    v_moved := 0;
    for t in
      select c.relname as child, a.attname as link, p.relname as parent
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid
      join pg_class p on p.oid = f.confrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
      where f.contype = 'f' and c.relnamespace = 'public'::regnamespace and array_length(f.conkey, 1) = 1
        -- What was looked at stands where it was looked at.
        and c.relname not in ('access_event', 'draft')
        and (select count(*) from pg_attribute s where s.attrelid in (c.oid, p.oid) and s.attname = 'site_id') = 2
    loop
      execute format('update %I c set site_id = $1 from %I p where p.id = c.%I and p.site_id = $1 and c.site_id = $2',
        t.child, t.parent, t.link) using destination, v_origin;
      get diagnostics v_rows = row_count;
      v_moved := v_moved + v_rows;
    end loop;
    exit when v_moved = 0;
  end loop;
  perform set_config('app.sites', v_sites, true), set_config('app.studies', v_studies, true);
end
$$;

revoke execute on function list_merged(uuid), list_patient_studies(uuid[]), move_patient_site(uuid, uuid) from public;
grant execute on function list_merged(uuid), list_patient_studies(uuid[]), move_patient_site(uuid, uuid) to suivi_app;
