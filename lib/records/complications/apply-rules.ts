import { createHash } from 'node:crypto'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { findArm, findVisit } from '@/lib/protocol/protocol-read'
import type { Protocol, Technique } from '@/lib/protocol/protocol'
import { NOTICES } from '@/lib/protocol/rules/notices'
import { evaluateRules } from '@/lib/protocol/rules/evaluate'
import type { AlertSignal, Proposal, RuleContext } from '@/lib/protocol/rules/rule'
import { daysBetween } from '@/lib/codebook/dates'
import { fromIsoDate, toIsoDate } from '../dates'
import { toStoredEntry } from '../entries/stored-entry'
import { loadEnrolment } from '../enrolments/enrolments'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readActorName } from '../people/actor-name'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { raiseNotice } from './notices'

/**
 * Runs the protocol's rules over one enrolment after a save. New findings become rows; a proposal whose ground
 * is gone is voided while nobody has judged it. What a clinician has confirmed or rejected is never touched.
 */
export async function applyRules(tx: Tx, enrolmentId: string): Promise<void> {
  const enrolment = await loadEnrolment(tx, enrolmentId)
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  if (protocol.rules.length === 0) return
  const visits = await tx.db.visit.findMany({ where: { enrolmentId, voidedAt: null } })
  const entries = await tx.db.entry.findMany({ where: { enrolmentId, voidedAt: null } })
  const operationDate = toIsoDate(enrolment.indexOperationOn)
  const codeOf = new Map(visits.map((visit) => [visit.id, visit.code]))
  const idOf = new Map(visits.map((visit) => [visit.code, visit.id]))
  const context: RuleContext = {
    technique: await readTechnique(tx, enrolment, protocol),
    operationDate,
    visits: visits.map((visit) => {
      const doneOn = toIsoDate(visit.doneOn)
      const day = doneOn !== null && operationDate !== null ? daysBetween(operationDate, doneOn) : null
      return { code: visit.code, doneOn, day, after: isAfterOperation(visit, day, enrolment, protocol) }
    }),
    entries: entries.map((row) => {
      const { id, instrumentVersion, values, scores } = toStoredEntry(row)
      return {
        id,
        instrument: row.instrument,
        version: instrumentVersion,
        repeatKey: row.repeatKey,
        visit: row.visitId === null ? null : (codeOf.get(row.visitId) ?? null),
        values,
        scores,
      }
    }),
  }
  const found = evaluateRules(protocol.rules, context)
  const owner = { siteId: enrolment.siteId, studyId: enrolment.studyId, enrolmentId }
  await keepProposals(tx, owner, found.proposals, idOf)
  await keepAlerts(tx, owner, found.alerts, idOf)
}

/** Twelve hours after a morning's operation it is still the same day. */
function isAfterOperation(
  visit: { readonly code: string; readonly doneTime: string | null },
  day: number | null,
  { indexOperationTime: ended }: { readonly indexOperationTime: string | null },
  protocol: Protocol,
): boolean {
  if (day !== 0) return day !== null && day > 0
  if (visit.doneTime !== null && ended !== null) return visit.doneTime > ended
  const plan = findVisit(protocol, visit.code)
  return plan !== undefined && !plan.before && plan.window.from > 0
}

/** What was really done decides which rules apply; before the operation, what the arm plans. */
async function readTechnique(
  tx: Tx,
  enrolment: Awaited<ReturnType<typeof loadEnrolment>>,
  protocol: Protocol,
): Promise<Technique> {
  const index = await tx.db.operation.findFirst({
    where: { enrolmentId: enrolment.id, relation: 'index', voidedAt: null },
    select: { receivedTechnique: true },
  })
  const planned = findArm(protocol, enrolment.receivedArm ?? enrolment.plannedArm)?.technique
  return (index?.receivedTechnique as Technique | undefined) ?? planned ?? 'other'
}

interface Owner {
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
}

const WITHDRAWN = 'the entry no longer supports it'

