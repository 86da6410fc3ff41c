-- A patient belongs to a site and may be in several of its studies. Somebody who works in one of them is told
-- that a person is known at the site, and in which study; never who it is.

create function find_site_patients(tokens text[])
  returns table (patient_id uuid, site_id uuid, study text)
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_studies constant text := current_setting('app.studies', true);
begin
  perform set_config('app.studies', '*', true);
  return query
    select distinct p.id, p.site_id, y.slug
    from patient_token t join patient p on p.id = t.patient_id join study y on y.id = p.study_id
    where t.token = any (tokens) and t.voided_at is null and p.voided_at is null
    order by p.id limit 5;
  perform set_config('app.studies', v_studies, true);
end
$$;

-- The site of a patient in any study of the caller's sites; null when there is none.
create function find_patient_site(patient uuid) returns uuid
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_studies constant text := current_setting('app.studies', true);
  v_site uuid;
begin
  perform set_config('app.studies', '*', true);
  select p.site_id into v_site from patient p where p.id = patient and p.voided_at is null;
  perform set_config('app.studies', v_studies, true);
  return v_site;
end
$$;

revoke execute on function find_site_patients(text[]), find_patient_site(uuid) from public;
grant execute on function find_site_patients(text[]), find_patient_site(uuid) to suivi_app;
