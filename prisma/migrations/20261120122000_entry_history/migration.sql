-- A patient who goes to another site takes the history of the entries along: the trail of an entry that the caller may
-- see is read whole, whatever site it was written at. Of anything else it tells nothing.

create function entry_trail(of_entry uuid)
  returns table (at timestamptz, seq bigint, actor text, verb text, reason text, payload text)
  language plpgsql security definer
  set search_path = public, pg_temp
as $$
declare
  v_sites constant text := current_setting('app.sites', true);
  v_studies constant text := current_setting('app.studies', true);
begin
  if not exists (select 1 from entry n where n.id = of_entry) then
    return;
  end if;
  perform set_config('app.sites', '*', true), set_config('app.studies', '*', true);
  return query
    select t.at, t.seq, t.actor, t.verb, t.reason, d.payload
    from trail t join trail_payload d on d.chain = t.chain and d.seq = t.seq
    where t.table_name = 'entry' and t.row_id = of_entry;
  perform set_config('app.sites', v_sites, true), set_config('app.studies', v_studies, true);
end
$$;

revoke execute on function entry_trail(uuid) from public;
grant execute on function entry_trail(uuid) to suivi_app;
