import type { Column, Dataset } from '@/lib/codebook/dataset'
import { COMPLICATION_CATALOGUE } from '@/lib/protocol/catalogue'
import type { Protocol } from '@/lib/protocol/protocol'
import { listTelling } from '@/lib/protocol/telling'

const ARMS = new Set(['arm', 'arm_received', 'technique_planned', 'technique_received'])

/**
 * A randomised trial that still runs is read without its arms (practice 4): neither the arm nor the technique, nor a
 * form that tells the arm or that only some techniques are asked, nor a complication that only some can be followed by.
 */
export function closeArms(dataset: Dataset, protocol: Protocol): Dataset {
  const asked = [...protocol.visits.flatMap((visit) => visit.instruments), ...protocol.operationInstruments]
  const partial = asked.filter(({ techniques }) => techniques !== undefined).map(({ id }) => id)
  const telling = new Set([...listTelling(protocol), ...partial])
  const judged = listJudgedApart(protocol)
  return {
    ...dataset,
    columns: dataset.columns.filter(
      (column) =>
        !ARMS.has(column.variable.name) &&
        !telling.has(column.variable.origin?.instrument ?? '') &&
        !judged.some((type) => isOf(column, type)),
    ),
  }
}

/** Types whose column says "not applicable" in one arm and "no" in another. */
function listJudgedApart({ arms }: Protocol): readonly string[] {
  return COMPLICATION_CATALOGUE.filter(
    ({ techniques }) => techniques && !arms.every(({ technique }) => techniques.includes(technique)),
  ).map(({ code }) => code)
}

/** The column of a type, and its date and visit beside it. */
function isOf({ variable: { name } }: Column, type: string): boolean {
  return name === `complication_${type}` || name.startsWith(`complication_${type}_`)
}
