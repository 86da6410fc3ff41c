import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { provideCluster } from './cluster'

const PLACE = '/usr/lib/postgresql'
const FLOOR = 15

/** Programs of the oldest PostgreSQL of Debian's that we promise to run on. */
export function findDebianPrograms(): string {
  const versions = existsSync(PLACE) ? readdirSync(PLACE).map(Number) : []
  const [version] = versions.filter((number) => number >= FLOOR).sort((a, b) => a - b)
  if (!version) throw new Error("Debian's PostgreSQL is not installed: apt-get install postgresql-15")
  return join(PLACE, String(version), 'bin')
}

/** Under the project `readers` every test of the database runs a second time, on Debian's PostgreSQL. */
export default (project: TestProject): Promise<() => Promise<void>> =>
  provideCluster(project, findDebianPrograms())
