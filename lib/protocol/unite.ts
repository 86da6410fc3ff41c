/** What any version of a protocol asked: data stay in extracts and comparisons after an amendment drops their visit. */
import type { Protocol, VisitInstrument, VisitPlan } from './protocol'

/** The version in force, with the arms, visits and forms that only earlier ones had. @param earlier the newest first */
export function uniteProtocols(inForce: Protocol, earlier: readonly Protocol[]): Protocol {
  return earlier.reduce(
    (united, version) => ({
      ...united,
      arms: [
        ...united.arms,
        ...version.arms.filter(({ code }) => !united.arms.some((arm) => arm.code === code)),
      ],
      visits: uniteVisits(united.visits, version.visits),
      operationInstruments: uniteForms(united.operationInstruments, version.operationInstruments),
      ...(united.logInstruments || version.logInstruments
        ? { logInstruments: uniteForms(united.logInstruments ?? [], version.logInstruments ?? []) }
        : {}),
    }),
    inForce,
  )
}

/** A visit that went stands after the one it followed. */
function uniteVisits(visits: readonly VisitPlan[], earlier: readonly VisitPlan[]): VisitPlan[] {
  const united = visits.map((visit) => {
    const before = earlier.find(({ code }) => code === visit.code)
    return before ? { ...visit, instruments: uniteForms(visit.instruments, before.instruments) } : visit
  })
  earlier.forEach((visit, at) => {
    if (united.some(({ code }) => code === visit.code)) return
    const follows = united.findIndex(({ code }) => code === earlier[at - 1]?.code)
    united.splice(follows + 1, 0, visit)
  })
  return united
}

function uniteForms(
  forms: readonly VisitInstrument[],
  earlier: readonly VisitInstrument[],
): VisitInstrument[] {
  return [...forms, ...earlier.filter(({ id }) => !forms.some((form) => form.id === id))]
}
