import { compareLost, type LostRow } from '@/lib/analysis/compare-lost'
import type { Column, Dataset } from '@/lib/codebook/dataset'
import { Problem } from '@/lib/problem'
import type { Protocol } from '@/lib/protocol/protocol'
import { isBaseline } from '@/lib/protocol/protocol-read'
import type { Call } from '@/lib/records/call'
import { extractDataset } from '@/lib/records/data/extract'
import { readResponders } from '@/lib/records/follow-up/responders'
import { getProtocol } from '@/lib/records/studies/studies'

export interface LostPanel {
  readonly visit: string
  readonly came: number
  readonly rest: number
  readonly rows: readonly LostRow[]
}

const ROWS_AT_MOST = 40

/** Those who came to a visit against the rest, by what was known before the operation; of de-identified data. */
export async function compareLostToFollowUp(call: Call, study: string, visit: string): Promise<LostPanel> {
  const { came, rest } = await readResponders(call, study, visit)
  const protocol = await getProtocol(call, study)
  if (!protocol.visits.some(({ code }) => code === visit)) throw new Problem('not_found')
  const patients = await extractDataset(call, 'comparison.run', study, 'patient')
  const rows = compareLost(patients, chooseBaseline(patients, protocol), came, rest)
  return { visit, came: came.size, rest: rest.size, rows: rows.filter(hasValues) }
}

function hasValues({ came, rest }: LostRow): boolean {
  return came.n + rest.n > 0
}

/** Numbered questions of a form that adds them up: the sum says it. */
const SECTION = /_\d+$/

/** Columns asked before the operation. */
function chooseBaseline({ columns }: Dataset, protocol: Protocol): string[] {
  const before = protocol.visits.filter(({ code }) => isBaseline(protocol, code))
  const forms = new Set(before.flatMap(({ instruments }) => instruments.map(({ id }) => id)))
  const known = columns.filter(({ variable, kind }) => {
    if ((kind !== 'number' && kind !== 'code') || !variable.origin) return false
    if (variable.visit === undefined) return forms.has(variable.origin.instrument)
    return before.some(({ code }) => code === variable.visit)
  })
  const formOf = ({ variable }: Column) => variable.origin?.instrument ?? ''
  const scored = new Set(known.filter(({ variable }) => variable.formula !== undefined).map(formOf))
  return known
    .filter((column) => !(scored.has(formOf(column)) && SECTION.test(column.variable.origin?.item ?? '')))
    .slice(0, ROWS_AT_MOST)
    .map(({ variable }) => variable.name)
}
