/** How wide the columns of a table are on paper, and where a table that is too wide is parted. */
import { keepWhole } from '@/lib/analysis/keep-whole'
import type { TableCell, TableLayout, TableLine } from '@/lib/analysis/table-parts'
import { widthOf } from './table'

/** A4 with margins of 20 mm, in twentieths of a point. */
export const MARGIN = 1134
export const PORTRAIT = 11_906 - 2 * MARGIN
export const LANDSCAPE = 16_838 - 2 * MARGIN

/** Of half an em at 9 pt, and of the room at both sides of a cell. */
const HALF_EM = 90
const SIDES = 160
/** A name may be broken where a number may not; it is not broken to shreds. */
const SHORTEST_NAME = 20

/** In twentieths of a point. */
interface Column {
  /** What its longest piece needs that no line may break. */
  readonly least: number
  /** Its longest text on one line. */
  readonly most: number
}

function measureColumns({ head, body }: TableLayout): Column[] {
  return head.cells.map((_, at) => {
    const texts = [head, ...body].map(({ cells }) => textOf(cells[at]))
    const most = Math.max(...texts.map(widthOf))
    const piece = Math.max(...texts.flatMap((text) => piecesOf(text).map(widthOf)))
    const least = at === 0 ? Math.max(piece, Math.min(most, SHORTEST_NAME)) : piece
    return { least: least * HALF_EM + SIDES, most: most * HALF_EM + SIDES }
  })
}

function textOf(cell: TableCell | undefined): string {
  return keepWhole(cell?.runs.map(({ text }) => text).join('') ?? '')
}

/** A line may break at a space and beside a Chinese character. */
function piecesOf(text: string): string[] {
  return text.split(/ |(?=[\u2e80-\uffef])|(?<=[\u2e80-\uffef])/)
}

/** Is the table too wide for a page upright? */
export function isAcross(layout: TableLayout): boolean {
  return leastOf(measureColumns(layout)) > PORTRAIT
}

/** The widths of the columns on a page: what each needs, and of what is left over as much as it would like. */
export function fitColumns(layout: TableLayout, page: number): number[] {
  const columns = measureColumns(layout)
  const least = leastOf(columns)
  const wished = sum(columns.map(({ most }) => most)) - least
  return columns.map((column) => {
    if (least >= page) return Math.floor((column.least * page) / least)
    const wish = wished === 0 ? 1 / columns.length : (column.most - column.least) / wished
    return Math.floor(column.least + (page - least) * wish)
  })
}

/** Group and n, which every part of a table repeats. */
const REPEATED = 2

/**
 * A table with groups as rows has a column a variable: one too wide for a page across is parted between variables.
 * Any other table is one part.
 */
export function partColumns(layout: TableLayout): TableLayout[] {
  const columns = measureColumns(layout)
  const byGroups = layout.body.some(({ kind }) => kind === 'group')
  if (!byGroups || leastOf(columns) <= LANDSCAPE) return [layout]
  const room = LANDSCAPE - leastOf(columns.slice(0, REPEATED))
  const parts: number[][] = []
  let left = 0
  for (const [at, { least }] of columns.entries()) {
    if (at < REPEATED) continue
    const last = parts.at(-1)
    if (last && least <= left) last.push(at)
    else {
      parts.push([at])
      left = room
    }
    left -= least
  }
  return parts.map((places) => take(layout, [0, 1, ...places]))
}

function take(layout: TableLayout, columns: readonly number[]): TableLayout {
  const pick = (line: TableLine): TableLine => ({
    ...line,
    cells: columns.flatMap((at) => line.cells[at] ?? []),
  })
  return { ...layout, head: pick(layout.head), body: layout.body.map(pick) }
}

function leastOf(columns: readonly Column[]): number {
  return sum(columns.map(({ least }) => least))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
