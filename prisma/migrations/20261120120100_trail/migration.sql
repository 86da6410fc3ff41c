-- The audit trail: one trigger for every table, one chain a site ("system" for what has no site).
-- A deferred trigger sees each row event at commit, so a write and its trail stand or fall together.

create table trail (
  chain text not null,
  seq bigint not null check (seq > 0),
  at timestamptz not null,
  actor text not null,
  verb text not null,
  reason text,
  request text,
  table_name text not null,
  row_id uuid not null,
  action text not null check (action in ('insert', 'update')),
  site_id uuid,
  study_id uuid,
  -- The exact text that was hashed; verification never serialises again.
  header text not null,
  payload_hash text not null,
  prev_hash text not null,
  hash text not null,
  primary key (chain, seq)
);
create index trail_row on trail (table_name, row_id);
create index trail_time on trail (at);

-- Apart from the header, so that a wrongly typed identifier can be redacted by a logged act.
create table trail_payload (
  chain text not null,
  seq bigint not null,
  payload text not null,
  primary key (chain, seq),
  foreign key (chain, seq) references trail (chain, seq)
);

create table trail_head (
  chain text primary key,
  seq bigint not null,
  hash text not null
);

create function trail_append() returns trigger
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
  v_site uuid := (v_after ->> 'site_id')::uuid;
  v_study uuid := (v_after ->> 'study_id')::uuid;
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
  -- Columns named as arguments (password hashes) are told apart, never shown.
  for v_column in select unnest(tg_argv) loop
    v_before := v_before - v_column;
    v_after := v_after - v_column;
  end loop;
  -- Membership and study rows of a site belong to the system chain: only clinical tables have site chains.
  v_chain := case when v_site is null or tg_table_name in ('membership', 'study_site') then 'system' else v_site::text end;
  v_payload := jsonb_build_object('before', v_before, 'after', v_after)::text;
  v_payload_hash := encode(sha256(convert_to(v_payload, 'UTF8')), 'hex');

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
  return null;
end
$$;

do $$
declare
  t text;
begin
  foreach t in array array['site', 'study', 'protocol_version', 'study_site', 'membership', 'patient',
    'patient_identity', 'patient_token', 'enrolment', 'operation', 'visit', 'entry', 'complication', 'alert',
    'extract', 'comparison']
  loop
    execute format('create constraint trigger trail after insert or update on %I deferrable initially deferred '
      'for each row execute function trail_append()', t);
  end loop;
end
$$;
create constraint trigger trail after insert or update on person deferrable initially deferred
  for each row execute function trail_append('password_hash');

-- A row of the trail never changes; a payload only by the redaction function of a later version.
create function trail_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the trail cannot be changed' using errcode = '42501';
end
$$;
create trigger keep before update or delete on trail for each row execute function trail_refuse();
create trigger keep_all before truncate on trail for each statement execute function trail_refuse();
create trigger keep before update or delete on trail_payload for each row execute function trail_refuse();
create trigger keep_all before truncate on trail_payload for each statement execute function trail_refuse();
