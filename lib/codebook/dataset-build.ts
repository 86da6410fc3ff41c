/** Columns of a Dataset from values as entries hold them (decision 23). */
import type { CodeColumn, Column, Dataset, NumberColumn, TextColumn, Variable } from './dataset'
import { MISSING_REASONS, isMissing } from './item'
import type { Instrument, Item, ItemValue, Score } from './item'
import { YES_NO } from './yes-no'

/** Where the values of a wide column come from. */
export interface Place {
  readonly visit?: string | undefined
  readonly level?: string | undefined
}

/** A cell: a value, a declared reason, a score as stored, or nothing entered. */
export type Cell = ItemValue | Score | null | undefined

/** Export name: item, then the key of a multi-choice, the visit and the level; "T12" becomes "t12". */
export function columnName(item: string, part: Place & { readonly key?: string | undefined } = {}): string {
  return [item, part.key, part.visit, part.level]
    .filter((word) => word !== undefined)
    .map((word) => word.toLowerCase().replace(/[^a-z0-9]+/g, '_'))
    .join('_')
}

/** Export variables of an item: one, or one a code for a multi-choice. */
export function variablesOf(instrument: Instrument, item: Item, place: Place = {}): Variable[] {
  const variable: Variable = {
    name: columnName(item.name, place),
    label: item.label,
    measure: item.measure,
    origin: { instrument: instrument.id, version: instrument.version, item: item.name },
    ...(item.unit === undefined ? {} : { unit: item.unit }),
    ...('decimals' in item ? { decimals: item.decimals } : item.kind === 'integer' ? { decimals: 0 } : {}),
    ...(item.kind === 'choice' ? { codes: item.codes } : {}),
    ...(item.kind === 'calculated' ? { formula: `${item.formula.id}/${item.formula.version}` } : {}),
    ...(place.visit === undefined ? {} : { visit: place.visit }),
  }
  if (item.kind !== 'multi') return [variable]
  return item.codes.map(({ key, label }) => ({
    ...variable,
    name: columnName(item.name, { ...place, key }),
    label: { zh: `${item.label.zh}：${label.zh}`, en: `${item.label.en}: ${label.en}` },
    measure: 'nominal',
    codes: YES_NO,
  }))
}

/** Columns of one item, in the order of its cells; see variablesOf for how many. */
export function buildColumns(
  instrument: Instrument,
  item: Item,
  cells: readonly Cell[],
  place: Place = {},
): Column[] {
  const variables = variablesOf(instrument, item, place)
  if (item.kind === 'multi') {
    return variables.map((variable, index) => {
      const code = item.codes[index]?.code
      const marks = cells.map((cell) => (Array.isArray(cell) ? Number(cell.includes(code)) : asMissing(cell)))
      return codeColumn(variable, marks)
    })
  }
  return variables.map((variable) => {
    if (item.kind === 'choice') return codeColumn(variable, cells)
    if (item.kind === 'text' || item.kind === 'date') return textColumn(variable, cells, item.kind)
    return numberColumn(variable, cells)
  })
}

/** Real-valued column; NaN where there is no number. A score counts by its value. */
export function numberColumn(variable: Variable, cells: readonly Cell[]): NumberColumn {
  const values = Float64Array.from(cells, (cell) => {
    const value = isScore(cell) ? cell.value : cell
    return typeof value === 'number' ? value : NaN
  })
  return { kind: 'number', variable, values, ...reasonsOf(cells) }
}

/** Categorical column; −1 where there is no code. @throws Error on a code the variable does not have */
export function codeColumn(variable: Variable, cells: readonly Cell[]): CodeColumn {
  const known = new Set(variable.codes?.map(({ code }) => code))
  const values = Int32Array.from(cells, (cell) => {
    if (typeof cell !== 'number') return -1
    if (!known.has(cell)) throw new Error(`${variable.name}: no code ${cell}`)
    return cell
  })
  return { kind: 'code', variable, values, ...reasonsOf(cells) }
}

/** Text or date column; null where there is nothing. */
export function textColumn(
  variable: Variable,
  cells: readonly Cell[],
  kind: TextColumn['kind'] = 'text',
): TextColumn {
  const values = cells.map((cell) => (typeof cell === 'string' ? cell : null))
  return { kind, variable, values, ...reasonsOf(cells) }
}

/** The column of that name, keys included. @throws Error when the data set has none */
export function findColumn(dataset: Dataset, name: string): Column {
  const column = [...dataset.keys, ...dataset.columns].find(({ variable }) => variable.name === name)
  if (!column) throw new Error(`no column ${name}`)
  return column
}

function reasonsOf(cells: readonly Cell[]): { reasons?: Uint8Array } {
  const reasons = Uint8Array.from(cells, (cell) =>
    isMissing(cell) ? MISSING_REASONS.indexOf(cell.missing) + 1 : 0,
  )
  return reasons.some((reason) => reason > 0) ? { reasons } : {}
}

function asMissing(cell: Cell): Cell {
  return isMissing(cell) ? cell : null
}

function isScore(cell: Cell): cell is Score {
  return typeof cell === 'object' && cell !== null && 'formula' in cell
}
