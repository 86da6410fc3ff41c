import { createHash } from 'node:crypto'
import { findComplicationType } from '@/lib/protocol/catalogue'
import type { RulePlan } from '@/lib/protocol/protocol'
import { evaluateRules } from '@/lib/protocol/rules/evaluate'
import { isOtherDefinition, reconcile, sortKeys, type StandingFinding } from '@/lib/protocol/rules/reconcile'
import type { Evidence, Proposal } from '@/lib/protocol/rules/rule'
import { fromIsoDate, toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import { readActorName } from '../people/actor-name'
import type { Tx } from '../transaction'
import { keepAlerts } from './keep-alerts'
import { raiseNotice } from './notices'
import { readSubjects } from './rule-context'
import { readRulePlans } from './rule-plans'
import { voidVotes } from './votes'

/** How many proposals came and went. */
export interface Applied {
  readonly appeared: number
  readonly withdrawn: number
}

/**
 * Runs the rules over one enrolment after a save. New findings become rows; a proposal whose ground is gone is voided
 * while nobody has judged it. What a clinician has confirmed or rejected is never touched.
 */
export async function applyRules(tx: Tx, enrolmentId: string): Promise<Applied> {
  const [subject] = await readSubjects(tx, [await loadEnrolment(tx, enrolmentId)])
  if (!subject) return { appeared: 0, withdrawn: 0 }
  const { enrolment, protocol, context, visitIds } = subject
  const plans = await readRulePlans(tx, protocol, enrolment.protocolVersion)
  if (plans.length === 0) return { appeared: 0, withdrawn: 0 }
  const found = evaluateRules(plans, context)
  const owner = { siteId: enrolment.siteId, studyId: enrolment.studyId, enrolmentId }
  await keepAlerts(tx, owner, found.alerts, visitIds)
  return keepProposals(tx, owner, found.proposals, visitIds, plans)
}

export interface Owner {
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
}

const WITHDRAWN = 'the entry no longer supports it'

type Row = NonNullable<Awaited<ReturnType<Tx['db']['complication']['findFirst']>>>

/** A stored row as the pure function sees it. */
export function toStanding(row: Row): StandingFinding & { readonly row: Row } {
  return {
    row,
    id: row.id,
    ruleId: row.ruleId ?? '',
    ruleVersion: row.ruleVersion ?? 0,
    dedupeKey: row.dedupeKey,
    detectedOn: toIsoDate(row.detectedOn),
    evidence: row.evidence as unknown as readonly Evidence[],
    status: row.status as StandingFinding['status'],
  }
}

async function keepProposals(
  tx: Tx,
  owner: Owner,
  proposals: readonly Proposal[],
  visitIds: ReadonlyMap<string, string>,
  plans: readonly RulePlan[],
): Promise<Applied> {
  const stored = await tx.db.complication.findMany({
    where: { enrolmentId: owner.enrolmentId, source: 'rule', voidedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const { appear, update, withdraw, changed, notMet } = reconcile(stored.map(toStanding), proposals)
  const dataOf = (proposal: Proposal) => ({
    visitId: proposal.visit === null ? null : (visitIds.get(proposal.visit) ?? null),
    entryId: proposal.entryId,
    level: proposal.level ?? null,
    detectedOn: fromIsoDate(proposal.detectedOn),
    ruleVersion: proposal.ruleVersion,
    dedupeKey: proposal.dedupeKey,
    evidence: proposal.evidence as unknown as Prisma.InputJsonArray,
  })
  for (const { row } of withdraw) {
    await tx.db.complication.update({ where: { id: row.id }, data: await voidData(tx, row) })
    await voidVotes(tx, row.id, WITHDRAWN)
  }
  for (const { row, proposal } of update) {
    await tx.db.complication.update({
      where: { id: row.id },
      data: { ...dataOf(proposal), version: { increment: 1 } },
    })
    // Whoever has voted has read other evidence.
    await voidVotes(tx, row.id, 'the evidence has changed')
  }
  for (const proposal of appear)
    await tx.db.complication.create({
      data: {
        id: newId(),
        ...owner,
        ...dataOf(proposal),
        type: proposal.type,
        definitionVersion: findComplicationType(proposal.type)?.version ?? 1,
        source: 'rule',
        ruleId: proposal.rule,
        status: 'proposed',
      },
    })
  for (const { row, proposal } of changed)
    await tellJudge(tx, owner, row.row, 'judged_changed', JSON.stringify(sortKeys(proposal.evidence)))
  for (const standing of notMet) {
    const plan = plans.find(({ id }) => id === standing.ruleId)
    // A rule the study runs no more says nothing about what it once found.
    if (!plan) continue
    const names = {
      before: nameVersion(standing.ruleId, standing.ruleVersion),
      after: nameVersion(plan.id, plan.version),
    }
    if (isOtherDefinition(standing, plan))
      await tellJudge(tx, owner, standing.row, 'judged_other_version', JSON.stringify(plan), names)
    else await tellJudge(tx, owner, standing.row, 'judged_gone', '')
  }
  return { appeared: appear.length, withdrawn: withdraw.length }
}

function nameVersion(id: string, version: number): string {
  return `${id} v${version}`
}

/** What was judged stays as judged; who judged is told that the data, or the definition, say something else now. */
async function tellJudge(
  tx: Tx,
  owner: Owner,
  row: Row,
  key: 'judged_changed' | 'judged_gone' | 'judged_other_version',
  ground: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await raiseNotice(tx, {
    ...owner,
    visitId: row.visitId,
    entryId: row.entryId,
    notice: 'judged-changed',
    about: `${row.id}:${createHash('sha256').update(ground).digest('hex').slice(0, 16)}`,
    evidence: {
      key,
      params: { type: row.type, judge: await readActorName(tx, row.adjudicatedBy ?? ''), ...more },
      source: '',
    },
  })
}

/** A voided row makes room under its unique key, so the same finding may come back. */
async function voidData(tx: Tx, row: { readonly id: string }) {
  const { enrolmentId, dedupeKey } = await tx.db.complication.findUniqueOrThrow({ where: { id: row.id } })
  const voidSeq = await tx.db.complication.count({ where: { enrolmentId, dedupeKey } })
  return { voidedAt: tx.now, voidReason: WITHDRAWN, voidSeq, version: { increment: 1 } }
}
