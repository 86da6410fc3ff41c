import type { Dataset } from '@/lib/codebook/dataset'
import { neutraliseText } from './csv-text'
import { layTable, rowsOf, type Cell, type TableOptions } from './table'

const BOM = '\uFEFF'
const CHUNK = 32_768

/** A data set as CSV: UTF-8 with BOM, CRLF, RFC 4180, keys first. Chunks of text, to be written as they come. */
export function* writeCsv(dataset: Dataset, options: TableOptions = {}): Generator<string> {
  const columns = layTable(dataset, options)
  yield* writeRows(
    columns.map(({ name }) => name),
    rowsOf(columns, dataset.rows),
  )
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

function writeLine(cells: readonly Cell[]): string {
  return cells.map(writeCell).join(',') + '\r\n'
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell + 0)
  const text = neutraliseText(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
