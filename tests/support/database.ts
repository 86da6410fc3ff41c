import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { runSql } from '../../bin/postgres.mjs'

export interface TestDatabase {
  readonly name: string
  readonly appUrl: string
  readonly ownerUrl: string
  readonly workerUrl: string
  readonly superUrl: string
  readonly backupUrl: string
  drop(): Promise<void>
}

async function makeDatabase(source: string): Promise<TestDatabase> {
  const cluster = inject('cluster')
  const name = `t_${randomBytes(6).toString('hex')}`
  await runSql(cluster.superUrl, `create database ${name} template ${source} owner suivi_owner`)
  const point = (url: string): string => {
    const target = new URL(url)
    target.pathname = `/${name}`
    return target.href
  }
  return {
    name,
    appUrl: point(cluster.appUrl),
    ownerUrl: point(cluster.ownerUrl),
    workerUrl: point(cluster.workerUrl),
    superUrl: point(cluster.superUrl),
    backupUrl: point(cluster.backupUrl),
    drop: async () => {
      await runSql(cluster.superUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

/** A database of one's own with every migration applied. Drop it in afterAll. */
export function createDatabase(): Promise<TestDatabase> {
  return makeDatabase(inject('cluster').template)
}

/** The same without any table. */
export function createEmptyDatabase(): Promise<TestDatabase> {
  return makeDatabase('template0')
}
