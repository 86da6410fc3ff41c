import type { Column, Dataset } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import type { MissingReason } from '@/lib/codebook/item'
import { neutraliseText } from './csv-text'

/** null is an empty cell. A string is text (neutralised), a number is a number. */
export type Cell = string | number | null

const BOM = '\uFEFF'
const CHUNK = 32_768

/** Suffix of the column that holds the reasons of the column before it; no item name has two underscores running. */
export const REASON_SUFFIX = '__missing'

export interface CsvOptions {
  /**
   * How a declared missing value leaves. `column` (default): the cell stays empty and the reason stands in
   * `<name>__missing`, which is there only if the column has one; a program that knows no missing codes then averages
   * nothing it should not. `code`: −9991 … −9994 in the cell, for programs told about them.
   */
  readonly missing?: 'column' | 'code'
  /** Integer codes as stored (default), or the stable keys. */
  readonly choices?: 'code' | 'key'
}

/** A data set as CSV: UTF-8 with BOM, CRLF, RFC 4180, keys first. Chunks of text, to be written as they come. */
export function* writeCsv(dataset: Dataset, options: CsvOptions = {}): Generator<string> {
  const byColumn = options.missing !== 'code'
  const columns = [...dataset.keys, ...dataset.columns]
  const header: string[] = []
  const readers: ((row: number) => Cell)[] = []
  for (const column of columns) {
    header.push(column.variable.name)
    readers.push(
      (row) => (byColumn ? null : missingCode(column, row)) ?? readCell(column, row, options.choices),
    )
    if (!byColumn || !column.reasons?.some((reason) => reason > 0)) continue
    header.push(column.variable.name + REASON_SUFFIX)
    readers.push((row) => reasonAt(column, row))
  }
  yield* writeRows(header, rowsOf(dataset.rows, readers))
}

/** Any table as CSV, under the same rules. */
export function* writeRows(header: readonly string[], rows: Iterable<readonly Cell[]>): Generator<string> {
  let chunk = BOM + writeLine(header)
  for (const row of rows) {
    chunk += writeLine(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

function* rowsOf(count: number, readers: readonly ((row: number) => Cell)[]): Generator<Cell[]> {
  for (let row = 0; row < count; row += 1) yield readers.map((read) => read(row))
}

function readCell(column: Column, row: number, choices: CsvOptions['choices']): Cell {
  const value = column.values[row]
  if (value === undefined || value === null) return null
  if (column.kind === 'number') return Number.isNaN(value) ? null : (value as number)
  if (column.kind !== 'code') return value
  if (value === -1) return null
  if (choices !== 'key') return value
  return column.variable.codes?.find(({ code }) => code === value)?.key ?? value
}

function reasonAt(column: Column, row: number): MissingReason | null {
  const reason = column.reasons?.[row] ?? 0
  return reason === 0 ? null : (MISSING_REASONS[reason - 1] ?? null)
}

function missingCode(column: Column, row: number): number | null {
  const reason = reasonAt(column, row)
  return reason && MISSING_CODES[reason]
}

function writeLine(cells: readonly Cell[]): string {
  return cells.map(writeCell).join(',') + '\r\n'
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell + 0)
  const text = neutraliseText(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
