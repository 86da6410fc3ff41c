/** How wide the columns of a table are on paper, and where a table that is too wide is parted. */
import type { TableCell, TableLayout, TableLine } from '@/lib/analysis/table-parts'
import { widthOf } from './table'

/** A4 with margins of 20 mm, in twentieths of a point. */
export const MARGIN = 1134
export const PORTRAIT = 11_906 - 2 * MARGIN
export const LANDSCAPE = 16_838 - 2 * MARGIN

/** Of half an em at 9 pt, and of the room at both sides of a cell. */
const HALF_EM = 90
const SIDES = 160
/** Longer texts are broken. */
const LONGEST_NAME = 34
const LONGEST = 24

/** What each column needs, in twentieths of a point. */
export function measureColumns({ head, body }: TableLayout): number[] {
  return head.cells.map((_, at) => {
    const longest = Math.max(...[head, ...body].map(({ cells }) => lengthOf(cells[at])))
    return Math.min(longest, at === 0 ? LONGEST_NAME : LONGEST) * HALF_EM + SIDES
  })
}

function lengthOf(cell: TableCell | undefined): number {
  return widthOf(cell?.runs.map(({ text }) => text).join('') ?? '')
}

/** The columns at the width of the page, in the proportions of what they need. */
export function fitColumns(needed: readonly number[], page: number): number[] {
  const all = sum(needed)
  return needed.map((width) => Math.floor((width * page) / all))
}

/** Group and n, which every part of a table repeats. */
const REPEATED = 2

/**
 * A table with groups as rows has a column a variable: one too wide for a page across is parted between variables.
 * Any other table is one part.
 */
export function partColumns(layout: TableLayout): TableLayout[] {
  const needed = measureColumns(layout)
  const byGroups = layout.body.some(({ kind }) => kind === 'group')
  if (!byGroups || sum(needed) <= LANDSCAPE) return [layout]
  const room = LANDSCAPE - sum(needed.slice(0, REPEATED))
  const parts: number[][] = []
  let left = 0
  for (let at = REPEATED; at < needed.length; at += 1) {
    const width = needed[at] ?? 0
    const last = parts.at(-1)
    if (last && width <= left) last.push(at)
    else {
      parts.push([at])
      left = room
    }
    left -= width
  }
  return parts.map((columns) => take(layout, [0, 1, ...columns]))
}

function take(layout: TableLayout, columns: readonly number[]): TableLayout {
  const pick = (line: TableLine): TableLine => ({
    ...line,
    cells: columns.flatMap((at) => line.cells[at] ?? []),
  })
  return { ...layout, head: pick(layout.head), body: layout.body.map(pick) }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
