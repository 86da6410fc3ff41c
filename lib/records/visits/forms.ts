import { findArm, findVisit, instrumentsOf } from '@/lib/protocol/protocol-read'
import type { Protocol, VisitInstrument } from '@/lib/protocol/protocol'
import { getInstrument } from '@/lib/instruments/shelf'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'

/** How far the forms of a visit have come. A form asked by level counts once, complete when every level is. */
export interface VisitForms {
  readonly required: number
  readonly complete: number
  /** Instruments that lack a value, required ones first. */
  readonly lacking: readonly string[]
  /** The form to open next. */
  readonly next: string | null
}

interface VisitKey {
  readonly id: string
  readonly enrolment_id: string
  readonly code: string
  readonly arm: string
  readonly protocol_version: number
}

/** Forms of many visits in two queries, whatever their number. */
export async function readForms(tx: Tx, visits: readonly VisitKey[]): Promise<Map<string, VisitForms>> {
  const result = new Map<string, VisitForms>()
  if (visits.length === 0) return result
  const entries = await tx.db.entry.findMany({
    where: { visitId: { in: visits.map((visit) => visit.id) }, voidedAt: null },
    select: { visitId: true, instrument: true, repeatKey: true, complete: true },
  })
  const operations = await tx.db.operation.findMany({
    where: { enrolmentId: { in: [...new Set(visits.map((visit) => visit.enrolment_id))] }, voidedAt: null },
    select: { enrolmentId: true, levels: true },
  })
  for (const visit of visits) {
    const protocol = await readProtocol(tx, visit.protocol_version)
    const levels = operations
      .filter((operation) => operation.enrolmentId === visit.enrolment_id)
      .flatMap((operation) => readLevels(operation.levels))
    const saved = entries.filter((entry) => entry.visitId === visit.id)
    const asked = listAsked(protocol, visit.code, visit.arm)
    const isComplete = ({ id, version }: VisitInstrument) => {
      const of = saved.filter((entry) => entry.instrument === id && entry.complete)
      if (getInstrument(id, version).repeat !== 'level') return of.length > 0
      return levels.length > 0 && levels.every((level) => of.some((entry) => entry.repeatKey === level))
    }
    const lacking = asked.filter((one) => !isComplete(one))
    const required = asked.filter((one) => one.required)
    result.set(visit.id, {
      required: required.length,
      complete: required.filter(isComplete).length,
      lacking: [...lacking.filter((one) => one.required), ...lacking.filter((one) => !one.required)].map(
        (one) => one.id,
      ),
      next: (lacking.find((one) => one.required) ?? lacking[0] ?? asked[0])?.id ?? null,
    })
  }
  return result
}

/** What a visit asks of a patient of this arm; an unscheduled visit offers everything the protocol knows. */
export function listAsked(protocol: Protocol, visitCode: string, arm: string): readonly VisitInstrument[] {
  const technique = findArm(protocol, arm)?.technique ?? 'other'
  const plan = findVisit(protocol, visitCode)
  if (plan) return instrumentsOf(plan.instruments, technique)
  const all = new Map(
    protocol.visits.flatMap((visit) => visit.instruments).map((one) => [one.id, { ...one, required: false }]),
  )
  return instrumentsOf([...all.values()], technique)
}

/** Levels of an operation, once each. */
export function readLevels(stored: unknown): string[] {
  if (!Array.isArray(stored)) return []
  const levels = stored.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'level' in one && typeof one.level === 'string'
      ? [one.level]
      : [],
  )
  return [...new Set(levels)]
}
