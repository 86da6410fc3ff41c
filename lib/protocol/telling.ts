/** Forms that tell the arm of a patient even where every arm is asked them. */
import type { Protocol } from './protocol'

/** What was done to the patient: of two arms of one technique, this is where they differ. */
const TREATMENT_FORMS: readonly string[] = [
  'operation',
  'peld_record',
  'block',
  'hospital_stay',
  'cement_level',
]

/** The forms of treatment, and those that the protocol marks, wherever it marks them. */
export function listTelling(
  protocol: Pick<Protocol, 'visits' | 'operationInstruments' | 'logInstruments'>,
): ReadonlySet<string> {
  const { visits, operationInstruments, logInstruments = [] } = protocol
  const asked = [...visits.flatMap((visit) => visit.instruments), ...operationInstruments, ...logInstruments]
  return new Set([...TREATMENT_FORMS, ...asked.filter(({ tells }) => tells).map(({ id }) => id)])
}
