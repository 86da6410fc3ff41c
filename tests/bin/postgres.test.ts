import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCluster, runSql } from '../../bin/postgres.mjs'
import type { Cluster } from '../../bin/postgres.mjs'

const ROLES = readFileSync(join(import.meta.dirname, '..', '..', 'prisma', 'roles.sql'), 'utf8')

let state: string
let cluster: Cluster

async function countRows(of: Cluster): Promise<number> {
  return (await runSql(of.url('owner'), 'select count(*)::int as n from kept')).rows[0].n
}

function killServer(of: Cluster): number {
  const pid = of.serverPid()
  if (!pid) throw new Error('no server is running')
  process.kill(pid, 'SIGKILL')
  return pid
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'suivi-cluster-'))
  const both = await Promise.all([openCluster({ state }), openCluster({ state })])
  cluster = both[0]
  expect(both[1].port).toBe(cluster.port)
  expect(both.filter(({ alone }) => alone)).toHaveLength(1)
  await both[1].release()
  await runSql(cluster.url('owner'), 'create table kept (n int)')
})

afterAll(async () => {
  await cluster.release()
  rmSync(state, { recursive: true })
})

describe('the embedded PostgreSQL', () => {
  it('is set up as we promise: passwords, checksums, UTC, fsync, loopback only', async () => {
    const { rows } = await runSql(
      cluster.url('superuser'),
      `select current_setting('data_checksums') as checksums, current_setting('TimeZone') as zone, current_setting('fsync') as fsync,
         current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as socket,
         (select count(*)::int from pg_hba_file_rules where auth_method <> 'scram-sha-256') as open_doors,
         (select collname from pg_collation where collname = 'zh-x-icu') as pinyin`,
    )
    expect(rows[0]).toEqual({
      checksums: 'on',
      zone: 'UTC',
      fsync: 'on',
      listen: '127.0.0.1',
      socket: '',
      open_doors: 0,
      pinyin: 'zh-x-icu',
    })
    expect(statSync(join(state, 'conn.json')).mode & 0o777).toBe(0o600)
    await expect(runSql(cluster.url('app').replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      /password/,
    )
  })

  it('is stopped only by the last one who uses it', async () => {
    const other = await openCluster({ state })
    expect(other.alone).toBe(false)
    await other.release()
    expect(await countRows(cluster)).toBe(0)
  })

  it('comes back after a kill -9 with everything that was committed', async () => {
    for (const round of [1, 2, 3]) {
      await runSql(cluster.url('owner'), 'insert into kept values ($1)', [round])
      const pid = killServer(cluster)
      await cluster.release()
      cluster = await openCluster({ state })
      expect(cluster.serverPid()).not.toBe(pid)
      expect(await countRows(cluster)).toBe(round)
    }
  })

  it('is started again, at the same port, while an application watches it', async () => {
    const revived = new Promise<boolean>((resolve) => cluster.watch(resolve))
    killServer(cluster)
    expect(await revived).toBe(true)
    expect(await countRows(cluster)).toBe(3)
  })

  it('starts although its noted process id now belongs to another program', async () => {
    await cluster.release()
    const path = join(cluster.data, 'postmaster.pid')
    writeFileSync(path, `${process.pid}\n${cluster.data}\n1\n5432\n\n127.0.0.1\n0\nready\n`)
    cluster = await openCluster({ state })
    expect(await countRows(cluster)).toBe(3)
  })
})

describe('prisma/roles.sql', () => {
  it('can be run again and changes nothing', async () => {
    const read = () =>
      runSql(
        cluster.url('superuser'),
        `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin, rolinherit
         from pg_roles where rolname like 'suivi%' order by rolname`,
      )
    const { rows } = await read()
    const plain = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }
    expect(rows).toEqual([
      { rolname: 'suivi_app', ...plain, rolcanlogin: true, rolinherit: false },
      { rolname: 'suivi_backup', ...plain, rolbypassrls: true, rolcanlogin: true, rolinherit: false },
      { rolname: 'suivi_deid', ...plain, rolcanlogin: false, rolinherit: true },
      { rolname: 'suivi_owner', ...plain, rolcanlogin: true, rolinherit: true },
      { rolname: 'suivi_worker', ...plain, rolcanlogin: true, rolinherit: true },
    ])
    await runSql(cluster.url('superuser'), ROLES)
    expect((await read()).rows).toEqual(rows)
  })

  it('keeps the application from making tables and lets it turn into the reader of de-identified data', async () => {
    await expect(runSql(cluster.url('app'), 'create table mine (n int)')).rejects.toThrow(/permission denied/)
    await expect(runSql(cluster.url('app'), 'select * from kept')).rejects.toThrow(/permission denied/)
    await expect(runSql(cluster.url('app'), 'set role suivi_owner')).rejects.toThrow(/permission denied/)
    await expect(runSql(cluster.url('app'), 'set role suivi_deid')).resolves.toBeDefined()
    await runSql(cluster.url('owner'), 'create table made_by_owner (n int)')
  })

  it('lets the backup read what the owner makes, past row security, and write nothing', async () => {
    await runSql(
      cluster.url('owner'),
      `create table hidden (n int); insert into hidden values (1); create sequence counted;
       alter table hidden enable row level security; alter table hidden force row level security`,
    )
    const seen = await runSql(cluster.url('backup'), 'select n, (select last_value from counted) from hidden')
    expect(seen.rowCount).toBe(1)
    for (const sql of ['insert into hidden values (2)', 'delete from hidden', 'create table mine (n int)']) {
      await expect(runSql(cluster.url('backup'), sql), sql).rejects.toThrow(/permission denied/)
    }
  })

  it('comes with a later role to a state directory that does not know it yet', async () => {
    const path = join(state, 'conn.json')
    const known = JSON.parse(readFileSync(path, 'utf8')) as { passwords: Record<string, string> }
    const { backup: _, ...passwords } = known.passwords
    writeFileSync(path, JSON.stringify({ ...known, passwords }))
    const joined = await openCluster({ state })
    expect(joined.alone).toBe(false)
    expect((await runSql(joined.url('backup'), 'select 1')).rowCount).toBe(1)
    await joined.release()
    await cluster.release()
    cluster = await openCluster({ state })
  })
})
