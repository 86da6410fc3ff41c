import { Problem } from '@/lib/problem'
import { isRisky } from './csv-text'
import type { Cell, TableColumn } from './table'
import { CLOSE_SHEET, listParts, openSheet, STYLE } from './xlsx-parts'
import { columnLetters, escapeXml, toSerial } from './xlsx-text'
import { writeZip } from './zip-write'

export interface Sheet {
  readonly name: string
  readonly columns: readonly Pick<TableColumn, 'name' | 'kind' | 'width'>[]
  /** Columns that stay in view at the left. */
  readonly frozen?: number
  /** How many rows there are; told before they come. */
  readonly count: number
  readonly rows: Iterable<readonly Cell[]>
}

/** What a spreadsheet can hold. */
const MOST_ROWS = 1_048_576
const MOST_COLUMNS = 16_384
const MOST_TEXT = 32_767

const CHUNK = 65_536
/**
 * A workbook (Office Open XML), in chunks as they come; the whole is never in memory. Every text is an inline text
 * and stays one, whatever it begins with: there are no formulas. Numbers are numbers, full dates are dates.
 * @throws Problem `too_large` when a sheet has more rows, columns or text in a cell than a spreadsheet can hold
 */
export function* writeXlsx(sheets: readonly Sheet[]): Generator<Uint8Array> {
  for (const { columns, count } of sheets) {
    if (count + 1 > MOST_ROWS || columns.length > MOST_COLUMNS) throw new Problem('too_large')
  }
  yield* writeZip([
    ...listParts(sheets.map(({ name }) => name)).map(([path, xml]) => [path, [xml]] as const),
    ...sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, writeSheet(sheet)] as const),
  ])
}

function* writeSheet({ columns, frozen = 0, rows }: Sheet): Generator<string> {
  const letters = columns.map((_, index) => columnLetters(index))
  const head = columns.map(({ name }, index) => textCell(`${letters[index]}1`, name, STYLE.head)).join('')
  let text = `${openSheet(
    columns.map(({ width }) => width),
    frozen,
  )}<row r="1">${head}</row>`
  let number = 1
  for (const row of rows) {
    number += 1
    let cells = ''
    for (const [index, cell] of row.entries()) {
      if (cell !== null) cells += writeCell(`${letters[index]}${number}`, cell, columns[index]?.kind)
    }
    text += `<row r="${number}">${cells}</row>`
    if (text.length < CHUNK) continue
    yield text
    text = ''
  }
  yield text + CLOSE_SHEET
}

function writeCell(place: string, cell: string | number, kind: TableColumn['kind'] | undefined): string {
  if (typeof cell === 'number') return `<c r="${place}"><v>${String(cell + 0)}</v></c>`
  const serial = kind === 'date' ? toSerial(cell) : null
  if (serial !== null) return `<c r="${place}" s="${STYLE.date}"><v>${serial}</v></c>`
  return textCell(place, cell, isRisky(cell) ? STYLE.quoted : STYLE.text)
}

function textCell(place: string, text: string, style: number): string {
  if (text.length > MOST_TEXT) throw new Problem('too_large')
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`
}
