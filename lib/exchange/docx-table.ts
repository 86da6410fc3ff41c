import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell as WordCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { keepWhole } from '@/lib/analysis/keep-whole'
import type { TableCell, TableLayout, TableLine } from '@/lib/analysis/table-parts'
import { fitColumns } from './docx-columns'
import { writeRuns } from './docx-runs'
import type { PackTest } from './paper-pack'

/** 9 pt and 7.5 pt, in half-points. */
const SIZE = 18
const SMALL = 15
/** 1.5 pt and 0.75 pt, in eighths of a point. */
const THICK = { style: BorderStyle.SINGLE, size: 12, color: '000000' } as const
const THIN = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const
const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const INDENT = 200
/** The same for both scripts, whatever room their fonts ask for. */
const LINE = { line: 270, lineRule: LineRuleType.EXACT } as const

/**
 * A three-line table: one line above, one under the head, one below, none upright. The head is repeated on every page.
 * `page` is the width of the text in twentieths of a point.
 */
export function writeTable(layout: TableLayout, tests: readonly PackTest[], page: number): Table {
  const widths = fitColumns(layout, page)
  const marks = new Map(tests.map(({ test, mark }) => [test, mark]))
  return new Table({
    width: { size: widths.reduce((all, one) => all + one, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { marginUnitType: WidthType.DXA, left: 60, right: 60, top: 20, bottom: 20 },
    borders: {
      top: THICK,
      bottom: THICK,
      left: NO_LINE,
      right: NO_LINE,
      insideHorizontal: NO_LINE,
      insideVertical: NO_LINE,
    },
    rows: [layout.head, ...layout.body].map((line, at) =>
      writeLine(line, widths, marks, at === layout.body.length),
    ),
  })
}

function writeLine(line: TableLine, widths: readonly number[], marks: Marks, isLast: boolean): TableRow {
  const isHead = line.kind === 'head'
  const lines = isHead ? { borders: { top: THICK, bottom: THIN } } : {}
  return new TableRow({
    tableHeader: isHead,
    cantSplit: true,
    children: line.cells.map(
      (cell, at) =>
        new WordCell({
          ...lines,
          width: { size: widths[at] ?? 0, type: WidthType.DXA },
          verticalAlign: isHead ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
          children: [
            new Paragraph({
              run: { size: SIZE },
              spacing: LINE,
              // The notes do not stand alone on the next page.
              keepNext: isLast,
              alignment: cell.align === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
              ...(line.kind === 'level' && at === 0 ? { indent: { left: INDENT } } : {}),
              children: writeCell(cell, marks),
            }),
          ],
        }),
    ),
  })
}

type Marks = ReadonlyMap<PackTest['test'], string>

function writeCell({ runs, n, test }: TableCell, marks: Marks): TextRun[] {
  const mark = test === undefined ? undefined : marks.get(test)
  return [
    ...runs.flatMap(({ text, italic }) =>
      italic
        ? [new TextRun({ text, italics: true, size: SIZE })]
        : writeRuns(keepWhole(text), 'cell', { size: SIZE }),
    ),
    ...(mark === undefined ? [] : [new TextRun({ text: mark, superScript: true, size: SIZE })]),
    ...(n === undefined
      ? []
      : [
          new TextRun({ break: 1, text: 'n', italics: true, size: SMALL }),
          new TextRun({ text: `\u00a0=\u00a0${n}`, size: SMALL }),
        ]),
  ]
}
