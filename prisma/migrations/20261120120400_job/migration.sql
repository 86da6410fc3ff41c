-- When each task of the housekeeper last ran, and what it found. No trail: it says nothing about a patient.
create table job (
  task text primary key check (task in ('draft.purge', 'trail.verify')),
  ran_at timestamptz not null default now(),
  ok boolean not null,
  detail jsonb not null
);
grant select, insert, update on job to suivi_app;
