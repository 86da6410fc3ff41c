// The embedded PostgreSQL of one state directory. Several processes share it; the last one stops it.
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { chooseUser, preparePrograms, runProgram } from './binaries.mjs'
import { addHolder, countHolders, describeProcess, withLock } from './lock.mjs'
import { openState, readJson, writePrivate } from './state.mjs'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const LOG_LIMIT = 5_000_000
const START_PATIENCE = 20_000
const WATCH = 1_000

const ROLES = {
  superuser: 'postgres',
  owner: 'suivi_owner',
  app: 'suivi_app',
  worker: 'suivi_worker',
  backup: 'suivi_backup',
}

/** Runs one text of SQL on its own connection. */
export async function runSql(url, sql, values) {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    options: '-c TimeZone=UTC',
  })
  client.on('error', () => {})
  await client.connect()
  try {
    return await client.query(sql, values)
  } finally {
    await client.end()
  }
}

function tryPort(wanted) {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

// The port of before, so that a running application finds its database again, unless another program took it.
function choosePort(known) {
  return tryPort(known).catch(() => tryPort(0))
}

// Passwords are made once; a role that came with a later version gets its own beside them.
function readConnection(state) {
  const path = join(state, 'conn.json')
  const known = readJson(path) ?? { port: 0, passwords: {} }
  const missing = Object.keys(ROLES).filter((key) => !known.passwords[key])
  if (missing.length === 0) return { connection: known, complete: true }
  const made = Object.fromEntries(missing.map((key) => [key, randomBytes(24).toString('base64url')]))
  const connection = { ...known, passwords: { ...known.passwords, ...made } }
  writePrivate(path, `${JSON.stringify(connection, null, 2)}\n`)
  return { connection, complete: false }
}

function describeUrl(connection, role, database) {
  return `postgresql://${ROLES[role]}:${connection.passwords[role]}@127.0.0.1:${connection.port}/${database}`
}

// initdb works beside the final place, so a killed one leaves nothing that looks like a database.
function createData({ programs, user, home, data, connection }) {
  const draft = join(home, 'data.new')
  const passwordFile = join(home, 'password')
  rmSync(draft, { recursive: true, force: true })
  writeFileSync(passwordFile, connection.passwords.superuser, { mode: 0o600 })
  if (user) chownSync(passwordFile, user.uid, user.gid)
  const args = ['-D', draft, '-U', ROLES.superuser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const made = runProgram(join(programs, 'initdb'), [...args, '-E', 'UTF8', '--locale=C.UTF-8', '-k'], user)
  rmSync(passwordFile, { force: true })
  if (made.status !== 0)
    throw new Error(`The database could not be created: ${made.stderr || made.error?.message}`)
  renameSync(draft, data)
}

function readServerPid(data) {
  try {
    return Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return undefined
  }
}

// After a restart of the machine the noted id may belong to any other program, and PostgreSQL then refuses to start.
function clearStalePid(data) {
  const pid = readServerPid(data)
  if (!pid || !existsSync('/proc/self')) return
  let directory
  try {
    directory = readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    // dead, or of another user
  }
  if (directory !== realpathSync(data)) rmSync(join(data, 'postmaster.pid'), { force: true })
}

async function answers(connection, data) {
  if (!connection.port) return false
  try {
    const { rows } = await runSql(describeUrl(connection, 'superuser', 'postgres'), 'show data_directory')
    return rows[0].data_directory === realpathSync(data)
  } catch {
    return false
  }
}

// A killed server that nobody has reaped yet still has an id, and pg_ctl takes that for running.
function isRunning({ programs, user, data }) {
  const pid = readServerPid(data)
  if (!pid || !describeProcess(pid)) return false
  return runProgram(join(programs, 'pg_ctl'), ['-D', data, 'status'], user).status === 0
}

function startServer({ programs, user, home, data }, port) {
  const log = join(home, 'postgres.log')
  if (existsSync(log) && statSync(log).size > LOG_LIMIT) renameSync(log, `${log}.1`)
  // Terse and without statements: the log must not hold what was typed about a patient.
  const settings = [
    'listen_addresses=127.0.0.1',
    "unix_socket_directories=''",
    'timezone=UTC',
    'log_timezone=UTC',
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
  ]
  const options = `-p ${port} ${settings.map((setting) => `-c ${setting}`).join(' ')}`
  const started = runProgram(
    join(programs, 'pg_ctl'),
    ['-D', data, '-w', '-t', '60', '-l', log, '-o', options, 'start'],
    user,
  )
  return started.status === 0 ? undefined : readFileSync(log, 'utf8').slice(-2_000)
}

// Right after a kill -9 the old children still hold shared memory, and recovery takes its time: try for a while.
async function joinOrStart(place, connection, state) {
  const deadline = Date.now() + START_PATIENCE
  for (let attempt = 1; ; attempt += 1) {
    if (await answers(connection, place.data)) return connection
    if (!isRunning(place) || attempt > 20) {
      clearStalePid(place.data)
      const port = await choosePort(connection.port)
      const next = { ...connection, port }
      writePrivate(join(state, 'conn.json'), `${JSON.stringify(next, null, 2)}\n`)
      const failure = startServer(place, port)
      if (failure === undefined) return next
      if (Date.now() > deadline)
        throw new Error(`The database does not start. The end of its log:\n${failure}`)
    }
    await wait(150)
  }
}

async function setPasswords(connection) {
  const client = new pg.Client({ connectionString: describeUrl(connection, 'superuser', 'postgres') })
  await client.connect()
  try {
    for (const key of Object.keys(ROLES).filter((name) => name !== 'superuser')) {
      await client.query(
        `alter role ${ROLES[key]} with password ${client.escapeLiteral(connection.passwords[key])}`,
      )
    }
  } finally {
    await client.end()
  }
}

async function prepareDatabase(connection, database) {
  const admin = describeUrl(connection, 'superuser', 'postgres')
  const { rowCount } = await runSql(admin, 'select from pg_database where datname = $1', [database])
  if (rowCount === 0) await runSql(admin, `create database ${database}`)
  await runSql(
    describeUrl(connection, 'superuser', database),
    readFileSync(join(ROOT, 'prisma', 'roles.sql'), 'utf8'),
  )
  await setPasswords(connection)
}

/**
 * Joins or starts the PostgreSQL of `state` and makes the roles and the database; `programs` is the directory of
 * another PostgreSQL than npm's. `alone` says that nobody else was using it; `release` stops it when nobody else is left.
 */
export async function openCluster({ root = ROOT, state, database = 'suivi', programs }) {
  openState(state)
  const home = join(state, 'postgres')
  const data = join(home, 'data')
  const holders = join(state, 'holders')
  const lock = join(state, 'lock')
  const user = chooseUser(data)

  const opened = await withLock(lock, async () => {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    mkdirSync(holders, { recursive: true })
    if (user) chownSync(home, user.uid, user.gid)
    const place = { programs: programs ?? preparePrograms(root, state, user), user, home, data }
    const known = readConnection(state)
    let { connection } = known
    if (!existsSync(join(data, 'PG_VERSION'))) createData({ ...place, connection })
    connection = await joinOrStart(place, connection, state)
    const alone = countHolders(holders) === 0
    if (alone || !known.complete) await prepareDatabase(connection, database)
    return { place, connection, alone, holder: addHolder(holders) }
  })

  const { place, connection, alone, holder } = opened
  let released
  const release = () =>
    (released ??= withLock(lock, () => {
      rmSync(holder, { force: true })
      if (countHolders(holders) > 0 || !isRunning(place)) return
      const stopped = runProgram(
        join(place.programs, 'pg_ctl'),
        ['-D', data, '-m', 'fast', '-w', 'stop'],
        user,
      )
      if (stopped.status !== 0 && isRunning(place))
        throw new Error(`The database does not stop: ${stopped.stderr}`)
    }))

  const url = (role, name = database) => describeUrl(connection, role, name)
  const serverPid = () => readServerPid(data)

  // While an application runs it must not stay without its database because somebody killed that.
  const watch = (onRevive) => {
    let busy = false
    const revive = async () => {
      const pid = serverPid()
      if (busy || released || (pid && describeProcess(pid))) return
      busy = true
      try {
        const next = await withLock(lock, () =>
          released ? connection : joinOrStart(place, connection, state),
        )
        onRevive(next.port === connection.port)
      } finally {
        busy = false
      }
    }
    setInterval(() => revive().catch(() => {}), WATCH).unref()
  }
  return { url, alone, release, watch, port: connection.port, data, serverPid }
}
