import { Problem } from '@/lib/problem'
import { restoreText } from './csv-text'

export interface CsvLimits {
  /** GB 18030 covers what Chinese Excel saves as plain "CSV". */
  readonly encoding?: 'utf-8' | 'gb18030'
  readonly maxBytes?: number
  readonly maxRows?: number
  readonly maxColumns?: number
}

export interface CsvTable {
  readonly header: readonly string[]
  /** As many cells in each row as in the header; texts as they were before neutralising. */
  readonly rows: readonly (readonly string[])[]
}

/**
 * Reads a comma-separated file strictly (RFC 4180; LF or CRLF). Nothing is repaired: a stray quote, a row of another
 * length, an empty or repeated column name, bytes that are not the encoding refuse the file.
 * @throws Problem `invalid` (field `file`, code `csv_*` with the row) or `too_large`
 */
export function readCsv(bytes: Uint8Array, limits: CsvLimits = {}): CsvTable {
  const { encoding = 'utf-8', maxBytes = 50_000_000, maxRows = 50_000, maxColumns = 200 } = limits
  if (bytes.length > maxBytes) throw new Problem('too_large')
  const text = decode(bytes, encoding)
  let header: readonly string[] | undefined
  const rows: string[][] = []
  for (const { cells, line } of readRecords(text)) {
    if (!header) header = checkHeader(cells, maxColumns)
    else {
      if (cells.length !== header.length) {
        throw refuse('csv_columns', { line, expected: header.length, found: cells.length })
      }
      if (rows.length === maxRows) throw refuse('csv_too_many_rows', { max: maxRows })
      rows.push(cells.map(restoreText))
    }
  }
  if (!header) throw refuse('csv_empty', {})
  return { header, rows }
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw refuse('csv_encoding', { encoding })
  }
}

function checkHeader(cells: readonly string[], maxColumns: number): string[] {
  if (cells.length > maxColumns) throw refuse('csv_too_many_columns', { max: maxColumns })
  const names = cells.map((cell) => restoreText(cell).trim())
  for (const [index, name] of names.entries()) {
    if (name === '') throw refuse('csv_unnamed_column', { column: index + 1 })
    if (names.indexOf(name) < index) throw refuse('csv_repeated_column', { name })
  }
  return names
}

function* readRecords(text: string): Generator<{ cells: string[]; line: number }> {
  const end = findEnd(text)
  let at = 0
  let line = 1
  while (at < end) {
    const cells: string[] = []
    const first = line
    for (let more = true; more;) {
      const cell = readCell(text, at, line)
      cells.push(cell.value)
      line += cell.value.split('\n').length - 1
      more = text.charAt(cell.end) === ','
      at = cell.end + (more ? 1 : 0)
    }
    const lineEnd = /^\r?\n/.exec(text.slice(at, at + 2))
    if (!lineEnd && at < text.length) throw refuse('csv_quote', { line })
    at += lineEnd?.[0].length ?? 0
    line += 1
    yield { cells, line: first }
  }
}

/** Where the last record ends: blank lines after it are nobody's rows. */
function findEnd(text: string): number {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || (text[end - 1] === '\r' && text[end] === '\n'))) end -= 1
  return end
}

const PLAIN = /[^",\r\n]*/y

/** A quoted cell (doubled quotes inside) or a plain one without quote, comma or line end; by steps, so of any length. */
function readCell(text: string, from: number, line: number): { value: string; end: number } {
  if (text.charAt(from) !== '"') {
    PLAIN.lastIndex = from
    const [value = ''] = PLAIN.exec(text) ?? []
    return { value, end: from + value.length }
  }
  let close = from + 1
  for (;;) {
    close = text.indexOf('"', close)
    if (close === -1) throw refuse('csv_quote', { line })
    if (text.charAt(close + 1) !== '"') break
    close += 2
  }
  return { value: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 }
}

function refuse(code: string, params: Record<string, string | number>): Problem {
  return new Problem('invalid', { fields: [{ field: 'file', code, params }] })
}
