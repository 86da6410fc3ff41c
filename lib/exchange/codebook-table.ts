import type { CodebookRow } from '@/lib/codebook/describe'
import { writeRows } from './csv-write'
import type { ExtractNote } from './extract-notes'
import { widthOf, type Cell, type TableColumn } from './table'
import type { Sheet } from './xlsx-write'

interface Field {
  readonly name: string
  readonly read: (row: CodebookRow) => Cell
  readonly kind?: TableColumn['kind']
}

/** Lists inside a cell: "1=lumbar 腰椎 / Lumbar | 2=…". */
const LIST_MARK = ' | '

const FIELDS: readonly Field[] = [
  { name: 'variable', read: (row) => row.variable },
  { name: 'label_zh', read: (row) => row.label.zh },
  { name: 'label_en', read: (row) => row.label.en },
  { name: 'kind', read: (row) => row.kind },
  { name: 'measure', read: (row) => row.measure },
  { name: 'unit', read: (row) => row.unit },
  { name: 'decimals', read: (row) => row.decimals, kind: 'number' },
  {
    name: 'codes',
    read: ({ codes }) =>
      writeList(codes.map(({ code, key, label }) => `${code}=${key} ${label.zh} / ${label.en}`)),
  },
  {
    name: 'missing_codes',
    read: ({ missing }) => writeList(missing.map(({ reason, code }) => `${code}=${reason}`)),
  },
  { name: 'hard_min', read: (row) => row.hard?.min ?? null, kind: 'number' },
  { name: 'hard_max', read: (row) => row.hard?.max ?? null, kind: 'number' },
  { name: 'soft_min', read: (row) => row.soft?.min ?? null, kind: 'number' },
  { name: 'soft_max', read: (row) => row.soft?.max ?? null, kind: 'number' },
  { name: 'show_if', read: (row) => row.showIf },
  { name: 'required', read: (row) => Number(row.required), kind: 'number' },
  { name: 'identifying', read: (row) => Number(row.identifying), kind: 'number' },
  { name: 'partial', read: (row) => Number(row.partial), kind: 'number' },
  { name: 'formula', read: ({ formula }) => formula && `${formula.id}/${formula.version}` },
  { name: 'formula_zh', read: (row) => row.formula?.text.zh ?? null },
  { name: 'formula_en', read: (row) => row.formula?.text.en ?? null },
  { name: 'formula_source', read: (row) => row.formula?.source ?? null },
  { name: 'instrument', read: (row) => row.instrument },
  { name: 'version', read: (row) => row.version, kind: 'number' },
  { name: 'item', read: (row) => row.item },
  { name: 'multiple', read: (row) => Number(row.multiple), kind: 'number' },
  { name: 'visit', read: (row) => row.visit },
]

/** In CSV there are no sheets: a note is a line of this kind below the variables, its text in the label's columns. */
const NOTE = 'note'

/** The codebook as CSV, a variable a row, then how the extract was made, under the rules of csv-write. */
export function writeCodebook(
  rows: Iterable<CodebookRow>,
  notes: readonly ExtractNote[] = [],
): Generator<string> {
  const variables = Array.from(rows, (row) => FIELDS.map(({ read }) => read(row)))
  const lines = notes.map(({ key, value, text }): Cell[] => {
    const told: Record<string, Cell> = {
      variable: key,
      label_zh: text.zh,
      label_en: text.en,
      kind: NOTE,
      codes: value,
    }
    return FIELDS.map(({ name }) => told[name] ?? null)
  })
  return writeRows(
    FIELDS.map(({ name }) => name),
    [...variables, ...lines],
  )
}

/** The codebook as a sheet of a workbook. */
export function codebookSheet(rows: readonly CodebookRow[]): Sheet {
  const cells = rows.map((row) => FIELDS.map(({ read }) => read(row)))
  return {
    name: 'codebook',
    columns: FIELDS.map(({ name, kind = 'text' }, index) => ({
      name,
      kind,
      width: Math.max(widthOf(name), ...cells.map((row) => widthOf(String(row[index] ?? '')))),
    })),
    frozen: 1,
    count: rows.length,
    rows: cells,
  }
}

/** How the extract was made, as a sheet. */
export function notesSheet(notes: readonly ExtractNote[]): Sheet {
  return {
    name: 'notes',
    columns: [
      { name: 'option', kind: 'text', width: 16 },
      { name: 'value', kind: 'text', width: 24 },
      { name: 'zh', kind: 'text', width: 60 },
      { name: 'en', kind: 'text', width: 60 },
    ],
    count: notes.length,
    rows: notes.map(({ key, value, text }) => [key, value, text.zh, text.en]),
  }
}

function writeList(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join(LIST_MARK)
}
