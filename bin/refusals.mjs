// What a production start refuses. Each refusal is one sentence that names the remedy.
import { runSql } from './postgres.mjs'

const LOCAL = ['localhost', '127.0.0.1', '[::1]']

function isRepetitive(text) {
  return new Set(text).size < 10
}

function checkAddress(url, name = 'SUIVI_URL') {
  if (!url)
    return `${name} is missing: set it to the public address, for example https://registry.hospital.example.`
  if (!URL.canParse(url))
    return `${name} is not an address: set it to something like https://registry.hospital.example.`
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:' || (protocol === 'http:' && LOCAL.includes(hostname))) return undefined
  return `${name} must begin with https:// (only localhost may do without): put a proxy with TLS in front.`
}

function checkSecret(secret) {
  const remedy = 'set it to the answer of: openssl rand -base64 48'
  if (!secret) return `SUIVI_SECRET is missing: ${remedy}`
  if (secret.length < 32) return `SUIVI_SECRET has fewer than 32 characters: ${remedy}`
  if (/change.?me|example/i.test(secret) || isRepetitive(secret))
    return `SUIVI_SECRET can be guessed: ${remedy}`
  return undefined
}

function checkMasterKey(key) {
  const remedy = 'set it to the answer of "openssl rand -base64 32", and keep a copy apart from the backups'
  if (!key) return `SUIVI_MASTER_KEY is missing: ${remedy}`
  const bytes = Buffer.from(key, 'base64')
  if (bytes.length !== 32) return `SUIVI_MASTER_KEY must be 32 bytes in base64: ${remedy}`
  if (new Set(bytes).size < 10) return `SUIVI_MASTER_KEY can be guessed: ${remedy}`
  return undefined
}

/** Refusals that need no database. */
export function checkEnvironment(env) {
  const database = env.DATABASE_URL
    ? undefined
    : 'DATABASE_URL is missing: set it to the connection string of the role suivi_app.'
  const found = [
    database,
    checkSecret(env.SUIVI_SECRET),
    checkMasterKey(env.SUIVI_MASTER_KEY),
    checkAddress(env.SUIVI_URL),
    // Patients may have an address of their own.
    env.SUIVI_PATIENT_URL ? checkAddress(env.SUIVI_PATIENT_URL, 'SUIVI_PATIENT_URL') : undefined,
  ]
  return found.filter(Boolean)
}

const FACTS = `select
  current_setting('server_version_num')::int as version,
  current_setting('server_version') as release,
  current_setting('data_checksums') as checksums,
  current_setting('fsync') as fsync,
  current_setting('full_page_writes') as pages,
  current_setting('synchronous_commit') as commit,
  (select bool_or(rolsuper or rolbypassrls) from pg_roles where pg_has_role(current_user, oid, 'member')) as mighty,
  (select pg_has_role(current_user, datdba, 'member') from pg_database where datname = current_database()) as owner,
  current_user as role`

/** What matters of the server and of the role that the application would use. */
export async function readServer(url) {
  const { rows } = await runSql(url, FACTS)
  return rows[0]
}

/** Refusals about them. */
export async function checkServer(url) {
  const { version, fsync, pages, commit, mighty, owner, role } = await readServer(url)
  const setting = (name) =>
    `${name} is off on this PostgreSQL, so saved data can be lost: set ${name} = on in postgresql.conf.`
  const remedy = 'Use suivi_app in DATABASE_URL; prisma/roles.sql makes it.'
  return [
    version < 150000 && 'This PostgreSQL is older than 15: use 15 or later.',
    fsync === 'off' && setting('fsync'),
    pages === 'off' && setting('full_page_writes'),
    commit === 'off' && setting('synchronous_commit'),
    mighty && `The role ${role} is, or can become, a superuser or one that bypasses row security. ${remedy}`,
    owner &&
      !mighty &&
      `The role ${role} owns the database, so row security and the trail would not bind it. ${remedy}`,
  ].filter(Boolean)
}

/** Refuses a database that was filled as a demo. */
export async function checkContent(url) {
  const { rows } = await runSql(url, `select to_regclass('public.instance') is not null as made`)
  if (!rows[0].made) return []
  const { rows: instances } = await runSql(url, 'select mode from public.instance')
  if (!instances.some(({ mode }) => mode === 'demo')) return []
  return [
    'This database holds the demo, with known passwords and invented patients: use an empty database of its own.',
  ]
}
