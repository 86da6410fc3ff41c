-- The first administrator, temporary passwords, one's own sessions, a site's telephone, and searching the trail.

-- One code at a time, of which only the hash is kept; the row of the instance is also what two users of a code wait for.
alter table instance
  add setup_code_hash text,
  add setup_code_expires_at timestamptz;
grant update (setup_code_hash, setup_code_expires_at) on instance to suivi_app;

-- Of the department, for patients: it stands on the follow-up card.
alter table site add phone text check (length(phone) between 1 and 40);

-- Set by somebody else: it opens nothing but the page where one chooses one's own.
alter table person add password_temporary boolean not null default false;

-- Where a session was opened, told to its person alone.
alter table session
  add address text check (length(address) <= 60),
  add agent text check (length(agent) <= 300);

create index trail_row_id on trail (row_id);
create index trail_actor on trail (actor, at);
create index access_event_time on access_event (at);
create index access_event_actor on access_event (actor, at);

-- What the housekeeper throws away.
create index idempotency_key_age on idempotency_key (created_at);
create index session_age on session (expires_at);