async function keepProposals(
  tx: Tx,
  owner: Owner,
  proposals: readonly Proposal[],
  visitIds: ReadonlyMap<string, string>,
): Promise<void> {
  const stored = await tx.db.complication.findMany({
    where: { enrolmentId: owner.enrolmentId, source: 'rule', voidedAt: null },
  })
  for (const proposal of proposals) {
    const row = stored.find((one) => one.dedupeKey === proposal.dedupeKey)
    const data = {
      visitId: proposal.visit === null ? null : (visitIds.get(proposal.visit) ?? null),
      entryId: proposal.entryId,
      level: proposal.level ?? null,
      detectedOn: fromIsoDate(proposal.detectedOn),
      evidence: proposal.evidence as unknown as Prisma.InputJsonArray,
    }
    if (!row) {
      await tx.db.complication.create({
        data: {
          id: newId(),
          ...owner,
          ...data,
          type: proposal.type,
          definitionVersion: findComplicationType(proposal.type)?.version ?? 1,
          source: 'rule',
          ruleId: proposal.rule,
          ruleVersion: proposal.ruleVersion,
          dedupeKey: proposal.dedupeKey,
          status: 'proposed',
        },
      })
      continue
    }
    const isSame =
      isSameEvidence(row.evidence, proposal.evidence) && toIsoDate(row.detectedOn) === proposal.detectedOn
    if (isSame) continue
    if (row.status !== 'proposed')
      await tellJudge(tx, owner, row, JSON.stringify(sortKeys(proposal.evidence)))
    else
      await tx.db.complication.update({ where: { id: row.id }, data: { ...data, version: { increment: 1 } } })
  }
  const kept = new Set(proposals.map((proposal) => proposal.dedupeKey))
  for (const row of stored) {
    if (kept.has(row.dedupeKey)) continue
    if (row.status !== 'proposed') await tellJudge(tx, owner, row, '')
    else
      await tx.db.complication.update({
        where: { id: row.id },
        data: await voidData(tx, 'complication', row),
      })
  }
}

type Judged = NonNullable<Awaited<ReturnType<Tx['db']['complication']['findFirst']>>>

/** What was judged stays as judged; who judged is told that the data say something else now. */
async function tellJudge(tx: Tx, owner: Owner, row: Judged, ground: string): Promise<void> {
  await raiseNotice(tx, {
    ...owner,
    visitId: row.visitId,
    entryId: row.entryId,
    notice: 'judged-changed',
    about: `${row.id}:${createHash('sha256').update(ground).digest('hex').slice(0, 16)}`,
    evidence: {
      key: ground === '' ? 'judged_gone' : 'judged_changed',
      params: { type: row.type, judge: await readActorName(tx, row.adjudicatedBy ?? '') },
      source: '',
    },
  })
}

async function keepAlerts(
  tx: Tx,
  owner: Owner,
  alerts: readonly AlertSignal[],
  visitIds: ReadonlyMap<string, string>,
): Promise<void> {
  const stored = await tx.db.alert.findMany({
    where: { enrolmentId: owner.enrolmentId, voidedAt: null, ruleId: { notIn: [...NOTICES] } },
  })
  for (const alert of alerts) {
    const row = stored.find((one) => one.dedupeKey === alert.dedupeKey)
    const evidence = alert.evidence as unknown as Prisma.InputJsonArray
    if (!row) {
      await tx.db.alert.create({
        data: {
          id: newId(),
          ...owner,
          visitId: alert.visit === null ? null : (visitIds.get(alert.visit) ?? null),
          entryId: alert.entryId,
          ruleId: alert.rule,
          ruleVersion: alert.ruleVersion,
          urgent: alert.type === 'urgent',
          dedupeKey: alert.dedupeKey,
          evidence,
        },
      })
    } else if (row.acknowledgedAt === null && !isSameEvidence(row.evidence, alert.evidence)) {
      await tx.db.alert.update({ where: { id: row.id }, data: { evidence, version: { increment: 1 } } })
    }
  }
  const kept = new Set(alerts.map((alert) => alert.dedupeKey))
  for (const row of stored) {
    if (row.acknowledgedAt !== null || kept.has(row.dedupeKey)) continue
    await tx.db.alert.update({ where: { id: row.id }, data: await voidData(tx, 'alert', row) })
  }
}

/** A voided row makes room under its unique key, so the same finding may come back. */
async function voidData(
  tx: Tx,
  table: 'complication' | 'alert',
  row: { enrolmentId: string; dedupeKey: string },
) {
  const where = { enrolmentId: row.enrolmentId, dedupeKey: row.dedupeKey }
  const voidSeq =
    table === 'complication' ? await tx.db.complication.count({ where }) : await tx.db.alert.count({ where })
  return { voidedAt: tx.now, voidReason: WITHDRAWN, voidSeq, version: { increment: 1 } }
}

function isSameEvidence(stored: unknown, next: unknown): boolean {
  return JSON.stringify(sortKeys(stored)) === JSON.stringify(sortKeys(next))
}

/** jsonb returns keys in its own order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
