// Where a checkout keeps its database and secrets: outside the tree, found again by the tree's real path.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { basename, join, resolve } from 'node:path'

export function isRoot() {
  return process.getuid?.() === 0
}

function findHome(env) {
  if (env.HOME) return env.HOME
  try {
    return userInfo().homedir
  } catch {
    throw new Error('This user has no home directory. Set SUIVI_STATE_DIR to a directory for the database.')
  }
}

/** Path of the state directory; nothing is created. */
export function locateState(root, env = process.env, asRoot = isRoot()) {
  if (env.SUIVI_STATE_DIR) return resolve(env.SUIVI_STATE_DIR)
  const path = realpathSync(root)
  const key = `${basename(path)}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}`
  if (asRoot) return join('/var/lib/suivi', key)
  return join(env.XDG_STATE_HOME || join(findHome(env), '.local', 'state'), 'suivi', key)
}

/** Makes the directory. Root's is passable (0711): PostgreSQL runs as another user and its data lies inside. */
export function openState(directory) {
  mkdirSync(directory, { recursive: true })
  chmodSync(directory, isRoot() ? 0o711 : 0o700)
  return directory
}

/** Writes a whole file or nothing: a reader never sees half of it. */
export function writePrivate(path, text) {
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, path)
}

export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** The demo's secrets, made once. Call under the lock of the state directory. */
export function readSecrets(directory) {
  const path = join(directory, 'secrets.json')
  const known = readJson(path)
  if (known) return known
  const made = {
    masterKey: randomBytes(32).toString('base64'),
    secret: randomBytes(32).toString('base64url'),
  }
  writePrivate(path, `${JSON.stringify(made, null, 2)}\n`)
  return made
}
