import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCluster, runSql } from '../../bin/postgres.mjs'
import { findDebianPrograms } from './debian'

const ROOT = join(import.meta.dirname, '..', '..')
const SIGNED_IN = ['suivi_owner', 'suivi_app', 'suivi_worker', 'suivi_backup'] as const
type SignedIn = (typeof SIGNED_IN)[number]

export interface Ended {
  readonly code: number | null
  readonly text: string
}

export interface Running {
  readonly port: number
  /** What it has said so far. */
  readonly text: () => string
  /** SIGTERM, and how it ended. */
  stop(): Promise<Ended>
}

/** A hospital's own PostgreSQL, without anything of ours, and a production registry in front of it. */
export interface Hospital {
  readonly superUrl: string
  url(role: SignedIn, database?: string): string
  /** What the hospital's administrator types, from docs/operations/install.md. */
  prepareDatabase(name: string): Promise<void>
  readonly settings: Readonly<Record<string, string>>
  /** `npm start`, which must refuse. */
  startRefused(change: Record<string, string>): Promise<Ended>
  start(change?: Record<string, string>): Promise<Running>
  cli(args: readonly string[], change?: Record<string, string>, input?: string): Promise<Ended>
  close(): Promise<void>
}

function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

export async function openHospital(): Promise<Hospital> {
  const state = mkdtempSync(join(tmpdir(), 'suivi-hospital-'))
  const programs = findDebianPrograms()
  const cluster = await openCluster({ state, programs, database: 'scratch' })
  const superUrl = cluster.url('superuser', 'postgres')
  // The launcher has made our roles; a hospital's server has never heard of them.
  await runSql(superUrl, 'drop database scratch')
  for (const role of [...SIGNED_IN, 'suivi_deid']) await runSql(superUrl, `drop role ${role}`)

  const password = randomBytes(12).toString('hex')
  const url = (role: SignedIn, database = 'suivi') =>
    `postgresql://${role}:${password}@127.0.0.1:${cluster.port}/${database}`
  const at = (database: string) => cluster.url('superuser', database)
  const settings = {
    SUIVI_MODE: 'production',
    DATABASE_URL: url('suivi_app'),
    DATABASE_OWNER_URL: url('suivi_owner'),
    DATABASE_BACKUP_URL: url('suivi_backup'),
    SUIVI_SECRET: randomBytes(48).toString('base64'),
    SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
    SUIVI_URL: 'https://registry.hospital.example',
    SUIVI_TRUSTED_HOPS: '1',
  }
  const environment = (change: Record<string, string>) => {
    const { PATH = '', HOME = '' } = process.env
    return { PATH, HOME, NODE_ENV: 'production', ...settings, ...change } as NodeJS.ProcessEnv
  }
  const follow = (child: ChildProcess) => {
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
    const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, text }))
    return { text: () => text, ended }
  }
  const run = (args: readonly string[], change: Record<string, string>, input = '') => {
    const child = spawn(process.execPath, [...args], { cwd: ROOT, env: environment(change) })
    child.stdin.end(input)
    return { child, ...follow(child) }
  }
  return {
    superUrl,
    url,
    settings,
    prepareDatabase: async (name) => {
      const psql = join(programs, 'psql')
      await runSql(superUrl, `create database ${name}`)
      const options = { cwd: ROOT, encoding: 'utf8' } as const
      execFileSync(psql, ['-q', '-v', 'ON_ERROR_STOP=1', '-d', at(name), '-f', 'prisma/roles.sql'], options)
      for (const role of SIGNED_IN) await runSql(superUrl, `alter role ${role} with password '${password}'`)
    },
    startRefused: (change) => run(['bin/start.mjs'], { PORT: '1', ...change }).ended,
    start: async (change = {}) => {
      const port = await findFreePort()
      const { child, text, ended } = run(['bin/start.mjs'], { PORT: String(port), ...change })
      const over = ended.then(({ code }) => {
        throw new Error(`it ended with ${code}: ${text()}`)
      })
      const ready = new Promise<void>((resolve) => {
        child.stdout.on('data', () => text().includes('is ready at') && resolve())
      })
      await Promise.race([ready, over])
      over.catch(() => {})
      const stop = () => {
        child.kill('SIGTERM')
        return ended
      }
      return { port, text, stop }
    },
    cli: (args, change = {}, input) => run(['bin/run.mjs', 'cli', ...args], change, input).ended,
    close: async () => {
      await cluster.release()
      rmSync(state, { recursive: true, force: true })
    },
  }
}
