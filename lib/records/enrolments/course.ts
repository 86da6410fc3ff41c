import type { Scores, Values } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { pickOwn } from '@/lib/instruments/shelf'
import { Problem } from '@/lib/problem'
import type { Protocol, VisitState } from '@/lib/protocol/protocol'
import { saysNoArm } from '@/lib/protocol/blinding'
import { listAskedInstruments } from '@/lib/protocol/protocol-read'
import type { Call } from '../call'
import { reading } from '../change'
import { seesArmOf } from '../allocations/sight'
import { readUnblindings, type UnblindingOf } from '../allocations/unblind'
import { Prisma } from '../generated/client'
import { toIsoDate } from '../dates'
import { seenSql, seenWhere } from '../scope'
import { readShelf } from '../instruments/read-shelf'
import { readProtocol } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { readForms, type VisitForms } from '../visits/forms'
import { visitsWithState } from '../visits/visit-sql'
import type { OperatedLevel, Relation } from './operations'
import { readPatientHead, type PatientHead } from './patient-head'

export interface CourseVisit {
  readonly id: string
  readonly code: string
  readonly scheduled: boolean
  readonly state: VisitState
  readonly daysToClose: number | null
  readonly targetOn: string | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly doneOn: string | null
  readonly mode: string | null
  readonly version: number
  readonly signed: boolean
  readonly locked: boolean
  readonly forms: VisitForms
}

export interface CourseEntry {
  readonly id: string
  readonly visitId: string | null
  readonly visitCode: string | null
  readonly instrument: string
  readonly instrumentVersion: number
  readonly repeatKey: string
  readonly values: Values
  readonly scores: Scores
  readonly complete: boolean
}

export interface CourseOperation {
  readonly id: string
  readonly ordinal: number
  readonly relation: Relation
  readonly performedOn: string
  readonly endedTime: string | null
  /** Null where the arm is hidden. */
  readonly plannedTechnique: string | null
  readonly receivedTechnique: string | null
  readonly levels: readonly OperatedLevel[]
  readonly operator: string | null
  readonly cause: string | null
  readonly version: number
}

/** An operation that was entered by mistake: kept, and shown apart. */
export interface VoidedOperation {
  readonly id: string
  readonly ordinal: number
  readonly relation: Relation
  readonly performedOn: string
  /** Empty where the arm is hidden. */
  readonly reason: string
}

/** How a patient left, beyond the day and the kind. */
export interface CourseEnd {
  readonly note: string | null
  readonly deathSource: string | null
  readonly deathCause: string | null
  readonly deathRelation: string | null
  /** The patient wants no more treatment and is followed on. */
  readonly treatmentEndedOn: string | null
  readonly treatmentEndNote: string | null
}

/** One patient's whole course: what the timeline shows. Flags and alerts are read beside it. */
export interface Course {
  readonly patient: PatientHead
  readonly protocol: Protocol
  /** The study's own forms among those it asks. */
  readonly own: readonly InstrumentJson[]
  readonly followUpClosed: boolean
  readonly consent: {
    readonly version: string | null
    readonly on: string | null
    readonly by: string | null
  }
  readonly enrolledOn: string
  /** Each time the arm was opened before the data were locked. */
  readonly unblindings: readonly UnblindingOf[]
  readonly visits: readonly CourseVisit[]
  readonly operations: readonly CourseOperation[]
  readonly voidedOperations: readonly VoidedOperation[]
  readonly end: CourseEnd
  /** The day on which follow-up counts as ended; a death may be told as a month or a year. */
  readonly endedDay: string | null
  readonly entries: readonly CourseEntry[]
}

