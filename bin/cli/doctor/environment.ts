import { existsSync, statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { checkEnvironment } from '../../refusals.mjs'
import { readServed } from '../../served.mjs'
import { isProduction, type Diagnosis } from './diagnosis'

const EVERYWHERE = ['0.0.0.0', '::', '[::]']
const GIB = 2 ** 30
const LEAST_FREE = 2 * GIB

/** What is set, and what that endangers. */
export async function examineEnvironment({ facts, troubles }: Diagnosis): Promise<boolean> {
  const { env } = process
  facts.mode = env.SUIVI_MODE ?? 'demo'
  facts.address = env.SUIVI_URL ?? ''
  if (!isProduction()) facts.running = readServed(env.SUIVI_STATE_DIR ?? '') ? 'yes' : 'no'
  facts['owner URL'] = env.DATABASE_OWNER_URL ? 'set' : 'not set'
  facts['backup URL'] = env.DATABASE_BACKUP_URL ? 'set' : 'not set'
  troubles.push(...checkEnvironment(env), ...checkListening(env))
  return Boolean(env.DATABASE_URL)
}

function checkListening(env: NodeJS.ProcessEnv): string[] {
  const open = EVERYWHERE.includes(env.HOST ?? '')
  if (!isProduction()) {
    return open
      ? [
          `The demo answers to everybody who reaches this machine (HOST=${env.HOST}), with known passwords: unset HOST.`,
        ]
      : []
  }
  const troubles: string[] = []
  const hops = env.SUIVI_TRUSTED_HOPS || '0'
  if (env.SUIVI_URL?.startsWith('https:') && hops === '0')
    troubles.push(
      'SUIVI_TRUSTED_HOPS is 0 and a proxy brings TLS, so everybody seems to come from it and wrong passwords of one slow all: set it to the number of proxies, 1 behind nginx.',
    )
  if (open)
    troubles.push(
      `The application listens on every address (HOST=${env.HOST}), so it can be reached past the proxy, without TLS: set HOST=127.0.0.1, or to the address that only the proxy reaches.`,
    )
  return troubles
}

/** Files that hold secrets, and the room that is left. `root` is the tree, where `.env` may lie. */
export async function examineFiles({ facts, troubles }: Diagnosis, root: string): Promise<boolean> {
  const { SUIVI_STATE_DIR: state, SUIVI_BACKUP_DIR: backups } = process.env
  const secret = isProduction()
    ? [join(root, '.env')]
    : ['secrets.json', 'conn.json'].map((name) => join(state ?? '', name))
  for (const path of secret.filter((name) => existsSync(name))) {
    const mode = statSync(path).mode & 0o777
    if (mode & 0o077)
      troubles.push(`${path} can be read by others (mode ${mode.toString(8)}): chmod 600 ${path}`)
  }
  for (const [name, path] of Object.entries({ state, backups })) {
    if (!path || !existsSync(path)) continue
    const { bavail, bsize } = await statfs(path)
    facts[`free for ${name}`] = `${((bavail * bsize) / GIB).toFixed(1)} GiB`
    if (bavail * bsize < LEAST_FREE)
      troubles.push(`Less than ${LEAST_FREE / GIB} GiB are free where ${path} lies: make room, or move it.`)
  }
  return true
}
