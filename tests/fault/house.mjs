// The registry under test: the real start command on a state directory of its own, and ways to end it.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from '../../bin/build.mjs'
import { describeProcess } from '../../bin/lock.mjs'
import { runSql } from '../../bin/postgres.mjs'
import { readJson } from '../../bin/state.mjs'

export function findFreePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

// What a developer has set for another registry must not reach this one.
function cleanEnvironment() {
  const foreign = /^(SUIVI_|NEXTAUTH_|DATABASE_|PG[A-Z]+$|NODE_ENV$|HOST$|PORT$|npm_lifecycle_event$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

function readParent(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

/** The server of this state directory and its children, and nobody else's. */
function listDatabaseProcesses(state) {
  const pid = readPostmaster(state)
  if (!pid) return []
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => readParent(one) === pid)
  return [pid, ...children]
}

function readPostmaster(state) {
  try {
    return Number.parseInt(
      readFileSync(join(state, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0],
      10,
    )
  } catch {
    return undefined
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

/** Starts the registry and answers when it says that it is ready. */
export async function startHouse(state, port) {
  const began = Date.now()
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'start.mjs')], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), SUIVI_STATE_DIR: state, PORT: String(port) },
    stdio: ['ignore', 'pipe', 2],
  })
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
  await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (text.includes('ready at')) resolve()
    })
    ended.then(({ code }) => reject(new Error(`The registry did not start (exit ${code}).`)))
  })
  return {
    seconds: (Date.now() - began) / 1000,
    /** kill -9 of the application and of every process of its database, at one moment. */
    async crash() {
      const victims = [child.pid, ...listDatabaseProcesses(state)]
      const killed = victims.filter(kill).length
      await ended
      return killed
    },
    /** SIGTERM, and how it ended. */
    async stop() {
      const asked = Date.now()
      child.kill('SIGTERM')
      const { code, signal } = await ended
      const postmaster = readPostmaster(state)
      const left = postmaster !== undefined && describeProcess(postmaster) !== undefined
      return { code: code ?? signal, seconds: (Date.now() - asked) / 1000, databaseLeft: left }
    },
  }
}

/** Rows of a statement run as superuser, past the application and its row security. */
export async function askDatabase(state, sql, values) {
  const { port, passwords } = readJson(join(state, 'conn.json'))
  const url = `postgresql://postgres:${passwords.superuser}@127.0.0.1:${port}/suivi`
  return (await runSql(url, sql, values)).rows
}

/** Runs a command of the command line against the same state directory; its last line is JSON. */
export async function runCli(state, args) {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'run.mjs'), 'cli', ...args, '--json'], {
    cwd: ROOT,
    env: { ...cleanEnvironment(), SUIVI_STATE_DIR: state },
    stdio: ['ignore', 'pipe', 2],
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  await new Promise((resolve) => child.once('exit', resolve))
  return JSON.parse(text.trim().split('\n').at(-1))
}

export { wait }
