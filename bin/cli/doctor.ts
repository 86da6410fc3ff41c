import { listJobs } from '@/lib/records/studies/jobs'
import { readInstance } from '@/lib/records/studies/instance'
import { pendingMigrations } from '../migrate.mjs'
import { runSql } from '../postgres.mjs'
import { checkContent, checkEnvironment, checkServer, readServer } from '../refusals.mjs'
import type { Command } from './command'

const STALE_DAYS = 3

interface Diagnosis {
  /** Name to what was found, in the order of the list that is printed. */
  readonly facts: Record<string, unknown>
  /** A sentence each, which names the remedy. */
  readonly troubles: string[]
}

/** What this registry stands on, and every setting that endangers data. Reads only. */
export async function runDoctor(command: Command): Promise<unknown> {
  const diagnosis: Diagnosis = { facts: {}, troubles: [] }
  for (const examine of [examineEnvironment, examineServer, examineTables, examineInstance, examineJobs]) {
    const goOn = await examine(diagnosis).catch((error: unknown) => {
      diagnosis.troubles.push(error instanceof Error ? error.message : String(error))
      return false
    })
    if (!goOn) break
  }
  const { facts, troubles } = diagnosis
  for (const [name, found] of Object.entries(facts)) {
    command.say(`${name.padEnd(20)} ${typeof found === 'string' ? found : JSON.stringify(found)}`)
  }
  for (const trouble of troubles) command.say(`! ${trouble}`)
  command.say(troubles.length === 0 ? 'Nothing to mend.' : `${troubles.length} to mend.`)
  if (troubles.length > 0) process.exitCode = 1
  return { ok: troubles.length === 0, facts, troubles }
}

async function examineEnvironment({ facts, troubles }: Diagnosis): Promise<boolean> {
  facts.mode = process.env.SUIVI_MODE ?? 'demo'
  facts.address = process.env.SUIVI_URL ?? ''
  troubles.push(...checkEnvironment(process.env))
  return troubles.length === 0
}

async function examineServer({ facts, troubles }: Diagnosis): Promise<boolean> {
  const url = process.env.DATABASE_URL ?? ''
  const server = await readServer(url).catch((error: Error) => {
    throw new Error(
      `The database of DATABASE_URL does not answer (${error.message}): check its address, name and password.`,
    )
  })
  facts.postgresql = server.release
  facts.fsync = server.fsync
  facts.full_page_writes = server.pages
  facts.synchronous_commit = server.commit
  facts['data checksums'] = server.checksums
  facts.role = server.role
  troubles.push(...(await checkServer(url)))
  const { rows } = await runSql(
    url,
    `select rolname as name from pg_roles where rolname ~ '^suivi_(owner|app|deid|worker)$'
       and (rolsuper or rolbypassrls or rolcreaterole or rolreplication) order by 1`,
  )
  for (const { name } of rows as { name: string }[]) {
    troubles.push(
      `The role ${name} has rights over the whole server: run prisma/roles.sql again as an administrator.`,
    )
  }
  return true
}

async function examineTables({ facts, troubles }: Diagnosis): Promise<boolean> {
  const pending = await pendingMigrations(process.env.DATABASE_URL ?? '')
  facts['pending migrations'] = pending.length
  if (pending.length === 0) return true
  troubles.push(
    `${pending.length} migrations are pending (first ${pending[0]}): run "npm run cli -- migrate" with DATABASE_OWNER_URL set to the role suivi_owner.`,
  )
  return false
}

async function examineInstance({ facts, troubles }: Diagnosis): Promise<boolean> {
  const instance = await readInstance()
  if (!instance) {
    facts.instance = 'new'
    troubles.push('The database is not marked with its mode and key yet: start the registry once.')
    return false
  }
  facts['master key'] = instance.keyFits ? 'is the key of this database' : 'is of another database'
  if (!instance.keyFits) {
    troubles.push('SUIVI_MASTER_KEY is not the key of this database: set the key it was made with.')
  }
  if (facts.mode === 'production') troubles.push(...(await checkContent(process.env.DATABASE_URL ?? '')))
  return true
}

async function examineJobs({ facts, troubles }: Diagnosis): Promise<boolean> {
  const jobs = await listJobs()
  for (const { task, ranAt, ok, detail } of jobs) {
    facts[task] = { ranAt: ranAt.toISOString(), ok, ...(detail as Record<string, unknown>) }
  }
  const trail = jobs.find(({ task }) => task === 'trail.verify')
  if (!trail) {
    troubles.push('The trail has not been verified yet: leave the registry running, or run "npm run worker".')
  } else if (!trail.ok) {
    troubles.push(
      'The trail is not whole: "npm run cli -- trail verify" names the rows; compare with a backup.',
    )
  } else if (Date.now() - trail.ranAt.getTime() > STALE_DAYS * 86_400_000) {
    troubles.push(`The trail was last verified more than ${STALE_DAYS} days ago: run "npm run worker".`)
  }
  return true
}
