/** Small questions every room asks of a protocol. */
import { listTelling } from './telling'
import type { Arm, Protocol, Technique, VisitInstrument, VisitPlan } from './protocol'

export function findVisit(protocol: Protocol, code: string): VisitPlan | undefined {
  return protocol.visits.find((visit) => visit.code === code)
}

export function findArm(protocol: Protocol, code: string | null): Arm | undefined {
  return protocol.arms.find((arm) => arm.code === code)
}

/** Whether values of this visit are the baseline: the visit the study declares, else those before the operation. */
export function isBaseline(protocol: Protocol, code: string): boolean {
  return protocol.baseline === undefined
    ? findVisit(protocol, code)?.before === true
    : protocol.baseline === code
}

/** What is asked of a patient of this technique. */
export function instrumentsOf(
  instruments: readonly VisitInstrument[],
  technique: Technique,
): readonly VisitInstrument[] {
  return instruments.filter(({ techniques }) => !techniques || techniques.includes(technique))
}

/**
 * What is asked of a patient of this arm. Where there is none yet, or it is hidden, what every arm is asked, and of
 * that nothing that tells the arms apart.
 */
export function instrumentsOfArm(
  protocol: Protocol,
  instruments: readonly VisitInstrument[],
  arm: string | null,
): readonly VisitInstrument[] {
  if (arm !== null) return instrumentsOf(instruments, findArm(protocol, arm)?.technique ?? 'other')
  const telling = listTelling(protocol)
  return instruments.filter((one) => isOfEveryArm(protocol, one) && !telling.has(one.id))
}

/** What is asked at an operation. Where the arm is hidden nobody opens these, so without one they are of every arm. */
export function operationFormsOf(protocol: Protocol, arm: string | null): readonly VisitInstrument[] {
  const { operationInstruments: forms } = protocol
  return arm === null
    ? forms.filter((one) => isOfEveryArm(protocol, one))
    : instrumentsOfArm(protocol, forms, arm)
}

function isOfEveryArm({ arms }: Protocol, { techniques }: VisitInstrument): boolean {
  return !techniques || arms.every(({ technique }) => techniques.includes(technique))
}

/** All the protocol names, at visits, at operations and in logs; once each. */
export function listAskedInstruments(protocol: Protocol): { id: string; version: number }[] {
  const { visits, operationInstruments, logInstruments = [] } = protocol
  const asked = [...visits.flatMap((visit) => visit.instruments), ...operationInstruments, ...logInstruments]
  return [...new Map(asked.map(({ id, version }) => [`${id}@${version}`, { id, version }])).values()]
}

/** Visits nobody planned carry U1, U2 … as their code. */
export function isUnscheduled(code: string): boolean {
  return /^U[1-9]\d*$/.test(code)
}
