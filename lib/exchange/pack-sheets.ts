import { textOfCell, type TableCell } from '@/lib/analysis/table-parts'
import type { PackTable, PackTest, PaperPack } from './paper-pack'
import { widthOf, type Cell } from './table'
import type { Sheet } from './xlsx-write'

/** The pack as sheets of a workbook: one a table with its notes below, every number as it is printed; then the words. */
export function packSheets(pack: PaperPack): Sheet[] {
  return [...pack.tables.map((table) => tableSheet(table, pack)), wordsSheet(pack)]
}

function tableSheet({ number, layout, tests }: PackTable, { notes }: PaperPack): Sheet {
  const marks = new Map(tests.map(({ test, mark }) => [test, mark]))
  const head = layout.head.cells.map((cell) => markCell(cell, marks))
  const body = layout.body.map(({ cells, kind }) =>
    cells.map((cell, at) => {
      const text = markCell(cell, marks)
      // A level stands under its variable.
      return kind === 'level' && at === 0 ? `  ${text}` : text
    }),
  )
  const said = [
    `${number}  ${layout.title}`,
    notes.trim(),
    ...tests.map(({ mark, name }) => `[${mark}] ${name}`),
    ...layout.notes,
  ]
  return makeSheet(number, head, [...body, [], ...said.map((text) => [text])], body)
}

/** "χ² (1) = 13.259 [a]" */
function markCell(cell: TableCell, marks: ReadonlyMap<PackTest['test'], string>): string {
  const mark = cell.test === undefined ? undefined : marks.get(cell.test)
  return textOfCell(cell) + (mark === undefined ? '' : ` [${mark}]`)
}

function wordsSheet({ methods, receipt }: PaperPack): Sheet {
  const lines = [[methods.heading, methods.text], ...receipt.lines]
  return makeSheet(receipt.heading, [receipt.heading, ''], lines, receipt.lines)
}

/** Columns as wide as the rows of `fit` need. */
function makeSheet(
  name: string,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  fit: readonly (readonly string[])[],
): Sheet {
  return {
    // A sheet's name is at most 31 characters without these signs.
    name: name.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31),
    columns: head.map((text, at) => ({
      name: text,
      kind: 'text' as const,
      width: Math.max(...[head, ...fit].map((cells) => widthOf(cells[at] ?? ''))),
    })),
    frozen: 1,
    count: rows.length,
    rows,
  }
}
