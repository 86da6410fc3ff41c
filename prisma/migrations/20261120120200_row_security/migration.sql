-- Who sees which row: settings of the transaction, written by `change` and `reading` alone.
-- Without settings nothing is visible. A star means every site, or every study.

create function app_actor() returns text language sql stable
  as $$ select nullif(current_setting('app.actor', true), '') $$;

create function app_all_sites() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.sites', true) = '*', false) $$;

create function app_sites() returns uuid[] language sql stable as $$
  select case when coalesce(current_setting('app.sites', true), '') in ('', '*') then '{}'::uuid[]
    else string_to_array(current_setting('app.sites', true), ',')::uuid[] end
$$;

create function app_all_studies() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.studies', true) = '*', false) $$;

create function app_studies() returns uuid[] language sql stable as $$
  select case when coalesce(current_setting('app.studies', true), '') in ('', '*') then '{}'::uuid[]
    else string_to_array(current_setting('app.studies', true), ',')::uuid[] end
$$;

do $$
declare
  t text;
  -- In sub-selects the settings are read once a query, not once a row.
  site_visible constant text := '((select app_all_sites()) or site_id = any ((select app_sites())::uuid[]))';
  study_visible constant text := '((select app_all_studies()) or study_id = any ((select app_studies())::uuid[]))';
begin
  foreach t in array array['enrolment', 'operation', 'visit', 'entry', 'complication', 'alert', 'access_event']
  loop
    execute format('create policy scope on %I using (%s and %s) with check (%s and %s)', t, site_visible,
      study_visible, site_visible, study_visible);
  end loop;

  -- A patient belongs to a site and may be enrolled in several studies.
  foreach t in array array['patient', 'patient_identity', 'patient_token']
  loop
    execute format('create policy scope on %I using (%s and (%s or exists (select 1 from enrolment e where '
      'e.patient_id = %I.%I))) with check (%s and (%s or exists (select 1 from enrolment e where e.patient_id = %I.%I)))',
      t, site_visible, study_visible, t, case t when 'patient' then 'id' else 'patient_id' end,
      site_visible, study_visible, t, case t when 'patient' then 'id' else 'patient_id' end);
  end loop;

  foreach t in array array['extract', 'comparison']
  loop
    execute format('create policy scope on %I using (%s) with check (%s)', t, study_visible, study_visible);
  end loop;

  -- A draft is its writer's own; the housekeeper purges old ones.
  execute format('create policy scope on draft using (%s and %s and (select app_actor()) in (''person:'' || '
    'person_id, ''system:housekeeping''))', site_visible, study_visible);

  -- Site-less rows of the trail are the administrators' of every site.
  execute format('create policy seen on trail for select using (((chain = ''system'' and (select app_all_sites())) '
    'or %s) and (study_id is null or %s))', site_visible, study_visible);
  execute 'create policy seen on trail_payload for select using (exists (select 1 from trail t '
    'where t.chain = trail_payload.chain and t.seq = trail_payload.seq))';

  foreach t in array array['patient', 'patient_identity', 'patient_token', 'enrolment', 'operation', 'visit',
    'entry', 'draft', 'complication', 'alert', 'access_event', 'extract', 'comparison', 'trail', 'trail_payload']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end
$$;

-- The trigger function runs as the owner, who appends and never reads another's chain.
create policy append on trail for insert to current_user with check (true);
create policy append on trail_payload for insert to current_user with check (true);

-- The next ordinal of a study counts rows that the asker may not see.
-- (A SET clause would do, but only a superuser may write one for a setting of our own.)
create function next_enrolment_ordinal(study uuid) returns integer
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_sites constant text := current_setting('app.sites', true);
  v_studies constant text := current_setting('app.studies', true);
  v_next integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('enrolment:' || study::text, 0));
  perform set_config('app.sites', '*', true), set_config('app.studies', '*', true);
  select coalesce(max(ordinal), 0) + 1 into v_next from enrolment where study_id = study;
  perform set_config('app.sites', v_sites, true), set_config('app.studies', v_studies, true);
  return v_next;
end
$$;
revoke execute on function next_enrolment_ordinal(uuid) from public;

grant usage on schema public to suivi_app, suivi_deid;
grant select on instance, site, study, protocol_version, study_site, membership, person, session, sign_in_attempt,
  idempotency_key, patient, patient_identity, patient_token, enrolment, operation, visit, entry, draft,
  complication, alert, extract, comparison, access_event, trail, trail_payload, trail_head to suivi_app;
grant insert, update on site, study, study_site, membership, person, session, sign_in_attempt, patient, patient_identity,
  patient_token, enrolment, operation, visit, entry, draft, complication, alert to suivi_app;
grant insert on instance, protocol_version, idempotency_key, extract, comparison, access_event
  to suivi_app;
grant update (demo_loaded_at) on instance to suivi_app;
grant delete on draft, sign_in_attempt, idempotency_key, session to suivi_app;
grant execute on function next_enrolment_ordinal(uuid) to suivi_app;
