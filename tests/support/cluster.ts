import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { withLock } from '../../bin/lock.mjs'
import { migrate } from '../../bin/migrate.mjs'
import { openCluster, runSql } from '../../bin/postgres.mjs'
import type { Cluster } from '../../bin/postgres.mjs'
import { locateState, openState } from '../../bin/state.mjs'

export interface TestCluster {
  readonly template: string
  /** Connection strings to the database `postgres`, to be pointed at a test's own. */
  readonly superUrl: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly workerUrl: string
  readonly backupUrl: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: TestCluster
  }
}

const ROOT = join(import.meta.dirname, '..', '..')
const PRISMA = join(ROOT, 'prisma')

function hashSchema(): string {
  const hash = createHash('sha256').update(readFileSync(join(PRISMA, 'roles.sql')))
  const directory = join(PRISMA, 'migrations')
  for (const name of readdirSync(directory).sort()) {
    if (name.endsWith('.toml')) continue
    hash.update(name).update(readFileSync(join(directory, name, 'migration.sql')))
  }
  return hash.digest('hex').slice(0, 12)
}

async function dropLeftovers(superUrl: string): Promise<void> {
  const { rows } = await runSql(superUrl, `select datname from pg_database where datname ~ '^(t|tpl)_'`)
  for (const { datname } of rows) await runSql(superUrl, `drop database if exists "${datname}" with (force)`)
}

// Migrated under a name of its own and renamed when whole: a template that exists is complete.
async function makeTemplate(cluster: Cluster): Promise<string> {
  const superUrl = cluster.url('superuser', 'postgres')
  const template = `tpl_${hashSchema()}`
  const { rowCount } = await runSql(superUrl, 'select from pg_database where datname = $1', [template])
  if (rowCount) return template
  const draft = `${template}_draft`
  await runSql(superUrl, `drop database if exists ${draft} with (force)`)
  await runSql(superUrl, `create database ${draft}`)
  await runSql(cluster.url('superuser', draft), readFileSync(join(PRISMA, 'roles.sql'), 'utf8'))
  await migrate(cluster.url('owner', draft))
  await runSql(superUrl, `alter database ${draft} rename to ${template}`)
  return template
}

/** Puts a cluster under the tests of a project: npm's PostgreSQL, or the one whose programs are named. */
export async function provideCluster(project: TestProject, programs?: string): Promise<() => Promise<void>> {
  // A data directory belongs to one version: …/15/bin has its own.
  const version = programs && `-${basename(dirname(programs))}`
  const state = openState(`${locateState(ROOT)}-test${version ?? ''}`)
  const cluster = await openCluster({ root: ROOT, state, programs })
  const superUrl = cluster.url('superuser', 'postgres')
  const template = await withLock(join(state, 'template.lock'), async () => {
    if (cluster.alone) await dropLeftovers(superUrl)
    return makeTemplate(cluster)
  })
  project.provide('cluster', {
    template,
    superUrl,
    ownerUrl: cluster.url('owner', 'postgres'),
    appUrl: cluster.url('app', 'postgres'),
    workerUrl: cluster.url('worker', 'postgres'),
    backupUrl: cluster.url('backup', 'postgres'),
  })
  return () => cluster.release()
}

export default (project: TestProject): Promise<() => Promise<void>> => provideCluster(project)
