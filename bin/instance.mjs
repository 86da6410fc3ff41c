// What a program of the registry runs against: the demo's own database and secrets, or what the environment names.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { readServed } from './served.mjs'
import { locateState, openState, readSecrets } from './state.mjs'
import { Refusal, say } from './step.mjs'

/** Reads `.env` beside package.json; what is already set wins. */
export function loadDotEnv(root) {
  const path = join(root, '.env')
  if (existsSync(path)) process.loadEnvFile(path)
}

export function readMode(env = process.env) {
  const mode = env.SUIVI_MODE || 'demo'
  if (mode !== 'demo' && mode !== 'production') {
    throw new Refusal(`SUIVI_MODE is "${mode}". It is demo or production; with nothing set it is demo.`)
  }
  if (mode === 'demo' && env.DATABASE_URL) {
    throw new Refusal(
      'DATABASE_URL is set, but the demo uses only its own database. Set SUIVI_MODE=production, or unset DATABASE_URL.',
    )
  }
  return mode
}

async function openDemo(root, { current }) {
  // Only now: these need the installed packages.
  const { openCluster } = await import('./postgres.mjs')
  const { migrate } = await import('./migrate.mjs')
  const state = openState(locateState(root))
  const cluster = await openCluster({ root, state })
  try {
    const secrets = await withLock(join(state, 'secrets.lock'), () => readSecrets(state))
    // A restore makes the tables itself, as they were when the backup was made.
    const applied = current ? await migrate(cluster.url('owner')) : []
    if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`)
    const env = {
      SUIVI_MODE: 'demo',
      DATABASE_URL: cluster.url('app'),
      DATABASE_OWNER_URL: cluster.url('owner'),
      DATABASE_WORKER_URL: cluster.url('worker'),
      DATABASE_BACKUP_URL: cluster.url('backup'),
      SUIVI_STATE_DIR: state,
      SUIVI_MASTER_KEY: secrets.masterKey,
      SUIVI_SECRET: secrets.secret,
      SUIVI_URL: process.env.SUIVI_URL || readServed(state) || `http://localhost:${process.env.PORT || 3000}`,
    }
    return { mode: 'demo', env, watch: cluster.watch, release: cluster.release }
  } catch (error) {
    await cluster.release()
    throw error
  }
}

/**
 * The demo's database, started or joined; in production the environment as it is. Release it at the end.
 * `current: false` leaves the tables as they are.
 */
export async function openInstance(root, { current = true } = {}) {
  if (readMode() === 'demo') return openDemo(root, { current })
  if (!process.env.DATABASE_URL && !process.env.DATABASE_OWNER_URL) {
    throw new Refusal(
      'SUIVI_MODE=production needs DATABASE_URL: the connection string of the role suivi_app.',
    )
  }
  return { mode: 'production', env: { SUIVI_MODE: 'production' }, watch: () => {}, release: async () => {} }
}
