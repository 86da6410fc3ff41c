import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A registry for patients, as a hospital starts one: its own PostgreSQL, nobody in it. */
export interface Production {
  readonly origin: string
  /** What the start printed. */
  readonly printed: () => string
  readonly stop: () => Promise<void>
}

const ROOT = process.cwd()
const START_MS = 120_000

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export async function startProduction(): Promise<Production> {
  const state = mkdtempSync(join(tmpdir(), 'suivi-production-'))
  const { openCluster } = await import('../../../bin/postgres.mjs')
  const cluster = await openCluster({ root: ROOT, state })
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'start.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      SUIVI_MODE: 'production',
      SUIVI_STATE_DIR: join(state, 'app'),
      SUIVI_URL: origin,
      SUIVI_SECRET: randomBytes(36).toString('base64'),
      SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
      DATABASE_URL: cluster.url('app'),
      DATABASE_OWNER_URL: cluster.url('owner'),
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  const stop = async () => {
    await end(child)
    await cluster.release()
    rmSync(state, { recursive: true, force: true })
  }
  try {
    await waitFor(() => text.includes('First administrator:'), child)
  } catch (error) {
    await stop()
    throw new Error(`The production instance did not start: ${text}`, { cause: error })
  }
  return { origin, printed: () => text, stop }
}

async function waitFor(isThere: () => boolean, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_MS
  while (!isThere()) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('no answer')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
