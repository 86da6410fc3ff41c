// debian: postgresql-15
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSql } from '../../bin/postgres.mjs'
import { openHospital, type Hospital, type Running } from '../support/hospital'

const ROOT = join(import.meta.dirname, '..', '..')

/** The first answer may be late on a busy machine. */
const expectReady = ({ port }: Running) =>
  expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/api/ready`)).status, { timeout: 30_000 })
    .toBe(200)

let hospital: Hospital
let backups: string

beforeAll(async () => {
  // Built once, so that the tests measure starts and not builds.
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: ROOT, stdio: ['ignore', 2, 2] })
  hospital = await openHospital()
  await hospital.prepareDatabase('suivi')
  backups = mkdtempSync(join(tmpdir(), 'suivi-hospital-backups-'))
}, 600_000)
afterAll(async () => {
  await hospital.close()
  rmSync(backups, { recursive: true, force: true })
})

describe('a production start refuses', () => {
  const refuse = async (change: Record<string, string>, message: RegExp) => {
    const { code, text } = await hospital.startRefused(change)
    expect(text).toMatch(message)
    expect(code).toBe(1)
    for (const secret of [hospital.settings.SUIVI_SECRET, hospital.settings.SUIVI_MASTER_KEY])
      expect(text).not.toContain(secret)
  }

  it('secrets that are missing or weak, and an address without TLS', async () => {
    await refuse(
      { SUIVI_SECRET: '', SUIVI_MASTER_KEY: 'c2hvcnQ=', SUIVI_URL: 'http://registry.hospital.example' },
      /SUIVI_SECRET is missing[^]*SUIVI_MASTER_KEY must be 32 bytes[^]*SUIVI_URL must begin with https/,
    )
    await refuse({ SUIVI_SECRET: 'a'.repeat(64) }, /SUIVI_SECRET can be guessed/)
  })

  it('a superuser, the owner, the role of backups, and a server that does not answer', async () => {
    const url = new URL(hospital.superUrl)
    url.pathname = '/suivi'
    await refuse({ DATABASE_URL: url.href }, /The role postgres is, or can become, a superuser/)
    await refuse({ DATABASE_URL: hospital.url('suivi_owner') }, /The role suivi_owner owns the database/)
    await refuse({ DATABASE_URL: hospital.url('suivi_backup') }, /suivi_backup .* bypasses row security/)
    await refuse({ DATABASE_URL: hospital.url('suivi_app', 'nowhere') }, /does not answer/)
  })

  it('a server on which a commit may be lost', async () => {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
      await runSql(hospital.superUrl, `alter system set ${setting} = off`)
      await runSql(hospital.superUrl, 'select pg_reload_conf(), pg_sleep(0.3)')
      await refuse({}, new RegExp(`${setting} is off on this PostgreSQL.*set ${setting} = on`))
      await runSql(hospital.superUrl, `alter system reset ${setting}`)
    }
    await runSql(hospital.superUrl, 'select pg_reload_conf(), pg_sleep(0.3)')
  })

  it('pending migrations where it may not apply them, and says how', async () => {
    await refuse(
      { DATABASE_OWNER_URL: '' },
      /migrations are pending .*"npm run cli -- migrate" with DATABASE_OWNER_URL/,
    )
  })

  it('the database of a demo', async () => {
    await hospital.prepareDatabase('toy')
    const urls = {
      DATABASE_URL: hospital.url('suivi_app', 'toy'),
      DATABASE_OWNER_URL: hospital.url('suivi_owner', 'toy'),
    }
    expect(await hospital.cli(['migrate'], urls)).toMatchObject({ code: 0 })
    await runSql(
      hospital.url('suivi_owner', 'toy'),
      `insert into instance (mode, key_check) values ('demo', 'x')`,
    )
    await refuse(urls, /holds the demo/)
  })
})

describe('a production registry', () => {
  let running: Running

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${running.port}${path}`, { redirect: 'manual', headers })

  beforeAll(async () => {
    running = await hospital.start()
  })
  afterAll(async () => {
    expect(await running.stop()).toMatchObject({ code: 0 })
  })

  it('makes its tables, serves, and says who sets it up', async () => {
    expect(running.text()).toMatch(/Database: \d+ migrations applied/)
    expect(running.text()).toMatch(/ready at https:\/\/registry\.hospital\.example \(production/)
    await expect.poll(running.text, { timeout: 30_000 }).toMatch(/hospital\.example\/setup/)
    expect((await get('/api/live')).status).toBe(200)
    await expectReady(running)
    const login = await get('/login')
    expect(login.headers.get('strict-transport-security')).toMatch(/max-age=31536000/)
    expect(login.headers.get('content-security-policy')).toMatch(/upgrade-insecure-requests/)
    expect(await login.text()).not.toContain('follow the spine')
  })

  it('starts with a database that is up to date and no owner, and refuses another master key', async () => {
    const second = await hospital.start({ DATABASE_OWNER_URL: '' })
    expect(await second.stop()).toMatchObject({ code: 0 })
    const other = { SUIVI_MASTER_KEY: randomBytes(32).toString('base64') }
    const { code, text } = await hospital.startRefused(other)
    expect(text).toMatch(/SUIVI_MASTER_KEY is not the key of this database/)
    expect(code).toBe(1)
  })

  it('takes its first administrator, sites and study from the command line', async () => {
    const site = ['site', 'add', '--code', 'NORTH', '--zh', '北院', '--en', 'North Hospital']
    expect(await hospital.cli(site)).toMatchObject({ code: 0 })
    const study = ['study', 'add', '--slug', 'spine', '--zh', '脊柱', '--en', 'Spine', '--sites', 'NORTH']
    expect(await hospital.cli(study)).toMatchObject({ code: 0 })
    const admin = ['user', 'add', '--username', 'first.admin', '--name', '管理员', '--role', 'admin']
    expect(await hospital.cli(admin, {}, 'a long enough word of mine\n')).toMatchObject({ code: 0 })
  })

  it('is told by doctor what is left to do, and nothing once it is done', async () => {
    const before = await hospital.cli(['doctor', '--json'])
    expect(before.code).toBe(1)
    expect(before.text).toMatch(/There is no backup: set SUIVI_BACKUP_DIR/)
    expect(await hospital.cli(['backup', backups])).toMatchObject({ code: 0 })
    // The housekeeper, which a start runs after some seconds.
    execFileSync(process.execPath, ['bin/run.mjs', 'worker'], {
      cwd: ROOT,
      env: { ...process.env, ...hospital.settings },
    })
    const { code, text } = await hospital.cli(['doctor'])
    expect(text).toMatch(/Nothing to mend/)
    expect(code).toBe(0)

    await runSql(hospital.superUrl, 'alter role suivi_worker bypassrls')
    const spoiled = await hospital.cli(['doctor'])
    await runSql(hospital.superUrl, 'alter role suivi_worker nobypassrls')
    expect(spoiled.text).toMatch(
      /suivi_worker has rights over the whole server: run prisma\/roles\.sql again/,
    )
  })

  it('is restored into another database of the server, which then serves', async () => {
    const folder = join(backups, readdirSync(backups)[0] ?? '')
    await hospital.prepareDatabase('second')
    const urls = {
      DATABASE_URL: hospital.url('suivi_app', 'second'),
      DATABASE_OWNER_URL: hospital.url('suivi_owner', 'second'),
      DATABASE_BACKUP_URL: hospital.url('suivi_backup', 'second'),
    }
    const wrong = await hospital.cli(['restore', folder], {
      ...urls,
      SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
    })
    expect(wrong.text).toMatch(/not the master key of the backup/)
    const half = await hospital.cli(['restore', folder], { DATABASE_OWNER_URL: urls.DATABASE_OWNER_URL })
    expect(half.text).toMatch(/name different databases: let both name the empty one/)
    const done = await hospital.cli(['restore', folder], urls)
    expect(done.text).toMatch(/The trail is whole and ends where it ended in the backup/)
    expect(done.code).toBe(0)
    const again = await hospital.cli(['restore', folder], urls)
    expect(again.text).toMatch(/not empty: it holds .*person \(1\)/)
    const second = await hospital.start(urls)
    await expectReady(second)
    expect(await second.stop()).toMatchObject({ code: 0 })
  })
})
