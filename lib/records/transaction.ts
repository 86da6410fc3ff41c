import type { Reach } from '@/lib/access/actor'
import { knowsStudy, reachAcross, reachInStudy } from '@/lib/access/actor'
import type { Verb } from '@/lib/access/verbs'
import { Problem } from '@/lib/problem'
import type { Call, Where } from './call'
import { connect } from './db'
import { Prisma } from './generated/client'

/** An open transaction whose settings say who may see what. Only `change` and `reading` make one. */
export interface Tx {
  readonly db: Prisma.TransactionClient
  readonly call: Call
  readonly study: StudyRow | null
  readonly reach: Reach
  /** The database's clock at the start of the transaction. */
  readonly now: Date
}

/** What a transaction knows of its study. */
export interface StudyRow {
  readonly id: string
  readonly slug: string
  readonly followUpClosed: boolean
  readonly protocolVersion: number
}

export interface Opening {
  readonly verb: Verb
  readonly where: Where
  readonly reason?: string | undefined
  readonly deidentified?: boolean | undefined
  readonly timeoutMs?: number | undefined
  /** Every statement sees the same moment: for reads that compare rows of several statements. */
  readonly snapshot?: boolean | undefined
}

const RETRIED = new Set(['40001', '40P01'])

/** Runs the work in one transaction; serialization failures and deadlocks are tried again, nothing else is. */
export async function transact<T>(call: Call, opening: Opening, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await connect().$transaction(async (db) => work(await open(db, call, opening)), {
        maxWait: 10_000,
        timeout: opening.timeoutMs ?? 15_000,
        ...(opening.snapshot ? { isolationLevel: 'RepeatableRead' as const } : {}),
      })
    } catch (error) {
      if (attempt >= 3 || !RETRIED.has(readSqlState(error))) throw withoutQuery(error)
      await new Promise((resolve) => setTimeout(resolve, attempt * 20 * (1 + Math.random())))
    }
  }
}

/** Prisma quotes a query it cannot send, values and all; what a page throws stands in the server's log. */
function withoutQuery(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientValidationError)) return error
  const plain = new Error('the query does not fit the schema')
  plain.stack = [plain.message, ...(error.stack?.match(/^ +at .+$/gm) ?? [])].join('\n')
  return plain
}

async function open(db: Prisma.TransactionClient, call: Call, opening: Opening): Promise<Tx> {
  const study = opening.where === 'across' ? null : await findStudy(db, call, opening.where.study)
  const reach = study ? reachInStudy(call.actor, opening.verb, study) : reachAcross(call.actor, opening.verb)
  if (!reach) throw new Problem('forbidden')
  const [row] = await db.$queryRaw<[{ now: Date }]>`select now(),
    set_config('app.actor', ${call.actor.id}, true),
    set_config('app.verb', ${opening.verb}, true),
    set_config('app.reason', ${opening.reason ?? ''}, true),
    set_config('app.request', ${call.request}, true),
    set_config('app.sites', ${join(reach.sites)}, true),
    set_config('app.studies', ${join(reach.studies)}, true),
    set_config('role', ${opening.deidentified ? 'suivi_deid' : 'none'}, true)`
  return { db, call, study, reach, now: row.now }
}

/**
 * The same transaction in every study that is named, at one site: for what is done to a person, who may be in several.
 * Where one of them does not allow the verb nothing is done.
 */
export async function widen(
  tx: Tx,
  verb: Verb,
  studies: readonly { readonly id: string; readonly slug: string }[],
  siteId: string,
): Promise<Tx> {
  const closed = studies.filter((study) => {
    const reach = reachInStudy(tx.call.actor, verb, study)
    return !reach || !(reach.sites === '*' || reach.sites.includes(siteId))
  })
  if (closed.length > 0) {
    throw new Problem('not_now', {
      reason: 'other_study',
      extra: { studies: closed.map(({ slug }) => slug) },
    })
  }
  const reach: Reach = { studies: studies.map(({ id }) => id), sites: [siteId] }
  await tx.db.$queryRaw`select set_config('app.studies', ${join(reach.studies)}, true),
    set_config('app.sites', ${join(reach.sites)}, true)`
  return { ...tx, reach }
}

/** The same transaction at one site: what a patient sends reaches no further than the patient. */
export async function narrow(tx: Tx, siteId: string): Promise<Tx> {
  const reach: Reach = { studies: [studyOf(tx).id], sites: [siteId] }
  await tx.db.$queryRaw`select set_config('app.sites', ${siteId}, true)`
  return { ...tx, reach }
}

function join(ids: Reach['sites']): string {
  return ids === '*' ? '*' : ids.join(',')
}

async function findStudy(db: Prisma.TransactionClient, call: Call, slug: string): Promise<StudyRow> {
  // Before any query: what one has no part in does not exist for one.
  if (!knowsStudy(call.actor, slug)) throw new Problem('not_found')
  const study = await db.study.findUnique({
    where: { slug },
    select: { id: true, slug: true, followUpClosed: true, protocolVersion: true },
  })
  if (!study) throw new Problem('not_found')
  return study
}

/** SQLSTATE of a database error, whatever layer wrapped it; empty when it is none. */
export function readSqlState(error: unknown): string {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 6; depth += 1) {
    const layer = at as Record<string, unknown>
    if (layer.code === 'P2034') return '40001'
    for (const key of ['originalCode', 'code'] as const) {
      if (typeof layer[key] === 'string' && /^[0-9A-Z]{5}$/.test(layer[key]) && !layer[key].startsWith('P2'))
        return layer[key]
    }
    const meta = layer.meta as Record<string, unknown> | undefined
    at = meta?.driverAdapterError ?? layer.cause
  }
  return ''
}

/** The study of a transaction that was opened in one. */
export function studyOf(tx: Tx): StudyRow {
  if (!tx.study) throw new Error('this transaction was opened across studies')
  return tx.study
}
