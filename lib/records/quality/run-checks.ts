import { createHash } from 'node:crypto'
import { sortedJson } from '@/lib/codebook/canonical'
import type { ItemValue, Values } from '@/lib/codebook/item'
import type { Finding } from '@/lib/protocol/checks/finding'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import { readFindings, type Findings } from './read-findings'

/** Who asks in a query that no person has raised. */
export const CHECKS = 'system:checks'

/** What rests on the identity stays as it is where the identity cannot be read. */
const ON_IDENTITY: readonly string[] = ['own:sex-differs', 'own:age-differs']

type Query = Awaited<ReturnType<Tx['db']['dataQuery']['findMany']>>[number]

/**
 * Judges a patient across forms and visits, in the transaction of the save. A finding is a query by the registry; it
 * closes by itself when its ground is gone, and is asked again when the ground comes back. What a person has closed is
 * asked again only of other values.
 */
export async function runChecks(tx: Tx, enrolmentId: string): Promise<void> {
  const findings = await readFindings(tx, enrolmentId)
  const stored = await tx.db.dataQuery.findMany({
    where: { enrolmentId, origin: { not: null }, voidedAt: null },
  })
  const byKey = new Map(stored.map((query) => [keyOfQuery(query), query]))
  const seen = new Set<string>()
  for (const finding of findings.found) {
    const key = keyOfFinding(finding, findings)
    if (seen.has(key)) continue
    seen.add(key)
    const query = byKey.get(key)
    if (!query) await raise(tx, findings, finding)
    else await keep(tx, query, finding)
  }
  for (const query of stored) {
    if (query.state === 'closed' || seen.has(keyOfQuery(query))) continue
    if (!findings.identityRead && ON_IDENTITY.includes(query.origin ?? '')) continue
    await tx.db.dataQuery.update({
      where: { id: query.id },
      data: { state: 'closed', version: { increment: 1 } },
    })
    await say(tx, query, 'closed', '')
  }
}

async function raise(tx: Tx, { enrolment, visitIds }: Findings, finding: Finding): Promise<void> {
  const query = {
    id: newId(),
    siteId: enrolment.siteId,
    studyId: enrolment.studyId,
    entryId: finding.entryId,
    item: finding.item,
  }
  await tx.db.dataQuery.create({
    data: {
      ...query,
      enrolmentId: enrolment.id,
      visitId: finding.visit === null ? null : (visitIds.get(finding.visit) ?? null),
      state: 'open',
      openedBy: CHECKS,
      origin: finding.origin,
      ...toColumns(finding),
    },
  })
  await say(tx, query, 'raised', textOf(finding))
}

/** The finding still stands. */
async function keep(tx: Tx, query: Query, finding: Finding): Promise<void> {
  const columns = toColumns(finding)
  const same = columns.ground === query.ground
  if (query.state === 'open') {
    if (same) return
    await tx.db.dataQuery.update({
      where: { id: query.id },
      data: { ...columns, version: { increment: 1 } },
    })
    return
  }
  // An answer to the same values stands, and so does what a person has closed.
  if (same && (query.state === 'answered' || !(await wasClosedByChecks(tx, query.id)))) return
  await tx.db.dataQuery.update({
    where: { id: query.id },
    data: { ...columns, state: 'open', version: { increment: 1 } },
  })
  await say(tx, query, 'reopened', textOf(finding))
}

async function wasClosedByChecks(tx: Tx, queryId: string): Promise<boolean> {
  const last = await tx.db.dataQueryMessage.findFirst({
    where: { queryId, act: 'closed', voidedAt: null },
    orderBy: { ordinal: 'desc' },
  })
  return last?.saidBy === CHECKS
}

function toColumns({ severity, ground, text }: Finding) {
  const hash = createHash('sha256').update(sortedJson({ severity, ground })).digest('hex')
  return { severity, ground: hash, finding: { ...text } }
}

/** Both languages, a line each: the page shows its reader's. */
function textOf({ text }: Finding): string {
  return `${text.zh}\n${text.en}`
}

async function say(
  tx: Tx,
  query: {
    readonly id: string
    readonly siteId: string
    readonly studyId: string
    readonly entryId: string | null
    readonly item: string
  },
  act: 'raised' | 'reopened' | 'closed',
  text: string,
): Promise<void> {
  const entry = query.entryId && (await tx.db.entry.findUnique({ where: { id: query.entryId } }))
  const value: ItemValue | undefined = entry ? (entry.values as unknown as Values)[query.item] : undefined
  const said = await tx.db.dataQueryMessage.count({ where: { queryId: query.id } })
  await tx.db.dataQueryMessage.create({
    data: {
      id: newId(),
      siteId: query.siteId,
      studyId: query.studyId,
      queryId: query.id,
      ordinal: said + 1,
      act,
      text,
      entryVersion: entry ? entry.version : 0,
      value: value === undefined ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      saidBy: CHECKS,
    },
  })
}

function keyOfQuery({ origin, entryId, visitId, item }: Query): string {
  return [origin, entryId ?? visitId ?? '', item].join('|')
}

function keyOfFinding({ origin, entryId, visit, item }: Finding, { visitIds }: Findings): string {
  return [origin, entryId ?? (visit === null ? '' : (visitIds.get(visit) ?? '')), item].join('|')
}
