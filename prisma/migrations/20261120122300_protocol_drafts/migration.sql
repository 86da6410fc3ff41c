-- What an administrator is writing, one draft a study; empty when published or thrown away. Its version goes on
-- counting, so that a late save meets a conflict. It names no patient, and what is published is in the trail.
create table protocol_draft (
  id uuid primary key,
  study_id uuid not null unique references study (id),
  definition jsonb,
  -- Number of the version it was begun from.
  based_on integer not null,
  version integer not null default 1,
  saved_by text not null,
  saved_at timestamptz not null,
  created_at timestamptz not null default now(),
  foreign key (study_id, based_on) references protocol_version (study_id, number)
);
grant select, insert, update on protocol_draft to suivi_app;

-- Who published a version and why; the first one of a study needs no reason.
alter table protocol_version add column published_by text, add column reason text;
