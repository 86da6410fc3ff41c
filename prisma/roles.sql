-- The database roles of Suivi. Run once by an administrator, connected to the registry's own empty database:
--   createdb suivi && psql -d suivi -f prisma/roles.sql
-- May be run again at any time, and is after an upgrade. Sets no passwords: give them afterwards with \password.
-- Needs PostgreSQL 15 or later.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['suivi_owner', 'suivi_app', 'suivi_deid', 'suivi_worker', 'suivi_backup'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I', wanted);
      exception when duplicate_object or unique_violation then
        null; -- another session made it in the same moment
      end;
    end if;
  end loop;
end
$$;

-- suivi_owner makes the tables (migrations only), suivi_app serves people, suivi_worker runs jobs.
-- suivi_deid cannot sign in: suivi_app turns into it where only de-identified data may be read.
alter role suivi_owner with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role suivi_app with login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role suivi_deid with nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role suivi_worker with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
-- suivi_backup copies everything and writes nothing: row security must not hide a row from a backup.
alter role suivi_backup with login noinherit nosuperuser nocreatedb nocreaterole noreplication bypassrls;
grant suivi_deid to suivi_app;

do $$
begin
  execute format('alter database %I owner to suivi_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect, temporary on database %I to suivi_app, suivi_worker', current_database());
  execute format('grant connect on database %I to suivi_backup', current_database());
end
$$;

revoke create on schema public from public;
revoke create on schema public from suivi_app, suivi_deid, suivi_worker, suivi_backup;
grant usage on schema public to suivi_app, suivi_deid, suivi_worker, suivi_backup;

-- What there is, and what later migrations make.
grant select on all tables in schema public to suivi_backup;
grant select on all sequences in schema public to suivi_backup;
alter default privileges for role suivi_owner in schema public grant select on tables to suivi_backup;
alter default privileges for role suivi_owner in schema public grant select on sequences to suivi_backup;
