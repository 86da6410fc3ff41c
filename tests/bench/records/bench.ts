import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { openCluster } from '../../../bin/postgres.mjs'
import { readSecrets } from '../../../bin/state.mjs'
import { disconnect } from '@/lib/records/db'
import { newId } from '@/lib/records/ids'
import { findActor } from '@/lib/records/people/sessions'
import { signIn as openSession } from '@/lib/records/people/sign-in'
import { DEMO_PASSWORD } from '@/lib/tasks/demo/cast'
import { measureFunctions, type Measured } from './functions'
import { measurePages, signIn, type MeasuredPage } from './pages'
import { seedPatients } from './seed'

/** What the registry promises with 5,000 patients. */
const RATIO_AT_MOST = 5
const P95_AT_MOST = 300

/** A registry of its own, filled with copies of the demo's patients; timed, then thrown away. */
export async function benchRecords(args: readonly string[]): Promise<void> {
  const wanted = Number(args[args.indexOf('--patients') + 1] ?? 0) || 5_000
  const state = mkdtempSync(join(tmpdir(), 'suivi-bench-'))
  const root = process.cwd()
  try {
    const registry = await startRegistry(root, state)
    try {
      const cluster = await openCluster({ root, state })
      try {
        const patients = await seedPatients(cluster.url('superuser', 'suivi'), wanted)
        console.log(`${patients} patients in study live`)
        const secrets = readSecrets(state)
        Object.assign(process.env, {
          SUIVI_MODE: 'demo',
          DATABASE_URL: cluster.url('app'),
          SUIVI_MASTER_KEY: secrets.masterKey,
          SUIVI_SECRET: secrets.secret,
        })
        const { token } = await openSession('nurse', DEMO_PASSWORD, 'bench')
        const actor = await findActor(token)
        if (!actor) throw new Error('the nurse has no session')
        const functions = await measureFunctions({ actor, request: newId() }, cluster.url('app'))
        reportFunctions(functions)
        const cookie = await signIn(registry.address, 'nurse', DEMO_PASSWORD)
        const pages = await measurePages(registry.address, cookie)
        reportPages(pages)
        if (args.includes('--json')) console.log(JSON.stringify({ functions, pages }))
        if (functions.some(isSlow) || pages.some(isSlowPage)) process.exitCode = 1
      } finally {
        await disconnect()
        await cluster.release()
      }
    } finally {
      await registry.stop()
    }
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

function isSlow({ ms, sqlMs }: Measured): boolean {
  return ms / sqlMs > RATIO_AT_MOST
}

function isSlowPage({ p95 }: MeasuredPage): boolean {
  return p95 > P95_AT_MOST
}

function reportFunctions(functions: readonly Measured[]): void {
  for (const one of functions) {
    const [ms, sqlMs] = [one.ms, one.sqlMs].map((time) => time.toFixed(1).padStart(7))
    const ratio = (one.ms / one.sqlMs).toFixed(2)
    const verdict = isSlow(one) ? '  TOO SLOW' : ''
    console.log(`${one.task.padEnd(26)} ${ms} ms  SQL ${sqlMs} ms (${one.statements})  × ${ratio}${verdict}`)
  }
}

function reportPages(pages: readonly MeasuredPage[]): void {
  for (const one of pages) {
    const [median, p95] = [one.median, one.p95].map((time) => time.toFixed(0).padStart(6))
    console.log(`${one.path.padEnd(26)} ${median} ms  p95 ${p95} ms${isSlowPage(one) ? '  TOO SLOW' : ''}`)
  }
}

/** As `npm start` does, in a state directory of its own. */
async function startRegistry(root: string, state: string) {
  const env = {
    ...process.env,
    SUIVI_STATE_DIR: state,
    PORT: String(await findFreePort()),
    SUIVI_MODE: 'demo',
  }
  const child = spawn(process.execPath, [join(root, 'bin', 'start.mjs')], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 2],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
      const found = /ready at (http:\S+)/.exec(text)
      if (found?.[1]) resolve(found[1])
    })
    void ended.then((code) => reject(new Error(`the registry did not start (exit ${code})`)))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { address, stop }
}

async function findFreePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
