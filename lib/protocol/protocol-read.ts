/** Small questions every room asks of a protocol. */
import type { Arm, Protocol, Technique, VisitInstrument, VisitPlan } from './protocol'

export function findVisit(protocol: Protocol, code: string): VisitPlan | undefined {
  return protocol.visits.find((visit) => visit.code === code)
}

export function findArm(protocol: Protocol, code: string): Arm | undefined {
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

/** Visits nobody planned carry U1, U2 … as their code. */
export function isUnscheduled(code: string): boolean {
  return /^U[1-9]\d*$/.test(code)
}
