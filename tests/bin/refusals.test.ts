import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runSql } from '../../bin/postgres.mjs'
import { checkContent, checkEnvironment, checkServer } from '../../bin/refusals.mjs'
import { createEmptyDatabase } from '../support/database'
import type { TestDatabase } from '../support/database'

const GOOD = {
  DATABASE_URL: 'postgresql://suivi_app@db/suivi',
  SUIVI_SECRET: randomBytes(36).toString('base64'),
  SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
  SUIVI_URL: 'https://registry.hospital.example',
}

describe('environment of a production start', () => {
  it('is accepted when it is whole', () => {
    expect(checkEnvironment(GOOD)).toEqual([])
    expect(checkEnvironment({ ...GOOD, SUIVI_URL: 'http://localhost:3000' })).toEqual([])
  })

  it('is refused with the name of what is wrong', () => {
    const cases: [Record<string, string | undefined>, string][] = [
      [{ DATABASE_URL: undefined }, 'DATABASE_URL'],
      [{ SUIVI_SECRET: undefined }, 'SUIVI_SECRET'],
      [{ SUIVI_SECRET: GOOD.SUIVI_SECRET.slice(0, 31) }, 'SUIVI_SECRET'],
      [{ SUIVI_SECRET: 'a'.repeat(64) }, 'SUIVI_SECRET'],
      [{ SUIVI_SECRET: 'change-me-to-48-random-bytes-in-base64' }, 'SUIVI_SECRET'],
      [{ SUIVI_MASTER_KEY: undefined }, 'SUIVI_MASTER_KEY'],
      [{ SUIVI_MASTER_KEY: randomBytes(31).toString('base64') }, 'SUIVI_MASTER_KEY'],
      [{ SUIVI_MASTER_KEY: Buffer.alloc(32).toString('base64') }, 'SUIVI_MASTER_KEY'],
      [{ SUIVI_URL: undefined }, 'SUIVI_URL'],
      [{ SUIVI_URL: 'registry' }, 'SUIVI_URL'],
      [{ SUIVI_URL: 'http://registry.hospital.example' }, 'SUIVI_URL'],
      [{ SUIVI_PATIENT_URL: 'http://followup.hospital.example' }, 'SUIVI_PATIENT_URL'],
    ]
    for (const [change, name] of cases) {
      const refusals = checkEnvironment({ ...GOOD, ...change })
      expect(refusals).toHaveLength(1)
      expect(refusals[0]).toMatch(new RegExp(`^${name} .*: (set it to|put)`))
    }
    expect(checkEnvironment({})).toHaveLength(4)
  })
})

describe('server and role of a production start', () => {
  let database: TestDatabase

  beforeAll(async () => {
    database = await createEmptyDatabase()
    await runSql(
      database.superUrl,
      'create table instance (mode text); grant select on instance to suivi_app',
    )
  })

  afterAll(() => database.drop())

  it('are accepted for the application role', async () => {
    expect(await checkServer(database.appUrl)).toEqual([])
  })

  it('are refused for a superuser and for the owner', async () => {
    expect(await checkServer(database.superUrl)).toEqual([
      expect.stringMatching(/postgres .*superuser.*suivi_app/),
    ])
    expect(await checkServer(database.ownerUrl)).toEqual([
      expect.stringMatching(/suivi_owner owns.*suivi_app/),
    ])
  })

  it('are refused where a commit may be lost', async () => {
    const url = new URL(database.appUrl)
    await runSql(database.superUrl, `alter database ${database.name} set synchronous_commit to off`)
    expect(await checkServer(url.href)).toEqual([
      expect.stringMatching(/synchronous_commit is off.*postgresql.conf/),
    ])
    await runSql(database.superUrl, `alter database ${database.name} reset synchronous_commit`)
  })

  it('are refused for the database of a demo', async () => {
    expect(await checkContent(database.appUrl)).toEqual([])
    await runSql(database.superUrl, `insert into instance values ('production')`)
    expect(await checkContent(database.appUrl)).toEqual([])
    await runSql(database.superUrl, `update instance set mode = 'demo'`)
    expect(await checkContent(database.appUrl)).toEqual([expect.stringMatching(/demo.*empty database/)])
  })
})
