import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { studyOf } from '../transaction'
import { changedSinceSql } from './changed-since'
import type { Level } from './study-data'

export interface ExtractReceipt {
  readonly level: Level
  readonly format: string
  readonly shape: 'wide' | 'long'
  /** The options of the request: what an extract is taken again by. */
  readonly filter: Readonly<Record<string, string>>
  readonly rows: number
  readonly sha256: string
  readonly purpose: string
}

type ExtractVerb = 'extract.run' | 'extract.run_coded' | 'freeze.read'

/** An extract leaves only after its receipt stands in the trail. */
export async function recordExtract(
  call: Call,
  verb: ExtractVerb,
  study: string,
  receipt: ExtractReceipt,
): Promise<Done> {
  const done = await writeExtract(call, verb, study, receipt)
  if (!done.replayed) return done
  // A request told twice gives the same file; where the data have moved on, it is another file.
  const { sha256 } = await reading(call, verb, { study }, (tx) =>
    tx.db.extract.findUniqueOrThrow({ where: { id: done.id } }),
  )
  return sha256 === receipt.sha256
    ? done
    : writeExtract({ actor: call.actor, request: call.request }, verb, study, receipt)
}

async function writeExtract(
  call: Call,
  verb: ExtractVerb,
  study: string,
  receipt: ExtractReceipt,
): Promise<Done> {
  const id = newId()
  return change(
    call,
    verb,
    { study },
    async (tx) => {
      await tx.db.extract.create({
        data: {
          id,
          studyId: studyOf(tx).id,
          madeBy: call.actor.id,
          ...receipt,
          filter: { ...receipt.filter },
        },
      })
      return { id, version: 1 }
    },
    { reason: receipt.purpose },
  )
}

export interface ExtractRow extends ExtractReceipt {
  readonly id: string
  readonly madeBy: string
  readonly createdAt: Date
  /** The data of the study have changed since. */
  readonly stale: boolean
}

const PAGE_SIZE = 50

export async function listExtracts(
  call: Call,
  study: string,
  page: number,
): Promise<{ rows: ExtractRow[]; total: number }> {
  return reading(call, 'extract.read', { study }, async (tx) => {
    // Somebody limited to a site sees what was taken with the same reach: one's own.
    const own = tx.reach.sites === '*' ? null : call.actor.id
    const rows = await tx.db.$queryRaw<(ExtractRow & { total: number })[]>`
      select x.id, x.level, x.format, x.shape, x.filter, x.rows, x.sha256, x.purpose,
        coalesce(p.display_name, x.made_by) as "madeBy", x.created_at as "createdAt",
        ${changedSinceSql(tx, Prisma.sql`x.created_at`)} as stale, count(*) over ()::int as total
      from extract x left join person p on 'person:' || p.id = x.made_by
      where x.study_id = ${studyOf(tx).id}::uuid and (${own}::text is null or x.made_by = ${own})
      order by x.created_at desc limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`
    return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
  })
}

export interface ComparisonReceipt {
  readonly plan: unknown
  readonly planHash: string
  readonly datasetHash: string
  readonly engine: string
  readonly result: unknown
}

export async function recordComparison(call: Call, study: string, receipt: ComparisonReceipt): Promise<Done> {
  const id = newId()
  return change(call, 'comparison.run', { study }, async (tx) => {
    await tx.db.comparison.create({
      data: {
        id,
        studyId: studyOf(tx).id,
        plan: receipt.plan as Prisma.InputJsonValue,
        planHash: receipt.planHash,
        datasetHash: receipt.datasetHash,
        engine: receipt.engine,
        result: receipt.result as Prisma.InputJsonValue,
        madeBy: call.actor.id,
      },
    })
    return { id, version: 1 }
  })
}

export async function getComparison(call: Call, study: string, id: string) {
  return reading(call, 'comparison.read', { study }, async (tx) => {
    // Numbers over sites that one does not reach are not one's own: at a site one opens what one asked.
    const own = tx.reach.sites === '*' ? {} : { madeBy: call.actor.id }
    const row = await tx.db.comparison.findFirst({ where: { id, studyId: studyOf(tx).id, ...own } })
    if (!row) throw new Problem('not_found')
    const [{ stale }] = await tx.db.$queryRaw<[{ stale: boolean }]>`
      select ${changedSinceSql(tx, Prisma.sql`${row.createdAt}::timestamptz`)} as stale`
    return { ...row, stale }
  })
}
