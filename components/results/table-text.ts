/** The printed table as text: cells for the screen reader and the file. */
import type { TableCell, TableLayout } from '@/lib/analysis/layout-table'
import { writeRows } from '@/lib/exchange/csv-write'

/** "6.5 ± 1.2 [n = 54]" where fewer than the group have a value. */
export function textOfCell({ runs, n }: TableCell): string {
  const text = runs.map((run) => run.text).join('')
  return n === undefined || text === '' ? text : `${text} [n = ${n}]`
}

/** The table and, under it, its notes: one file says all that was printed. */
export function writeTable({ head, body }: TableLayout, notes: readonly string[]): string {
  const rows = body.map(({ cells }) => cells.map(textOfCell))
  const under = notes.length > 0 ? [[], ...notes.map((note) => [note])] : []
  return [...writeRows(head.cells.map(textOfCell), [...rows, ...under])].join('')
}
