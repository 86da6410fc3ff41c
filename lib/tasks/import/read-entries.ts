import { parseCell } from '@/lib/codebook/cell'
import type { Instrument, ItemValue, Values } from '@/lib/codebook/item'
import { visibleItems } from '@/lib/codebook/visibility'
import { Problem } from '@/lib/problem'
import { columnOf, listPlaces, type EntryMapping, type Source } from './mapping'

export interface CohortEntry {
  readonly instrument: string
  /** Null: the form of the index operation. */
  readonly visit: string | null
  readonly values: Values
}

export type Report = (column: string, code: string, value?: string) => void
type Row = ReadonlyMap<string, string>

/** The entries of one row; a place of which the row tells nothing has none. */
export function readEntries(
  row: Row,
  mappings: readonly EntryMapping[],
  instrumentAt: (id: string, visit: string | null) => Instrument,
  report: Report,
): CohortEntry[] {
  return mappings.flatMap((mapping) =>
    listPlaces(mapping).flatMap((visit) => {
      const instrument = instrumentAt(mapping.instrument, visit)
      const values = readValues(row, mapping, instrument, visit, report)
      return values === null ? [] : [{ instrument: mapping.instrument, visit, values }]
    }),
  )
}

/** Null when nothing is told of the place itself. */
function readValues(
  row: Row,
  mapping: EntryMapping,
  instrument: Instrument,
  visit: string | null,
  report: Report,
): Values | null {
  const values: Record<string, ItemValue> = {}
  const columns = new Map<string, string>()
  // What the source says of everybody operated makes the form of the operation; of a visit a cell must tell.
  let told = visit === null && Object.values(mapping.items).every((from) => columnOf(from, visit) === null)
  for (const [name, from] of Object.entries(mapping.items)) {
    const column = columnOf(from, visit)
    const value = readValue(row, instrument, name, from, visit, report)
    if (value === null) continue
    values[name] = value
    if (column === null || (row.get(column) ?? '') === '') continue
    columns.set(name, column)
    // A column without {visit} tells of the patient; alone it does not make an entry of each visit.
    told ||= mapping.visits.length <= 1 || column !== columnOf(from, null)
  }
  return told ? keepVisible(instrument, values, columns, report) : null
}

function readValue(
  row: Row,
  instrument: Instrument,
  name: string,
  from: Source,
  visit: string | null,
  report: Report,
): ItemValue | null {
  const item = instrument.items.find((one) => one.name === name)
  if (!item) throw new Problem('invalid', { fields: [{ field: `mapping: ${name}`, code: 'unknown_item' }] })
  const column = columnOf(from, visit)
  const cell = column === null ? '' : (row.get(column) ?? '')
  if (cell === '' && typeof from === 'object' && 'empty' in from) return { missing: from.empty }
  const text = typeof from === 'object' && 'value' in from ? from.value : cell
  const read = parseCell(item, text)
  if (read.ok) return read.value
  report(column ?? `mapping: ${name}`, read.issue, text)
  return null
}

/** A reason or a constant for what is not asked says nothing; a value in the file is not thrown away unseen. */
function keepVisible(
  instrument: Instrument,
  values: Values,
  columns: ReadonlyMap<string, string>,
  report: Report,
): Values {
  const visible = visibleItems(instrument, values)
  for (const [name, column] of columns) if (!visible.has(name)) report(column, 'hidden')
  return Object.fromEntries(Object.entries(values).filter(([name]) => visible.has(name)))
}
