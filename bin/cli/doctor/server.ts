import { pendingMigrations } from '../../migrate.mjs'
import { runSql } from '../../postgres.mjs'
import { checkServer, readServer } from '../../refusals.mjs'
import { isProduction, type Diagnosis } from './diagnosis'

const CLOCK_SECONDS = 5
const AGAIN = 'run prisma/roles.sql again as an administrator.'

/** PostgreSQL's settings, its clock, and how we reach it. */
export async function examineServer({ facts, troubles }: Diagnosis): Promise<boolean> {
  const url = process.env.DATABASE_URL ?? ''
  const server = await readServer(url).catch((error: Error) => {
    throw new Error(
      `The database of DATABASE_URL does not answer (${error.message}): check its address, name and password.`,
    )
  })
  facts.postgresql = server.release
  facts.fsync = server.fsync
  facts.full_page_writes = server.pages
  facts.synchronous_commit = server.commit
  facts['data checksums'] = server.checksums
  facts.role = server.role
  troubles.push(...(await checkServer(url)))
  await examineConnection(url, { facts, troubles })
  return true
}

async function examineConnection(url: string, { facts, troubles }: Diagnosis): Promise<void> {
  const before = Date.now()
  const { rows } = await runSql(
    url,
    `select extract(epoch from clock_timestamp()) * 1000 as clock,
       (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as ssl,
       coalesce(inet_server_addr() <<= '127.0.0.0/8' or inet_server_addr() = '::1', true) as local,
       current_setting('log_min_error_statement') in ('log', 'fatal', 'panic') as quiet,
       current_setting('log_error_verbosity') = 'terse' as terse,
       current_setting('log_statement') in ('none', 'ddl') as silent`,
  )
  const [{ clock, ssl, local, quiet, terse, silent }] = rows
  const seconds = Math.round((Number(clock) - (before + Date.now()) / 2) / 1000)
  facts['clock of the database'] = `${seconds} s from ours`
  if (Math.abs(seconds) > CLOCK_SECONDS)
    troubles.push(
      `The database's clock and this machine's are ${Math.abs(seconds)} s apart: let both be set by NTP (chrony).`,
    )
  if (!ssl && !local)
    troubles.push(
      'What is read and saved crosses the network in clear: switch on ssl in postgresql.conf and add ?sslmode=verify-full to the connection strings.',
    )
  if (!quiet || !terse || !silent)
    troubles.push(
      "PostgreSQL's log may repeat what was typed about a patient: set log_min_error_statement = panic, log_error_verbosity = terse and log_statement = none in postgresql.conf.",
    )
}

/** Whether the roles can do more than they should. */
export async function examineRoles({ facts, troubles }: Diagnosis): Promise<boolean> {
  const url = process.env.DATABASE_URL ?? ''
  const { rows: mighty } = await runSql(
    url,
    `select rolname as name from pg_roles where rolname ~ '^suivi_(owner|app|deid|worker|backup)$'
       and (rolsuper or rolcreaterole or rolreplication or (rolbypassrls and rolname <> 'suivi_backup')) order by 1`,
  )
  for (const { name } of mighty) troubles.push(`The role ${name} has rights over the whole server: ${AGAIN}`)

  const { rows: backup } = await runSql(
    url,
    `select rolbypassrls as sees from pg_roles where rolname = 'suivi_backup'`,
  )
  facts['role for backups'] = backup.length === 0 ? 'missing' : 'there'
  if (!backup[0]?.sees)
    troubles.push(
      `The role suivi_backup is missing or does not see everything, so no backup can be made: ${AGAIN}`,
    )
  return true
}

const TABLES = `
  select c.relname as name,
    c.relname ~ '^(trail|access_event)' or exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'trail')
      as kept,
    has_table_privilege('suivi_app', c.oid, 'DELETE') or has_table_privilege('suivi_app', c.oid, 'TRUNCATE') as deletes,
    c.relname ~ '^trail' and (has_table_privilege('suivi_app', c.oid, 'INSERT')
      or has_table_privilege('suivi_app', c.oid, 'UPDATE')) as writes_trail,
    case when exists (select from pg_roles where rolname = 'suivi_backup') then
      has_table_privilege('suivi_backup', c.oid, 'INSERT') or has_table_privilege('suivi_backup', c.oid, 'UPDATE')
      or has_table_privilege('suivi_backup', c.oid, 'DELETE') else false end as backup_writes,
    exists (select from pg_policy p where p.polrelid = c.oid) and not (c.relrowsecurity and c.relforcerowsecurity) as open,
    exists (select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled = 'D') as silenced
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`

interface TableRow {
  readonly name: string
  readonly kept: boolean
  readonly deletes: boolean
  readonly writes_trail: boolean
  readonly backup_writes: boolean
  readonly open: boolean
  readonly silenced: boolean
}

/** Pending migrations, and whether grants, row security and triggers are still those that migrations made. */
export async function examineTables({ facts, troubles }: Diagnosis): Promise<boolean> {
  const url = process.env.DATABASE_URL ?? ''
  const pending = await pendingMigrations(url)
  facts['pending migrations'] = pending.length
  const { rows } = await runSql(url, TABLES)
  for (const table of rows as TableRow[]) {
    const { name } = table
    const revoke = (rights: string, role: string) =>
      `as suivi_owner, "revoke ${rights} on ${name} from ${role}", and find out who granted it.`
    if (table.kept && table.deletes)
      troubles.push(`suivi_app may delete from ${name}: ${revoke('delete, truncate', 'suivi_app')}`)
    if (table.writes_trail)
      troubles.push(`suivi_app may write ${name} itself: ${revoke('insert, update', 'suivi_app')}`)
    if (table.backup_writes)
      troubles.push(`suivi_backup may write ${name}: ${revoke('insert, update, delete', 'suivi_backup')}`)
    if (table.open)
      troubles.push(
        `Row security of ${name} is switched off: as suivi_owner, "alter table ${name} enable row level security, force row level security", and find out who did it.`,
      )
    if (table.silenced)
      troubles.push(
        `A trigger of ${name} is switched off, so changes leave no trail: as suivi_owner, "alter table ${name} enable trigger user", and find out who did it.`,
      )
  }
  if (pending.length === 0) return true
  const how = process.env.DATABASE_OWNER_URL
    ? ''
    : ' with DATABASE_OWNER_URL, which is not set, naming suivi_owner'
  troubles.push(
    `${pending.length} migrations are pending (first ${pending[0]}): run "npm run cli -- migrate"${isProduction() ? how : ''}.`,
  )
  return false
}
