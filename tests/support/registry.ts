import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Actor } from '@/lib/access/actor'
import { addDays } from '@/lib/codebook/dates'
import { localDate } from '@/lib/protocol/local-time'
import type { Call } from '@/lib/records/call'
import { disconnect } from '@/lib/records/db'
import { newId } from '@/lib/records/ids'
import { findActor } from '@/lib/records/people/sessions'
import { signIn } from '@/lib/records/people/sign-in'
import { prepareInstance } from '@/lib/records/studies/instance'
import { commandLineCall } from '@/lib/records/system-call'
import { DEMO_PASSWORD, prepareCast } from '@/lib/tasks/demo/cast'
import { createDatabase, type TestDatabase } from './database'

/** A registry of one's own in a fresh database, with the cast of the demo. Close it in afterAll. */
export interface Registry {
  readonly database: TestDatabase
  /** What the command line does as. */
  readonly cli: Call
  readonly sites: Readonly<Record<'NORTH' | 'SOUTH', string>>
  readonly studies: Readonly<Record<'live' | 'ovcf' | 'snrb', string>>
  /** A call as somebody of the cast, who signed in as people do. */
  callAs(username: string): Promise<Call>
  actorOf(username: string): Promise<Actor>
  /** Rows of a statement run outside the application. */
  asSuper<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>
  asOwner<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>
  asApp<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

export async function openRegistry(): Promise<Registry> {
  const database = await createDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.appUrl,
    SUIVI_MODE: 'demo',
    SUIVI_MASTER_KEY: randomBytes(32).toString('base64'),
    SUIVI_SECRET: randomBytes(32).toString('base64'),
    SUIVI_URL: 'http://localhost:3000',
  })
  await prepareInstance()
  const cli = commandLineCall('test')
  await prepareCast(cli)

  const clients = new Map<string, pg.Client>()
  const run = async <T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> => {
    let client = clients.get(url)
    if (!client) {
      client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
      clients.set(url, client)
      await client.connect()
    }
    return (await client.query(sql, values)).rows as T[]
  }
  const ids = async (sql: string) => {
    const rows = await run<{ key: string; id: string }>(database.superUrl, sql)
    return Object.fromEntries(rows.map(({ key, id }) => [key, id]))
  }
  const actors = new Map<string, Promise<Actor>>()
  const actorOf = (username: string) => {
    const known = actors.get(username) ?? recognise(username)
    actors.set(username, known)
    return known
  }
  return {
    database,
    cli,
    sites: (await ids('select code as key, id from site')) as Registry['sites'],
    studies: (await ids('select slug as key, id from study')) as Registry['studies'],
    actorOf,
    callAs: async (username) => ({ actor: await actorOf(username), request: newId() }),
    asSuper: (sql, values) => run(database.superUrl, sql, values),
    asOwner: (sql, values) => run(database.ownerUrl, sql, values),
    asApp: (sql, values) => run(database.appUrl, sql, values),
    close: async () => {
      await Promise.all([...clients.values()].map((client) => client.end()))
      await disconnect()
      await database.drop()
    },
  }
}

async function recognise(username: string): Promise<Actor> {
  const { token } = await signIn(username, DEMO_PASSWORD, `test ${username}`)
  const actor = await findActor(token)
  if (!actor) throw new Error(`${username} has no session`)
  return actor
}

/** The same call under an idempotency key, as the door makes it of header and body. */
export function withKey(call: Call, key: string = randomUUID(), body = 'body'): Call {
  return { ...call, replay: { key, bodyHmac: body } }
}

export const TODAY = localDate(new Date(), 'Asia/Shanghai')

export function daysAgo(days: number): string {
  return addDays(TODAY, -days)
}
