/** The printed table as text: cells for the screen reader and the file. */
import type { TableCell, TableLayout } from '@/lib/analysis/layout-table'
import { writeRows } from '@/lib/exchange/csv-write'

/** "6.5 ± 1.2 [n = 54]" where fewer than the group have a value. */
export function textOfCell({ runs, n }: TableCell): string {
  const text = runs.map((run) => run.text).join('')
  return n === undefined || text === '' ? text : `${text} [n = ${n}]`
}

/** The tables, each with its title when there are several, and its notes below: one file says all that was printed. */
export function writeTables(tables: readonly TableLayout[]): string {
  const parts = tables.map(({ title, head, body, notes }) => {
    const rows = [head, ...body].map(({ cells }) => cells.map(textOfCell))
    const under = notes.length > 0 ? [[], ...notes.map((note) => [note])] : []
    return [...(tables.length > 1 ? [[title]] : []), ...rows, ...under]
  })
  const [first = [], ...rest] = parts.flatMap((part, at) => (at === 0 ? part : [[], ...part]))
  return [...writeRows(first, rest)].join('')
}
