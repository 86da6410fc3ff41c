import { findVisit, instrumentsOfArm } from '@/lib/protocol/protocol-read'
import type { Protocol, VisitInstrument } from '@/lib/protocol/protocol'
import { readShelf } from '../instruments/read-shelf'
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
  /** Null while there is none, and where it is hidden. */
  readonly arm: string | null
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
    select: { enrolmentId: true, relation: true, performedOn: true, levels: true },
  })
  const dates = await tx.db.visit.findMany({
    where: { id: { in: visits.map((visit) => visit.id) } },
    select: { id: true, doneOn: true },
  })
  const shelf = await readShelf(tx)
  for (const visit of visits) {
    const protocol = await readProtocol(tx, visit.protocol_version)
    const doneOn = dates.find((one) => one.id === visit.id)?.doneOn ?? null
    const levels = operations
      .filter((operation) => operation.enrolmentId === visit.enrolment_id)
      // A visit does not ask about a level that was operated on after it.
      .filter(({ relation, performedOn }) => relation === 'index' || !doneOn || performedOn <= doneOn)
      .flatMap((operation) => readLevels(operation.levels))
    const saved = entries.filter((entry) => entry.visitId === visit.id)
    const asked = listAsked(protocol, visit.code, visit.arm)
    const isComplete = ({ id, version }: VisitInstrument) => {
      const forms = [id, ...listStandIns(protocol, visit.code, visit.arm, id).map((one) => one.id)]
      const of = saved.filter((entry) => forms.includes(entry.instrument) && entry.complete)
      if (shelf.get(id, version).repeat !== 'level') return of.length > 0
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
export function listAsked(
  protocol: Protocol,
  visitCode: string,
  arm: string | null,
): readonly VisitInstrument[] {
  return listPlanned(protocol, visitCode, arm).filter(({ insteadOf }) => insteadOf === undefined)
}

/** What is asked by telephone in place of a form. */
export function listStandIns(
  protocol: Protocol,
  visitCode: string,
  arm: string | null,
  form: string,
): readonly VisitInstrument[] {
  return listPlanned(protocol, visitCode, arm).filter(({ insteadOf }) => insteadOf === form)
}

/** What is asked by telephone: each form, or in its place what stands in for it. */
export function listAskedByTelephone(
  protocol: Protocol,
  visitCode: string,
  arm: string | null,
): readonly VisitInstrument[] {
  return listAsked(protocol, visitCode, arm).flatMap((form) => {
    const standIns = listStandIns(protocol, visitCode, arm, form.id)
    return standIns.length === 0 ? [form] : standIns.map((one) => ({ ...one, required: form.required }))
  })
}

function listPlanned(protocol: Protocol, visitCode: string, arm: string | null): readonly VisitInstrument[] {
  const plan = findVisit(protocol, visitCode)
  if (plan) return instrumentsOfArm(protocol, plan.instruments, arm)
  const all = new Map(
    protocol.visits.flatMap((visit) => visit.instruments).map((one) => [one.id, { ...one, required: false }]),
  )
  return instrumentsOfArm(protocol, [...all.values()], arm)
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
