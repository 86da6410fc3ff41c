import { isMissing, type ItemValue } from '@/lib/codebook/item'
import type { AdjudicationPlan, Refusal, Standing } from '@/lib/protocol/adjudicate'
import { findRule } from '@/lib/protocol/rules/evaluate'
import type { Evidence } from '@/lib/protocol/rules/rule'
import { isBaseline } from '@/lib/protocol/protocol-read'
import { listTelling } from '@/lib/protocol/telling'
import type { Call } from '../call'
import { reading } from '../change'
import { toIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { readActorName } from '../people/actor-name'
import { seenSql } from '../scope'
import { readProtocol } from '../studies/studies'
import { Prisma } from '../generated/client'
import type { Tx } from '../transaction'
import { loadComplication } from './load-complication'
import { readSubjects, type Subject } from './rule-context'
import { readBallot } from './votes'

export interface SeenVote {
  readonly reader: string
  readonly own: boolean
  readonly verdict: 'confirm' | 'reject' | 'change'
  readonly kind: string | null
  readonly grade: number | null
  readonly note: string | null
  readonly at: Date
}

/** One value the judgement rests on, with where it stands. */
export interface EvidenceValue {
  readonly instrument: string
  readonly instrumentVersion: number
  readonly item: string
  readonly repeatKey: string
  /** Null for a form of no visit. */
  readonly visit: string | null
  readonly entryId: string
  readonly value: ItemValue
  /** The form that the proposal was made from. */
  readonly isGround: boolean
}

export interface Judging {
  readonly id: string
  readonly version: number
  readonly patientCode: string
  readonly site: string
  readonly type: string
  readonly proposedType: string | null
  readonly definitionVersion: number
  readonly grade: number | null
  readonly level: string | null
  readonly visitCode: string | null
  readonly detectedOn: string | null
  readonly source: 'rule' | 'person' | 'import'
  readonly ruleId: string | null
  readonly ruleVersion: number | null
  readonly evidence: readonly Evidence[]
  readonly status: 'proposed' | 'confirmed' | 'rejected'
  readonly adjudicatedBy: string | null
  readonly adjudicatedAt: Date | null
  readonly adjudicationNote: string | null
  readonly plan: AdjudicationPlan
  readonly standing: Standing
  readonly refusal: Refusal | null
  readonly votes: readonly SeenVote[]
  /** How many votes there are, seen or not. */
  readonly votesIn: number
  readonly visits: readonly { code: string; day: number | null; doneOn: string | null; before: boolean }[]
  readonly values: readonly EvidenceValue[]
  /** The same finding, rejected earlier on other values. */
  readonly rejectedBefore: number
  /** The next proposal the caller may judge, and how many wait. */
  readonly next: string | null
  readonly waiting: number
}

/** Of this disease alone: it tells the technique. */
const OF_TECHNIQUE = 'ovcf_baseline'

/** Where nothing says what it rests on, the course of pain is laid beside it. */
const COURSE: Readonly<Record<string, readonly string[]>> = {
  pain: ['vas_back', 'vas_leg_left', 'vas_leg_right'],
  nrs: ['nrs_back', 'nrs_leg_left', 'nrs_leg_right'],
  urgent_signs: ['urgent_bladder', 'urgent_bowel', 'urgent_saddle', 'urgent_weakness', 'urgent_fever'],
}

/**
 * One complication as it is judged: its evidence, the values around it, its definition, and the votes the caller may
 * see. No arm and no technique is among them, whoever asks.
 */
export async function getJudging(call: Call, study: string, id: string): Promise<Judging> {
  return reading(call, 'complication.list', { study }, async (tx) => {
    const row = await loadComplication(tx, id)
    const ballot = await readBallot(tx, row)
    const enrolment = await loadEnrolment(tx, row.enrolmentId)
    const visit = row.visitId ? await tx.db.visit.findUnique({ where: { id: row.visitId } }) : null
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: row.siteId } })
    const rule = row.ruleId && row.ruleVersion ? findRule(row.ruleId, row.ruleVersion) : undefined
    const reads = rule?.reads ?? COURSE
    // What tells a technique or an arm is never beside a blind judgement.
    const telling = listTelling(await readProtocol(tx, enrolment.protocolVersion))
    const instruments = Object.keys(reads).filter(
      (name) => !ballot.plan.blind || (!telling.has(name) && name !== OF_TECHNIQUE),
    )
    const [subject] = await readSubjects(tx, [enrolment], instruments)
    const ofFinding = row.dedupeKey.replace(/~\d+$/, '')
    const rejectedBefore = await tx.db.complication.count({
      where: {
        enrolmentId: row.enrolmentId,
        id: { not: row.id },
        status: 'rejected',
        voidedAt: null,
        OR: [{ dedupeKey: ofFinding }, { dedupeKey: { startsWith: `${ofFinding}~` } }],
      },
    })
    return {
      id: row.id,
      version: row.version,
      patientCode: enrolment.code,
      site: site.code,
      type: row.type,
      proposedType: row.proposedType,
      definitionVersion: row.definitionVersion,
      grade: row.grade,
      level: row.level,
      visitCode: visit?.code ?? null,
      detectedOn: toIsoDate(row.detectedOn),
      source: row.source as Judging['source'],
      // Its name says how the patient was operated.
      ruleId: ballot.plan.blind ? null : row.ruleId,
      ruleVersion: ballot.plan.blind ? null : row.ruleVersion,
      evidence: row.evidence as unknown as readonly Evidence[],
      status: row.status as Judging['status'],
      adjudicatedBy: row.adjudicatedBy ? await readActorName(tx, row.adjudicatedBy) : null,
      adjudicatedAt: row.adjudicatedAt,
      adjudicationNote: row.adjudicationNote,
      plan: ballot.plan,
      standing: ballot.standing,
      refusal: ballot.refusal,
      votes: await Promise.all(
        ballot.seen.map(async ({ reader, verdict, kind, grade, note, at }) => ({
          reader: await readActorName(tx, reader),
          own: reader === call.actor.id,
          verdict,
          kind: kind ?? null,
          grade: grade ?? null,
          note,
          at,
        })),
      ),
      votesIn: ballot.votes.length,
      visits: subject ? listVisits(subject) : [],
      values: subject ? listValues(subject, reads, row.entryId) : [],
      rejectedBefore,
      ...(await findNext(tx, row)),
    }
  })
}

