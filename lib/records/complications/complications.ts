import { Problem, invalidField } from '@/lib/problem'
import { findComplicationType } from '@/lib/protocol/catalogue'
import type { Evidence } from '@/lib/protocol/rules/rule'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { fromIsoDate } from '../dates'
import { loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { seenSql } from '../scope'
import { refuseFuture } from '../studies/today'
import { loadVisit } from '../visits/visits'
import { loadComplication } from './load-complication'
import { readAdjudicationPlan } from './votes'

export type ComplicationStatus = 'proposed' | 'confirmed' | 'rejected'

export interface ComplicationRow {
  readonly id: string
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string | null
  readonly type: string
  /** What it was called before it was judged, where that differs. */
  readonly proposedType: string | null
  /** Clavien–Dindo, 1 to 7. */
  readonly grade: number | null
  readonly definitionVersion: number
  readonly level: string | null
  readonly detectedOn: string | null
  readonly source: 'rule' | 'person' | 'import'
  /** Null in a blind study too: the name of a rule says how the patient was operated. */
  readonly ruleId: string | null
  readonly ruleVersion: number | null
  readonly evidence: readonly Evidence[]
  readonly status: ComplicationStatus
  readonly adjudicatedBy: string | null
  readonly adjudicatedAt: Date | null
  readonly adjudicationNote: string | null
  readonly version: number
  /** How many clinicians judge it, and how many have. */
  readonly readers: 1 | 2
  readonly votes: number
  /** The caller has. */
  readonly voted: boolean
  readonly blind: boolean
}

export const PAGE_SIZE = 50

export interface ComplicationFilter {
  readonly status?: ComplicationStatus | undefined
  readonly enrolmentId?: string | undefined
  readonly page: number
}

/** Complications within reach, unjudged ones first. */
export async function listComplications(
  call: Call,
  study: string,
  filter: ComplicationFilter,
): Promise<{ rows: ComplicationRow[]; total: number }> {
  return reading(call, 'complication.list', { study }, async (tx) => {
    const rows = await tx.db.$queryRaw<(ComplicationRow & { total: number })[]>`
      select c.id, c.enrolment_id as "enrolmentId", e.code as "patientCode", s.code as site, v.code as "visitCode",
        c.type, c.proposed_type as "proposedType", c.grade,
        c.definition_version as "definitionVersion", c.level, c.detected_on::text as "detectedOn", c.source,
        case when coalesce((r.definition -> 'adjudication' ->> 'blind')::boolean, false) then null else c.rule_id
          end as "ruleId",
        case when coalesce((r.definition -> 'adjudication' ->> 'blind')::boolean, false) then null else c.rule_version
          end as "ruleVersion", c.evidence, c.status, coalesce(p.display_name, c.adjudicated_by) as "adjudicatedBy",
        c.adjudicated_at as "adjudicatedAt", c.adjudication_note as "adjudicationNote", c.version,
        coalesce((r.definition -> 'adjudication' ->> 'readers')::int, 1) as readers,
        coalesce((r.definition -> 'adjudication' ->> 'blind')::boolean, false) as blind,
        (select count(*)::int from adjudication_vote o where o.complication_id = c.id and o.voided_at is null) as votes,
        exists (select 1 from adjudication_vote o where o.complication_id = c.id and o.voided_at is null
          and o.reader = ${call.actor.id}) as voted,
        count(*) over ()::int as total
      from complication c
      join enrolment e on e.id = c.enrolment_id
      join site s on s.id = c.site_id
      join protocol_version r on r.study_id = c.study_id and r.number = e.protocol_version
      left join visit v on v.id = c.visit_id
      left join person p on 'person:' || p.id = c.adjudicated_by
      where ${seenSql(tx, 'c')} and c.voided_at is null and e.voided_at is null
        ${filter.status ? Prisma.sql`and c.status = ${filter.status}` : Prisma.empty}
        ${filter.enrolmentId ? Prisma.sql`and c.enrolment_id = ${filter.enrolmentId}::uuid` : Prisma.empty}
      order by (c.status = 'proposed') desc, c.created_at desc, c.id
      limit ${PAGE_SIZE} offset ${(filter.page - 1) * PAGE_SIZE}`
    return { rows: rows.map(({ total: _total, ...row }) => row), total: rows[0]?.total ?? 0 }
  })
}

export interface Adjudication {
  readonly version: number
  readonly status: 'confirmed' | 'rejected'
  readonly note: string
}

/** A clinician's judgement on a proposal; a rejection needs its reason. */
export async function adjudicateComplication(
  call: Call,
  study: string,
  id: string,
  input: Adjudication,
): Promise<Done> {
  return change(
    call,
    'complication.adjudicate',
    { study },
    async (tx) => {
      if (input.status === 'rejected' && input.note.trim() === '') throw invalidField('note', 'required')
      await lockEnrolment(tx, (await loadComplication(tx, id)).enrolmentId)
      // Read again behind the lock: a save may have withdrawn the proposal meanwhile.
      const row = await loadComplication(tx, id)
      const { readers } = await readAdjudicationPlan(tx, row.enrolmentId)
      if (readers === 2) throw new Problem('not_now', { reason: 'two_readers' })
      const { count } = await tx.db.complication.updateMany({
        where: { id, version: input.version },
        data: {
          status: input.status,
          adjudicatedBy: call.actor.id,
          adjudicatedAt: tx.now,
          adjudicationNote: input.note.trim() || null,
          version: { increment: 1 },
        },
      })
      if (count === 0) {
        throw new Problem('conflict', { extra: { current: { version: row.version, status: row.status } } })
      }
      return { id, version: input.version + 1 }
    },
    { reason: input.note.trim() || undefined },
  )
}

export interface ProposedComplication {
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly type: string
  readonly level: string | null
  readonly detectedOn: string
  readonly note: string
}

/** A person reports a complication; like a rule's, it waits for a clinician. */
export async function proposeComplication(
  call: Call,
  study: string,
  input: ProposedComplication,
): Promise<Done> {
  const id = newId()
  return change(call, 'complication.propose', { study }, async (tx) => {
    await lockEnrolment(tx, input.enrolmentId)
    const enrolment = await loadEnrolment(tx, input.enrolmentId)
    const type = findComplicationType(input.type)
    if (!type) throw invalidField('type', 'unknown')
    if (input.visitId !== null && (await loadVisit(tx, input.visitId)).enrolmentId !== enrolment.id) {
      throw invalidField('visitId', 'unknown')
    }
    await refuseFuture(tx, enrolment.siteId, 'detectedOn', input.detectedOn)
    await tx.db.complication.create({
      data: {
        id,
        siteId: enrolment.siteId,
        studyId: enrolment.studyId,
        enrolmentId: enrolment.id,
        visitId: input.visitId,
        type: type.code,
        level: input.level,
        definitionVersion: type.version,
        detectedOn: fromIsoDate(input.detectedOn),
        source: 'person',
        dedupeKey: `person:${id}`,
        evidence: [{ key: 'reported', params: { note: input.note }, source: call.actor.id }],
        status: 'proposed',
      },
    })
    return { id, version: 1 }
  })
}
