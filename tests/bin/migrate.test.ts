import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate, pendingMigrations } from '../../bin/migrate.mjs'
import { runSql } from '../../bin/postgres.mjs'
import { createDatabase, createEmptyDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'

describe('migration runner', () => {
  let database: TestDatabase
  let directory: string

  const write = (name: string, sql: string): void => {
    mkdirSync(join(directory, name), { recursive: true })
    writeFileSync(join(directory, name, 'migration.sql'), sql)
  }

  beforeEach(async () => {
    database = await createEmptyDatabase()
    directory = mkdtempSync(join(tmpdir(), 'suivi-migrations-'))
    write('1_first', 'create table one (n int); insert into one values (1);')
    write('2_second', `create function two() returns int language plpgsql as $$ begin return 2; end; $$;`)
  })

  afterEach(async () => {
    rmSync(directory, { recursive: true })
    await database.drop()
  })

  it('applies every file in order, once, and books it as Prisma does', async () => {
    expect(await pendingMigrations(database.ownerUrl, directory)).toEqual(['1_first', '2_second'])
    expect(await migrate(database.ownerUrl, directory)).toEqual(['1_first', '2_second'])
    expect(await migrate(database.ownerUrl, directory)).toEqual([])
    write('3_third', 'insert into one values (two())')
    expect(await pendingMigrations(database.ownerUrl, directory)).toEqual(['3_third'])
    expect(await migrate(database.ownerUrl, directory)).toEqual(['3_third'])
    const { rows } = await runSql(
      database.ownerUrl,
      `select migration_name, applied_steps_count, finished_at is not null as finished, length(checksum) as bytes
       from _prisma_migrations order by started_at`,
    )
    expect(rows).toEqual(
      ['1_first', '2_second', '3_third'].map((migration_name) => ({
        migration_name,
        applied_steps_count: 1,
        finished: true,
        bytes: 64,
      })),
    )
    expect((await runSql(database.ownerUrl, 'select sum(n)::int as sum from one')).rows).toEqual([{ sum: 3 }])
  })

  it('lets several starters run at once, and applies each file once', async () => {
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(database.ownerUrl, directory)))
    expect(runs.flat().sort()).toEqual(['1_first', '2_second'])
    expect((await runSql(database.ownerUrl, 'select count(*)::int as n from one')).rows).toEqual([{ n: 1 }])
  })

  it('undoes a file that fails, keeps those before it, and goes on once it is repaired', async () => {
    write('2_second', 'create table two (n int); select 1 / 0;')
    await expect(migrate(database.ownerUrl, directory)).rejects.toThrow(
      /2_second failed and changed nothing: division/,
    )
    expect((await runSql(database.ownerUrl, `select to_regclass('two') as two`)).rows).toEqual([
      { two: null },
    ])
    expect(await pendingMigrations(database.ownerUrl, directory)).toEqual(['2_second'])
    write('2_second', 'create table two (n int);')
    expect(await migrate(database.ownerUrl, directory)).toEqual(['2_second'])
  })

  it('refuses an edited file, an unfinished one and one it does not know', async () => {
    await migrate(database.ownerUrl, directory)
    appendFileSync(join(directory, '1_first', 'migration.sql'), '\n-- later thought')
    await expect(migrate(database.ownerUrl, directory)).rejects.toThrow(/1_first was edited/)
    await expect(pendingMigrations(database.ownerUrl, directory)).rejects.toThrow(/1_first was edited/)
    write('1_first', 'create table one (n int); insert into one values (1);')

    await runSql(
      database.ownerUrl,
      `update _prisma_migrations set finished_at = null where migration_name = '2_second'`,
    )
    await expect(migrate(database.ownerUrl, directory)).rejects.toThrow(/2_second was begun and not finished/)
    await runSql(
      database.ownerUrl,
      `update _prisma_migrations set rolled_back_at = now() where finished_at is null`,
    )
    expect(await pendingMigrations(database.ownerUrl, directory)).toEqual(['2_second'])
    await runSql(
      database.ownerUrl,
      `update _prisma_migrations set rolled_back_at = null, finished_at = now()`,
    )

    rmSync(join(directory, '2_second'), { recursive: true })
    await expect(pendingMigrations(database.ownerUrl, directory)).rejects.toThrow(/2_second.*later version/)
  })

  it('lets the application see what is pending without the right to change it', async () => {
    await migrate(database.ownerUrl, directory)
    write('3_third', 'select 1')
    await runSql(database.superUrl, 'grant connect on database ' + database.name + ' to suivi_app')
    expect(await pendingMigrations(database.appUrl, directory)).toEqual(['3_third'])
    await expect(migrate(database.appUrl, directory)).rejects.toThrow(/permission denied/)
  })
})

describe('the shipped migrations', () => {
  it('are all applied in a test database', async () => {
    const database = await createDatabase()
    expect(await pendingMigrations(database.appUrl)).toEqual([])
    await database.drop()
  })
})