function listVisits({ context, protocol }: Subject): Judging['visits'] {
  const order = protocol.visits.map(({ code }) => code)
  return [...context.visits]
    .map(({ code, day, doneOn }) => ({ code, day, doneOn, before: isBaseline(protocol, code) }))
    .sort(
      (a, b) => (a.day ?? Infinity) - (b.day ?? Infinity) || order.indexOf(a.code) - order.indexOf(b.code),
    )
}

function listValues(
  { context }: Subject,
  reads: Readonly<Record<string, readonly string[]>>,
  groundId: string | null,
): EvidenceValue[] {
  return Object.entries(reads).flatMap(([instrument, items]) =>
    context.entries
      .filter((entry) => entry.instrument === instrument)
      .flatMap((entry) =>
        items.flatMap((item): EvidenceValue[] => {
          const value = entry.scores[item]?.value ?? entry.values[item]
          if (value === undefined || value === null) return []
          if (Array.isArray(value) && value.length === 0 && !isMissing(value)) return []
          return [
            {
              instrument,
              instrumentVersion: entry.version,
              item,
              repeatKey: entry.repeatKey,
              visit: entry.visit,
              entryId: entry.id,
              value,
              isGround: entry.id === groundId,
            },
          ]
        }),
      ),
  )
}

/** In the order of their coming, after this one and then from the start; those the caller has judged are left out. */
async function findNext(
  tx: Tx,
  row: { readonly id: string; readonly createdAt: Date },
): Promise<Pick<Judging, 'next' | 'waiting'>> {
  const open = Prisma.sql`${seenSql(tx, 'c')} and c.voided_at is null and c.status = 'proposed' and c.id <> ${row.id}::uuid
    and exists (select 1 from enrolment e where e.id = c.enrolment_id and e.voided_at is null)
    and not exists (select 1 from adjudication_vote o where o.complication_id = c.id and o.voided_at is null
      and o.reader = ${tx.call.actor.id})`
  const [found] = await tx.db.$queryRaw<{ id: string; waiting: number }[]>`
    select c.id, count(*) over ()::int as waiting from complication c where ${open}
    order by ((c.created_at, c.id) > (${row.createdAt}, ${row.id}::uuid)) desc, c.created_at, c.id limit 1`
  return { next: found?.id ?? null, waiting: found?.waiting ?? 0 }
}

/** The first proposal that waits for the caller. */
export async function findFirstToJudge(call: Call, study: string): Promise<string | null> {
  return reading(call, 'complication.list', { study }, async (tx) => {
    const nobody = { id: '00000000-0000-0000-0000-000000000000', createdAt: new Date(0) }
    return (await findNext(tx, nobody)).next
  })
}