/** By study code ("LV-001") or id. */
export async function getCourse(call: Call, study: string, codeOrId: string): Promise<Course> {
  return reading(call, 'enrolment.read', { study }, async (tx) => {
    const byId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(codeOrId)
    const enrolment = await tx.db.enrolment.findFirst({
      where: {
        ...(byId ? { id: codeOrId } : { code: codeOrId }),
        studyId: studyOf(tx).id,
        voidedAt: null,
        AND: seenWhere(tx),
      },
    })
    if (!enrolment) throw new Problem('not_found')
    const sees = await seesArmOf(tx, enrolment.id)
    const all = await tx.db.operation.findMany({
      where: { enrolmentId: enrolment.id },
      orderBy: [{ ordinal: 'asc' }, { voidSeq: 'asc' }],
    })
    const operations = all.filter((row) => row.voidedAt === null)
    const protocol = await readProtocol(tx, enrolment.protocolVersion)
    return {
      patient: await readPatientHead(tx, enrolment),
      protocol,
      own: pickOwn(await readShelf(tx), listAskedInstruments(protocol)),
      followUpClosed: studyOf(tx).followUpClosed,
      consent: {
        version: enrolment.consentVersion,
        on: toIsoDate(enrolment.consentOn),
        by: enrolment.consentBy,
      },
      enrolledOn: toIsoDate(enrolment.enrolledOn),
      unblindings: await readUnblindings(tx, enrolment.id),
      visits: await readVisits(tx, enrolment.id, sees),
      operations: operations.map((row) => ({
        id: row.id,
        ordinal: row.ordinal,
        relation: row.relation as Relation,
        performedOn: toIsoDate(row.performedOn),
        endedTime: row.endedTime,
        plannedTechnique: sees ? row.plannedTechnique : null,
        receivedTechnique: sees ? row.receivedTechnique : null,
        levels: row.levels as unknown as OperatedLevel[],
        operator: row.operator,
        cause: sees ? row.cause : null,
        version: row.version,
      })),
      voidedOperations: all.flatMap((row) =>
        row.voidedAt === null
          ? []
          : [
              {
                id: row.id,
                ordinal: row.ordinal,
                relation: row.relation as Relation,
                performedOn: toIsoDate(row.performedOn),
                reason: sees ? (row.voidReason ?? '') : '',
              },
            ],
      ),
      end: {
        note: enrolment.endNote,
        deathSource: enrolment.deathSource,
        deathCause: enrolment.deathCause,
        deathRelation: enrolment.deathRelation,
        treatmentEndedOn: toIsoDate(enrolment.treatmentEndedOn),
        treatmentEndNote: enrolment.treatmentEndNote,
      },
      endedDay: toIsoDate(enrolment.endedOn),
      entries: (await readEntries(tx, enrolment.id)).filter((entry) => sees || saysNoArm(entry, protocol)),
    }
  })
}

async function readVisits(tx: Tx, enrolmentId: string, sees: boolean): Promise<CourseVisit[]> {
  const arm = sees ? Prisma.sql`coalesce(w.received_arm, w.planned_arm)` : Prisma.sql`null::text`
  const rows = await tx.db.$queryRaw<
    (CourseVisit & { enrolment_id: string; arm: string | null; protocol_version: number })[]
  >`
    select w.id, w.code, w.scheduled, w.state, w.days_to_close as "daysToClose", w.target_on::text as "targetOn",
      w.first_day::text as "firstDay", w.last_day::text as "lastDay", w.done_on::text as "doneOn", w.mode, w.version, w.locked_at is not null as locked,
      exists (select 1 from visit_signature g where g.visit_id = w.id and g.voided_at is null) as signed,
      w.enrolment_id, w.protocol_version, ${arm} as arm
    from (${visitsWithState(tx)}) w where w.enrolment_id = ${enrolmentId}::uuid
    order by coalesce(w.done_on, w.target_on) nulls first, w.ordinal`
  const forms = await readForms(tx, rows)
  return rows.map(({ enrolment_id: _enrolment, arm: _arm, protocol_version: _protocol, ...visit }) => ({
    ...visit,
    forms: forms.get(visit.id) ?? { required: 0, complete: 0, lacking: [], next: null },
  }))
}

async function readEntries(tx: Tx, enrolmentId: string): Promise<CourseEntry[]> {
  return tx.db.$queryRaw<CourseEntry[]>(Prisma.sql`
    select n.id, n.visit_id as "visitId", v.code as "visitCode", n.instrument,
      n.instrument_version as "instrumentVersion", n.repeat_key as "repeatKey", n.values, n.scores, n.complete
    from entry n left join visit v on v.id = n.visit_id
    where n.enrolment_id = ${enrolmentId}::uuid and n.voided_at is null and ${seenSql(tx, 'n')}
    order by v.ordinal nulls first, n.instrument, n.repeat_key`)
}
