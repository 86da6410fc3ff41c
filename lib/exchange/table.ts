import type { Column, Dataset } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS, type MissingReason } from '@/lib/codebook/item'

/** null is an empty cell. A string is text, a number is a number. */
export type Cell = string | number | null

/** Suffix of the column that holds the reasons of the column before it; no item name has two underscores running. */
export const REASON_SUFFIX = '__missing'

export interface TableOptions {
  /**
   * How a declared missing value leaves. `column` (default): the cell stays empty and the reason stands in
   * `<name>__missing`, which is there only if the column has one; a program that knows no missing codes then averages
   * nothing it should not. `code`: −9991 … −9994 in the cell, for programs told about them. `empty`: the reason is
   * left out.
   */
  readonly missing?: 'column' | 'code' | 'empty'
  /** Integer codes as stored (default), the stable keys, or the labels of a language. */
  readonly choices?: 'code' | 'key' | 'zh' | 'en'
}

export interface TableColumn {
  readonly name: string
  /** What its cells hold; a partial date is a date of fewer characters. */
  readonly kind: 'text' | 'number' | 'date'
  /** Characters its cells need, as far as names and labels tell. */
  readonly width: number
  readonly read: (row: number) => Cell
}

/** A data set as columns of a file, keys first: what each writer turns into its own format. */
export function layTable(dataset: Dataset, options: TableOptions = {}): TableColumn[] {
  const { missing = 'column' } = options
  return [...dataset.keys, ...dataset.columns].flatMap((column) => {
    const { name } = column.variable
    const laid = layColumn(column, options)
    const withCode = (row: number) => missingCode(column, row) ?? laid.read(row)
    const own = missing === 'code' ? { ...laid, read: withCode } : laid
    if (missing !== 'column' || !column.reasons?.some((reason) => reason > 0)) return [own]
    const reasons = { name: name + REASON_SUFFIX, kind: 'text', width: 14 } as const
    return [own, { ...reasons, read: (row: number) => reasonAt(column, row) }]
  })
}

/** The cells of a table, a row at a time. */
export function* rowsOf(columns: readonly TableColumn[], count: number): Generator<Cell[]> {
  for (let row = 0; row < count; row += 1) yield columns.map(({ read }) => read(row))
}

/** Columns that a screen or a printer gives a text: CJK takes two. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}

function layColumn(column: Column, { choices = 'code' }: TableOptions): TableColumn {
  const { name, codes = [] } = column.variable
  const width = widthOf(name)
  if (column.kind === 'number') {
    return { name, kind: 'number', width, read: (row) => asNumber(column.values[row]) }
  }
  if (column.kind !== 'code') {
    const kind = column.kind
    return {
      name,
      kind,
      width: Math.max(width, kind === 'date' ? 10 : 8),
      read: (row) => column.values[row] ?? null,
    }
  }
  if (choices === 'code') {
    return { name, kind: 'number', width, read: (row) => asCode(column.values[row]) }
  }
  const texts = new Map(codes.map((code) => [code.code, choices === 'key' ? code.key : code.label[choices]]))
  const read = (row: number) => {
    const code = asCode(column.values[row])
    return code === null ? null : (texts.get(code) ?? String(code))
  }
  return { name, kind: 'text', width: Math.max(width, ...[...texts.values()].map(widthOf)), read }
}

function asNumber(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}

function asCode(value: number | undefined): number | null {
  return value === undefined || value === -1 ? null : value
}

function reasonAt(column: Column, row: number): MissingReason | null {
  const reason = column.reasons?.[row] ?? 0
  return reason === 0 ? null : (MISSING_REASONS[reason - 1] ?? null)
}

function missingCode(column: Column, row: number): Cell {
  const reason = reasonAt(column, row)
  return reason && MISSING_CODES[reason]
}
