-- A visit that took place is not finished while a required form lacks a value. What is required is the protocol's
-- to say, so the registry writes the answer with each save; lists ask for it.
alter table visit add column complete boolean not null default false;
drop index visit_work;
create index visit_work on visit (study_id, site_id, closes) where not complete and voided_at is null;
