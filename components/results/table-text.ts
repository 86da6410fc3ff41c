/** The printed tables as a file of text. */
import type { TableLayout } from '@/lib/analysis/layout-table'
import { textOfCell } from '@/lib/analysis/table-parts'
import { writeRows } from '@/lib/exchange/csv-write'

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
