import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { vi } from 'vitest'
import { disconnect } from '@/lib/records/db'
import { readKey } from '../../bin/backup/manifest'
import { restoreBackup, type Restored } from '../../bin/backup/restore'
import { takeBackup, type Taken } from '../../bin/backup/take'
import { runSql } from '../../bin/postgres.mjs'
import { createDatabase, createEmptyDatabase, type TestDatabase } from './database'
import { openRegistry, type Registry } from './registry'

const ROLES = readFileSync(join(import.meta.dirname, '..', '..', 'prisma', 'roles.sql'), 'utf8')

/** A registry, a directory for its backups, and other databases to restore them into. */
export interface BackupPlace {
  readonly registry: Registry
  readonly masterKey: Buffer
  readonly directory: string
  take(url?: string, into?: string): Promise<Taken>
  restore(target: TestDatabase, folder: string, key?: Buffer, mode?: string): Promise<Restored>
  /** Without tables, as an administrator leaves it. */
  makeTarget(): Promise<TestDatabase>
  /** With the tables of this version. */
  makeMigrated(): Promise<TestDatabase>
  close(): Promise<void>
}

export async function openBackupPlace(): Promise<BackupPlace> {
  const registry = await openRegistry()
  const masterKey = readKey(process.env.SUIVI_MASTER_KEY ?? '')
  const directory = mkdtempSync(join(tmpdir(), 'suivi-backup-'))
  const spare: TestDatabase[] = []
  const keep = (database: TestDatabase) => {
    spare.push(database)
    return database
  }
  return {
    registry,
    masterKey,
    directory,
    take: (url = registry.database.backupUrl, into = directory) =>
      takeBackup({ url, directory: into, masterKey }),
    restore: ({ ownerUrl }, folder, key = masterKey, mode = 'demo') =>
      restoreBackup({ ownerUrl, folder, masterKey: key, mode }),
    makeTarget: async () => {
      const database = keep(await createEmptyDatabase())
      await runSql(database.superUrl, ROLES)
      return database
    },
    makeMigrated: async () => keep(await createDatabase()),
    close: async () => {
      await registry.close()
      await Promise.all(spare.map((database) => database.drop()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export async function countTables(database: TestDatabase): Promise<number> {
  const { rows } = await runSql(
    database.superUrl,
    `select count(*)::int as n from pg_tables where schemaname = 'public'`,
  )
  return rows[0].n
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Runs the application's own modules, loaded anew, on another database. */
export async function withApplicationAt(url: string, work: () => Promise<void>): Promise<void> {
  const before = process.env.DATABASE_URL
  await disconnect()
  process.env.DATABASE_URL = url
  vi.resetModules()
  try {
    await work()
  } finally {
    await disconnect() // the client stands on globalThis, whichever copy of the module made it
    process.env.DATABASE_URL = before
    vi.resetModules()
  }
}
