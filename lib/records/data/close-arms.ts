import type { Dataset } from '@/lib/codebook/dataset'
import type { Protocol } from '@/lib/protocol/protocol'

const ARMS = new Set(['arm', 'arm_received', 'technique_planned', 'technique_received'])

/**
 * A randomised trial that still runs is read without its arms (practice 4): neither the arm nor the technique, nor a
 * form that only one technique is asked.
 */
export function closeArms(dataset: Dataset, protocol: Protocol): Dataset {
  const asked = [...protocol.visits.flatMap((visit) => visit.instruments), ...protocol.operationInstruments]
  const telling = new Set(asked.filter(({ techniques }) => techniques !== undefined).map(({ id }) => id))
  return {
    ...dataset,
    columns: dataset.columns.filter(
      ({ variable: { name, origin } }) => !ARMS.has(name) && !telling.has(origin?.instrument ?? ''),
    ),
  }
}
