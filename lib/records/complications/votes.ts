import { invalidField, Problem } from '@/lib/problem'
import {
  listSeenVotes,
  ONE_READER,
  refuseVote,
  settle,
  type AdjudicationPlan,
  type Refusal,
  type Standing,
  type Vote,
} from '@/lib/protocol/adjudicate'
import { COMPLICATION_CODES, findComplicationType, type ComplicationCode } from '@/lib/protocol/catalogue'
import type { Evidence } from '@/lib/protocol/rules/rule'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { loadComplication } from './load-complication'

export interface NewVote {
  /** Of the complication, as it was read. */
  readonly version: number
  readonly verdict: Vote['verdict']
  readonly kind: string | null
  readonly grade: number | null
  readonly note: string
}

export interface StoredVote extends Vote {
  readonly id: string
  readonly note: string | null
  readonly at: Date
}

/** What is known of the judging of a complication. */
export interface Ballot {
  readonly plan: AdjudicationPlan
  readonly standing: Standing
  readonly votes: readonly StoredVote[]
  readonly seen: readonly StoredVote[]
  /** Why the caller may not vote; null when they may. */
  readonly refusal: Refusal | null
}

type Row = Awaited<ReturnType<typeof loadComplication>>

/** How many judge, and what they are kept from: as the protocol says that the enrolment is pinned to. */
export async function readAdjudicationPlan(tx: Tx, enrolmentId: string): Promise<AdjudicationPlan> {
  const { protocolVersion } = await loadEnrolment(tx, enrolmentId)
  return (await readProtocol(tx, protocolVersion)).adjudication ?? ONE_READER
}

export async function readBallot(tx: Tx, row: Row): Promise<Ballot> {
  const plan = await readAdjudicationPlan(tx, row.enrolmentId)
  const rows = await tx.db.adjudicationVote.findMany({
    where: { complicationId: row.id, voidedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const votes = rows.map((vote): StoredVote => ({
    id: vote.id,
    reader: vote.reader,
    verdict: vote.verdict as Vote['verdict'],
    kind: vote.kind as ComplicationCode | null,
    grade: vote.grade,
    note: vote.note,
    at: vote.createdAt,
  }))
  const kind = (row.proposedType ?? row.type) as ComplicationCode
  const reader = tx.call.actor.id
  const refusal =
    refuseVote(plan, kind, votes, reader, findProposer(row)) ??
    (row.status === 'proposed' ? null : ('settled_already' as const))
  return {
    plan,
    standing: settle(plan, kind, votes),
    votes,
    seen: row.status === 'proposed' ? listSeenVotes(plan, votes, reader) : votes,
    refusal,
  }
}

/** The person whose report it is; a rule's proposal is nobody's. */
function findProposer(row: Row): string | null {
  if (row.source !== 'person') return null
  return (row.evidence as unknown as readonly Evidence[])[0]?.source ?? null
}

/** A clinician's vote. The state of the complication follows from the votes there are. */
export async function castVote(call: Call, study: string, id: string, input: NewVote): Promise<Done> {
  const note = input.note.trim()
  return change(
    call,
    'complication.vote',
    { study },
    async (tx) => {
      checkVote(input)
      await lockEnrolment(tx, (await loadComplication(tx, id)).enrolmentId)
      // Read again behind the lock: a save may have withdrawn the proposal meanwhile.
      const row = await loadComplication(tx, id)
      const ballot = await readBallot(tx, row)
      if (ballot.refusal) throw new Problem('not_now', { reason: ballot.refusal })
      if (row.version !== input.version)
        throw new Problem('conflict', { extra: { current: { version: row.version, status: row.status } } })
      const vote: Vote = {
        reader: call.actor.id,
        verdict: input.verdict,
        kind: input.kind as ComplicationCode | null,
        grade: input.grade,
      }
      await tx.db.adjudicationVote.create({
        data: {
          id: newId(),
          siteId: row.siteId,
          studyId: row.studyId,
          enrolmentId: row.enrolmentId,
          complicationId: row.id,
          reader: call.actor.id,
          verdict: input.verdict,
          kind: input.kind,
          grade: input.grade,
          note: note || null,
          complicationVersion: row.version,
        },
      })
      const kind = row.type as ComplicationCode
      return closeBallot(tx, row, settle(ballot.plan, kind, [...ballot.votes, vote]), note || null)
    },
    { reason: note || undefined },
  )
}

function checkVote({ verdict, kind, grade, note }: NewVote): void {
  if (verdict === 'reject' && note.trim() === '') throw invalidField('note', 'required')
  if (verdict === 'reject' && (kind !== null || grade !== null)) throw invalidField('verdict', 'unknown')
  if (kind !== null && !(COMPLICATION_CODES as readonly string[]).includes(kind))
    throw invalidField('kind', 'unknown')
  if (verdict === 'change' && kind === null && grade === null) throw invalidField('kind', 'required')
}

async function closeBallot(
  tx: Tx,
  row: Row,
  standing: Standing,
  note: string | null,
): Promise<{ id: string; version: number }> {
  if (standing.state !== 'settled') return { id: row.id, version: row.version }
  const { outcome } = standing
  const isRenamed = outcome.status === 'confirmed' && outcome.kind !== row.type
  await tx.db.complication.update({
    where: { id: row.id },
    data: {
      status: outcome.status,
      ...(outcome.status === 'confirmed' ? { grade: outcome.grade } : {}),
      ...(isRenamed
        ? {
            type: outcome.kind,
            proposedType: row.type,
            definitionVersion: findComplicationType(outcome.kind)?.version ?? 1,
          }
        : {}),
      adjudicatedBy: tx.call.actor.id,
      adjudicatedAt: tx.now,
      adjudicationNote: note,
      version: { increment: 1 },
    },
  })
  return { id: row.id, version: row.version + 1 }
}

/** Votes on what has changed or gone since are taken back; the trail keeps them. */
export async function voidVotes(tx: Tx, complicationId: string, reason: string): Promise<void> {
  const votes = await tx.db.adjudicationVote.findMany({ where: { complicationId, voidedAt: null } })
  for (const { id, reader } of votes) {
    const voidSeq = await tx.db.adjudicationVote.count({ where: { complicationId, reader } })
    await tx.db.adjudicationVote.update({
      where: { id },
      data: { voidedAt: tx.now, voidReason: reason, voidSeq, version: { increment: 1 } },
    })
  }
}
