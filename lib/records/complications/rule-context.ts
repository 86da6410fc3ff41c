import { daysBetween } from '@/lib/codebook/dates'
import type { Protocol, Technique } from '@/lib/protocol/protocol'
import { findArm, findVisit } from '@/lib/protocol/protocol-read'
import type { RuleContext } from '@/lib/protocol/rules/rule'
import { toIsoDate } from '../dates'
import { toStoredEntry } from '../entries/stored-entry'
import type { loadEnrolment } from '../enrolments/enrolments'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

/** What the rules are asked about one enrolment, and the visits they name. */
export interface Subject {
  readonly enrolment: Enrolment
  readonly protocol: Protocol
  readonly context: RuleContext
  readonly visitIds: ReadonlyMap<string, string>
}

/** The contexts of some enrolments in four statements. @param instruments only these; all without it */
export async function readSubjects(
  tx: Tx,
  enrolments: readonly Enrolment[],
  instruments?: readonly string[],
): Promise<Subject[]> {
  const of = { enrolmentId: { in: enrolments.map(({ id }) => id) }, voidedAt: null }
  const visits = groupById(await tx.db.visit.findMany({ where: of }))
  const asked = instruments ? { instrument: { in: [...instruments] } } : {}
  const entries = groupById(await tx.db.entry.findMany({ where: { ...of, ...asked } }))
  const operations = groupById(await tx.db.operation.findMany({ where: of }))
  const subjects: Subject[] = []
  for (const enrolment of enrolments) {
    const protocol = await readProtocol(tx, enrolment.protocolVersion)
    const own = visits.get(enrolment.id) ?? []
    const codeOf = new Map(own.map((visit) => [visit.id, visit.code]))
    const operationDate = toIsoDate(enrolment.indexOperationOn)
    const done = operations.get(enrolment.id) ?? []
    const index = done.find(({ relation }) => relation === 'index')
    const context: RuleContext = {
      technique: findTechnique(index?.receivedTechnique, enrolment, protocol),
      operationDate,
      levels: done.flatMap(({ levels }) =>
        (levels as unknown as { level: string }[]).map(({ level }) => level),
      ),
      visits: own.map((visit) => {
        const doneOn = toIsoDate(visit.doneOn)
        const day = doneOn !== null && operationDate !== null ? daysBetween(operationDate, doneOn) : null
        return { code: visit.code, doneOn, day, after: isAfterOperation(visit, day, enrolment, protocol) }
      }),
      entries: (entries.get(enrolment.id) ?? []).map((row) => {
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
    subjects.push({
      enrolment,
      protocol,
      context,
      visitIds: new Map(own.map((visit) => [visit.code, visit.id])),
    })
  }
  return subjects
}

function groupById<Row extends { readonly enrolmentId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const known = groups.get(row.enrolmentId)
    if (known) known.push(row)
    else groups.set(row.enrolmentId, [row])
  }
  return groups
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
function findTechnique(received: string | undefined, enrolment: Enrolment, protocol: Protocol): Technique {
  const planned = findArm(protocol, enrolment.receivedArm ?? enrolment.plannedArm)?.technique
  return (received as Technique | undefined) ?? planned ?? 'other'
}
