import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { recordJob } from '@/lib/records/studies/jobs'
import { runBackup } from '../../bin/cli/backup'
import { runDoctor } from '../../bin/cli/doctor'
import { openRegistry, type Registry } from '../support/registry'
import { keepHouse } from '../../worker/housekeeping'

let registry: Registry
let environment: NodeJS.ProcessEnv
let folder: string

beforeAll(async () => {
  registry = await openRegistry()
  folder = mkdtempSync(join(tmpdir(), 'suivi-doctor-'))
  await keepHouse()
  environment = { ...process.env }
})
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
  process.exitCode = 0
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await registry.close()
})

const command = (verb = '') => ({
  noun: '',
  verb,
  rest: [],
  options: new Map<string, string>(),
  json: true,
  call: registry.cli,
  say: () => {},
  readFile: () => new Uint8Array(),
})

async function diagnose(): Promise<{ facts: Record<string, unknown>; troubles: string[] }> {
  return (await runDoctor(command())) as Awaited<ReturnType<typeof diagnose>>
}

/** Beside what a demo's registry called production is told anyway. */
async function diagnoseProduction(change: Record<string, string>): Promise<string[]> {
  Object.assign(process.env, {
    SUIVI_MODE: 'production',
    SUIVI_URL: 'https://registry.hospital.example',
    SUIVI_TRUSTED_HOPS: '1',
    SUIVI_BACKUP: 'external',
    SUIVI_SECRET: environment.SUIVI_SECRET ?? '',
    HOST: '',
    ...change,
  })
  const { troubles } = await diagnose()
  return troubles.filter((trouble) => !trouble.startsWith('This database holds the demo'))
}

describe('doctor, of a database that somebody changed', () => {
  const cases: [string, string, string, RegExp][] = [
    [
      'a right to delete',
      'grant delete on entry to suivi_app',
      'revoke delete on entry from suivi_app',
      /may delete from entry: .*"revoke delete/,
    ],
    [
      'a right to empty',
      'grant truncate on trail to suivi_app',
      'revoke truncate on trail from suivi_app',
      /may delete from trail:/,
    ],
    [
      'a right to write the trail',
      'grant insert on trail to suivi_app',
      'revoke insert on trail from suivi_app',
      /may write trail itself: .*"revoke insert/,
    ],
    [
      'a backup that may write',
      'grant update on visit to suivi_backup',
      'revoke update on visit from suivi_backup',
      /suivi_backup may write visit: .*"revoke insert, update/,
    ],
    [
      'row security off',
      'alter table visit disable row level security',
      'alter table visit enable row level security',
      /Row security of visit is switched off: .*"alter table visit enable/,
    ],
    [
      'row security not forced',
      'alter table entry no force row level security',
      'alter table entry force row level security',
      /Row security of entry is switched off/,
    ],
    [
      'a silent trigger',
      'alter table entry disable trigger trail',
      'alter table entry enable trigger trail',
      /A trigger of entry is switched off, .*"alter table entry enable trigger user"/,
    ],
  ]
  for (const [name, spoil, mend, message] of cases) {
    it(`names ${name}, with its remedy`, async () => {
      await registry.asOwner(spoil)
      const { troubles } = await diagnose()
      await registry.asOwner(mend)
      expect(troubles).toEqual([expect.stringMatching(message)])
      expect((await diagnose()).troubles).toEqual([])
      expect(process.exitCode).toBe(1)
    })
  }

  it('names a log that repeats what was typed', async () => {
    await registry.asSuper(
      `alter role suivi_app in database ${registry.database.name} set log_error_verbosity = verbose`,
    )
    const { troubles } = await diagnose()
    await registry.asSuper(
      `alter role suivi_app in database ${registry.database.name} reset log_error_verbosity`,
    )
    expect(troubles).toEqual([
      expect.stringMatching(/log may repeat what was typed.*log_error_verbosity = terse/),
    ])
  })
})

describe('doctor, of settings', () => {
  it('has nothing to say of good ones', async () => {
    expect(await diagnoseProduction({})).toEqual([])
  })

  it('names each that endangers data, with its remedy, all at once', async () => {
    const cases: [Record<string, string>, RegExp][] = [
      [{ SUIVI_URL: 'http://registry.hospital.example' }, /SUIVI_URL must begin with https.*proxy with TLS/],
      [{ SUIVI_TRUSTED_HOPS: '' }, /SUIVI_TRUSTED_HOPS is 0.*set it to/],
      [{ HOST: '0.0.0.0' }, /listens on every address.*set HOST=127\.0\.0\.1/],
      [{ SUIVI_SECRET: 'short' }, /SUIVI_SECRET has fewer.*openssl/],
      [{ SUIVI_BACKUP: '' }, /There is no backup: set SUIVI_BACKUP_DIR/],
    ]
    for (const [change, message] of cases)
      expect(await diagnoseProduction(change)).toEqual([expect.stringMatching(message)])
    const both = await diagnoseProduction({ SUIVI_TRUSTED_HOPS: '0', HOST: '::', SUIVI_SECRET: 'short' })
    expect(both).toHaveLength(3)
  })

  it('names a demo that is open to everybody', async () => {
    process.env.HOST = '0.0.0.0'
    expect((await diagnose()).troubles).toEqual([expect.stringMatching(/answers to everybody.*unset HOST/)])
  })

  it('names secrets that others can read', async () => {
    process.env.SUIVI_STATE_DIR = folder
    const path = join(folder, 'secrets.json')
    writeFileSync(path, '{}', { mode: 0o600 })
    expect((await diagnose()).troubles).toEqual([])
    chmodSync(path, 0o640)
    expect((await diagnose()).troubles).toEqual([
      `${path} can be read by others (mode 640): chmod 600 ${path}`,
    ])
    rmSync(path)
  })
})

describe('doctor, of backups', () => {
  it('knows when the last one was made, that one is late, and that one failed', async () => {
    process.env.DATABASE_BACKUP_URL = registry.database.backupUrl
    const ask = () => diagnoseProduction({ SUIVI_BACKUP: '' })
    await runBackup(command(folder))
    expect(await ask()).toEqual([])
    const { facts } = await diagnose()
    expect(facts['last backup']).toMatchObject({ folder: expect.stringContaining(folder) })
    expect(facts['trail system']).toMatch(/^\d+ [0-9a-f]{64}$/)

    process.env.SUIVI_MODE = 'demo'
    process.env.DATABASE_BACKUP_URL = registry.database.appUrl
    await expect(runBackup(command(folder))).rejects.toThrow(/may not read everything/)
    expect(await ask()).toEqual([expect.stringMatching(/attempt at a backup failed \(BackupRefused\)/)])

    await recordJob('backup', true, { takenAt: new Date(Date.now() - 3 * 86_400_000).toISOString() })
    expect(await ask()).toEqual([expect.stringMatching(/more than 2 days old/)])
  })
})
