// debian: postgresql-15
import { expect, inject, it } from 'vitest'
import { runSql } from '../../bin/postgres.mjs'
import { findDebianPrograms } from '../support/debian'

it("this project runs on Debian's PostgreSQL, not on npm's", async () => {
  const { rows } = await runSql(
    inject('cluster').superUrl,
    `select current_setting('server_version') as version`,
  )
  const [, major] = /postgresql\/(\d+)\/bin$/.exec(findDebianPrograms()) ?? []
  expect(rows[0].version).toMatch(new RegExp(`^${major}\\..*Debian`))
})
