import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listTables, nameOf, quoteName, LEFT_OUT } from '../../bin/backup/catalog'
import { findNewest, listBackups, makeFolder, pruneBackups, readManifest } from '../../bin/backup/files'
import { restoreBackup } from '../../bin/backup/restore'
import { takeBackup } from '../../bin/backup/take'
import { openCluster, runSql, type Cluster } from '../../bin/postgres.mjs'
import { openBackupPlace, withApplicationAt, withClient, type BackupPlace } from '../support/backup-place'
import { makePatient, saveForm, type MadePatient } from '../support/patient'

const NAME = '欧阳备份'

let place: BackupPlace
let patients: MadePatient[]
let folder: string

beforeAll(async () => {
  place = await openBackupPlace()
  const nurse = await place.registry.callAs('nurse')
  patients = []
  for (let i = 0; i < 4; i += 1) {
    const identity = { name: `${NAME}${i}`, sex: 'F', birthDate: '1950-02-03' } as const
    patients.push(await makePatient(nurse, { operatedDaysAgo: 3, identity }))
  }
})
afterAll(() => place.close())

describe('a backup', () => {
  let restored: Cluster
  let state: string

  beforeAll(async () => {
    state = mkdtempSync(join(tmpdir(), 'suivi-elsewhere-'))
    restored = await openCluster({ state })
  })
  afterAll(async () => {
    await restored.release()
    rmSync(state, { recursive: true, force: true })
  })

  it('is one moment, taken while people save', async () => {
    let saving = true
    const nurse = await place.registry.callAs('nurse')
    const writers = patients.map(async (patient) => {
      let version = 0
      while (saving) {
        const values = { vas_back_rest: version % 10 }
        await saveForm(nurse, patient, 'd1', 'pain', values, { version, doneDaysAgo: 2 })
        version += 1
      }
      return version
    })
    const readHead = async () => {
      const [head] = await place.registry.asSuper<{ seq: number }>(
        `select seq::int from trail_head where chain = '${place.registry.sites.NORTH}'`,
      )
      return head?.seq ?? 0
    }
    await expect.poll(readHead, { timeout: 20_000 }).toBeGreaterThan(40)
    const before = await readHead()
    const taken = await place.take()
    const after = await readHead()
    saving = false
    expect(Math.min(...(await Promise.all(writers)))).toBeGreaterThan(1)

    folder = taken.folder
    const head = taken.trail.find(({ chain }) => chain === place.registry.sites.NORTH)
    expect(head?.seq).toBeGreaterThanOrEqual(before)
    expect(head?.seq, 'saves went on while it was copied').toBeLessThan(after)
    expect(taken.rows).toBeGreaterThan(200)
  })

  it('lies in files of its owner alone, without identities or keys in clear', async () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    for (const file of readdirSync(folder)) {
      expect(statSync(join(folder, file)).mode & 0o777, file).toBe(0o600)
      const bytes = readFileSync(join(folder, file))
      const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
      for (const secret of [NAME, process.env.SUIVI_MASTER_KEY ?? '?', process.env.SUIVI_SECRET ?? '?'])
        expect(text.includes(secret), file).toBe(false)
    }
  })

  it('holds every table of the catalog but those of a moment or a machine', async () => {
    const { tables, leftOut } = await readManifest(folder)
    const names = await place.registry.asSuper<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'deid')
         and tablename <> '_prisma_migrations' order by 1`,
    )
    expect([...tables.map(nameOf), ...leftOut].sort()).toEqual(names.map(({ name }) => name))
    expect(leftOut).toEqual(LEFT_OUT)
    const references = await place.registry.asSuper(
      `select conname from pg_constraint where contype = 'f' and confrelid = any ($1::regclass[])
         and not conrelid = any ($1::regclass[])`,
      [LEFT_OUT],
    )
    expect(references, 'nothing kept refers to what is left out').toEqual([])
  })

  it('restored in another cluster holds the same rows, guards and trail, and opens with its key', async () => {
    const answer = await restoreBackup({
      ownerUrl: restored.url('owner'),
      folder,
      masterKey: place.masterKey,
      mode: 'demo',
    })
    const manifest = await readManifest(folder)
    expect(answer).toMatchObject({ migrated: [], trail: manifest.trail })

    for (const { name, rows } of manifest.tables) {
      const counted = await runSql(restored.url('superuser'), `select count(*)::int as n from ${name}`)
      expect([name, counted.rows[0].n]).toEqual([name, rows])
    }
    const again = await takeBackup({
      url: restored.url('backup'),
      directory: join(place.directory, 'again'),
      masterKey: place.masterKey,
    })
    const copy = await readManifest(again.folder)
    expect(copy.tables).toEqual(manifest.tables)
    expect(copy.trail).toEqual(manifest.trail)
    // And back, which under `readers` is from npm's PostgreSQL to Debian's older one.
    const back = await place.restore(await place.makeTarget(), again.folder)
    expect(back).toMatchObject({ rows: answer.rows, trail: manifest.trail })

    const guards = `
      select c.relname, c.relrowsecurity, c.relforcerowsecurity,
        (select array_agg(t.tgname || t.tgenabled::text order by t.tgname) from pg_trigger t
          where t.tgrelid = c.oid and not t.tgisinternal) as triggers,
        (select array_agg(k.conname || k.condeferrable || k.condeferred order by k.conname) from pg_constraint k
          where k.conrelid = c.oid and k.contype <> 'n') as constraints
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`
    const target = await runSql(restored.url('superuser'), guards)
    expect(target.rows).toEqual(await place.registry.asSuper(guards))

    // The application itself, on the restored database.
    await withApplicationAt(restored.url('app'), async () => {
      const { verifyTrail } = await import('@/lib/records/trail/verify')
      const { prepareInstance } = await import('@/lib/records/studies/instance')
      const { findPatients } = await import('@/lib/records/patients/patients')
      expect(await prepareInstance()).toBe('known')
      const reports = await verifyTrail(place.registry.cli)
      expect(reports.flatMap(({ faults }) => faults)).toEqual([])
      expect(reports.map(({ chain, rows, head }) => ({ chain, seq: rows, hash: head }))).toEqual(
        expect.arrayContaining(manifest.trail),
      )
      expect(
        JSON.stringify(await findPatients(await place.registry.callAs('nurse'), 'live', `${NAME}2`)),
      ).toContain(patients[2]?.code)
    })
  })

  it('needs a role that sees everything, and the key of its database', async () => {
    const into = join(place.directory, 'none')
    await expect(place.take(place.registry.database.appUrl, into)).rejects.toThrow(
      /may not read everything.*suivi_backup/,
    )
    await expect(place.take(place.registry.database.ownerUrl, into)).rejects.toThrow(
      /may not read everything.*suivi_backup/,
    )
    const options = { url: place.registry.database.backupUrl, directory: into, masterKey: randomBytes(32) }
    await expect(takeBackup(options)).rejects.toThrow(/SUIVI_MASTER_KEY is not the key/)
    const empty = await place.makeMigrated()
    await expect(place.take(empty.backupUrl, into)).rejects.toThrow(/never started/)
    expect(await listBackups(into)).toEqual([])
  })
})

describe('the folder of backups', () => {
  it('never shows one that was cut short', async () => {
    const here = join(place.directory, 'cut')
    const broken = makeFolder(here, new Date('2026-11-20T01:02:03Z'), async (draft) => {
      await writeFile(join(draft, 'half'), 'x')
      throw new Error('the disk is full')
    })
    await expect(broken).rejects.toThrow('the disk is full')
    expect(readdirSync(here)).toEqual([])
    await mkdir(join(here, '.suivi-20261120T010203Z.part'))
    expect(await listBackups(here)).toEqual([])
    await expect(readManifest(join(here, '.suivi-20261120T010203Z.part'))).rejects.toThrow(/cut short/)
  })

  it('keeps the newest ones, names them, and sweeps what a killed one left a day ago', async () => {
    const here = join(place.directory, 'many')
    for (const day of [1, 2, 3]) await makeFolder(here, new Date(Date.UTC(2026, 10, day)), async () => {})
    await mkdir(join(here, '.suivi-20261101T000000Z.part'))
    await mkdir(join(here, '.suivi-20261102T000000Z.part'))
    await mkdir(join(here, 'of-somebody-else'))
    await utimes(join(here, '.suivi-20261101T000000Z.part'), 0, 0)
    expect(await findNewest(here)).toEqual(new Date(Date.UTC(2026, 10, 3)))
    await pruneBackups(here, 2)
    expect(readdirSync(here).sort()).toEqual([
      '.suivi-20261102T000000Z.part',
      'of-somebody-else',
      'suivi-20261102T000000Z',
      'suivi-20261103T000000Z',
    ])
    await expect(readManifest(here)).rejects.toThrow(/name one of them. The newest is suivi-20261103T000000Z/)
  })
})

describe('the role of backups', () => {
  it('reads each table and sequence and writes none', async () => {
    await withClient(place.registry.database.backupUrl, async (client) => {
      await client.query('set row_security = off')
      for (const table of await listTables(client)) {
        await client.query(`select from ${quoteName(table)} limit 1`)
        await expect(client.query(`delete from ${quoteName(table)}`), table.name).rejects.toMatchObject({
          code: '42501',
        })
      }
    })
  })
})
