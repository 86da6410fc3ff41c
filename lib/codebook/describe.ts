import type { Column, Dataset, Variable } from './dataset'
import { MISSING_CODES, MISSING_REASONS } from './item'
import type { Bilingual, Code, Formula, Instrument, Item, Measure, Range } from './item'

/** One line of the codebook: the same on the page, in JSON and in CSV, and the source of SPSS's labels. */
export interface CodebookRow {
  readonly variable: string
  readonly label: Bilingual
  readonly kind: Item['kind'] | 'key'
  readonly measure: Measure
  readonly unit: string | null
  readonly decimals: number | null
  readonly codes: readonly Code[]
  /** Reason and export code; empty where nothing can be declared missing (keys and derived values). */
  readonly missing: readonly { readonly reason: string; readonly code: number }[]
  readonly hard: Range | null
  readonly soft: Range | null
  readonly showIf: string | null
  readonly required: boolean
  readonly identifying: boolean
  /** A date that may be only a year, or a year and month. */
  readonly partial: boolean
  readonly formula: Formula | null
  readonly section: Bilingual | null
  /** Absent for keys, arms and dates of the protocol. */
  readonly instrument: string | null
  readonly version: number | null
  /** The item it comes from; several columns come from one of which several answers may be chosen. */
  readonly item: string | null
  readonly multiple: boolean
  readonly visit: string | null
}

const DECLARED = MISSING_REASONS.map((reason) => ({ reason, code: MISSING_CODES[reason] }))

/** The codebook of one instrument, an item a row, in the order of the form. */
export function describeInstrument(instrument: Instrument): CodebookRow[] {
  return instrument.items.map((item) => describeItem(instrument, item))
}

/**
 * The codebook of a data set, a column a row, keys first.
 * @param find the instrument a column came from; a column whose instrument is not found is described by itself alone
 */
export function describeDataset(
  dataset: Dataset,
  find: (id: string, version: number) => Instrument | undefined,
): CodebookRow[] {
  return [...dataset.keys, ...dataset.columns].map((column) => {
    const { variable } = column
    const origin = variable.origin
    const instrument = origin && find(origin.instrument, origin.version)
    const item = instrument?.items.find(({ name }) => name === origin?.item)
    const row = instrument && item ? describeItem(instrument, item) : describeAlone(column, dataset)
    return { ...row, ...describeVariable(variable), kind: kindOf(row.kind, column) }
  })
}

/** A multi-choice leaves as one yes/no column a code, a date perhaps as a number of days. */
function kindOf(kind: CodebookRow['kind'], column: Column): CodebookRow['kind'] {
  if (kind === 'multi') return 'choice'
  return kind === 'date' && column.kind === 'number' ? 'integer' : kind
}

function describeVariable(variable: Variable) {
  return {
    variable: variable.name,
    label: variable.label,
    measure: variable.measure,
    unit: variable.unit ?? null,
    codes: variable.codes ?? [],
    visit: variable.visit ?? null,
  }
}

function describeAlone(column: Column, dataset: Dataset): CodebookRow {
  const kinds = { number: 'number', code: 'choice', text: 'text', date: 'date' } as const
  const isKey = dataset.keys.some((key) => key === column)
  return {
    ...describeVariable(column.variable),
    kind: isKey ? 'key' : kinds[column.kind],
    decimals: column.variable.decimals ?? null,
    missing: [],
    hard: null,
    soft: null,
    showIf: null,
    required: false,
    identifying: false,
    partial: false,
    formula: null,
    section: null,
    instrument: column.variable.origin?.instrument ?? null,
    version: column.variable.origin?.version ?? null,
    item: column.variable.origin?.item ?? null,
    multiple: false,
  }
}

function describeItem(instrument: Instrument, item: Item): CodebookRow {
  const ranged = item.kind === 'number' || item.kind === 'integer'
  return {
    variable: item.name,
    label: item.label,
    kind: item.kind,
    measure: item.measure,
    unit: item.unit ?? null,
    decimals: item.kind === 'integer' ? 0 : 'decimals' in item ? item.decimals : null,
    codes: 'codes' in item ? item.codes : [],
    missing: item.kind === 'calculated' ? [] : DECLARED,
    hard: ranged ? (item.hard ?? null) : item.kind === 'calculated' ? (item.range ?? null) : null,
    soft: ranged ? (item.soft ?? null) : null,
    showIf: item.showIf ?? null,
    required: item.required ?? false,
    identifying: item.identifying ?? false,
    partial: item.kind === 'date' && item.partial === true,
    formula: item.kind === 'calculated' ? item.formula : null,
    section: item.section ?? null,
    instrument: instrument.id,
    version: instrument.version,
    item: item.name,
    multiple: item.kind === 'multi',
    visit: null,
  }
}
