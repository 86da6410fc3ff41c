import type { CodebookRow } from '@/lib/codebook/describe'
import { writeRows } from './csv-write'
import type { Cell } from './csv-write'

type Field = readonly [name: string, read: (row: CodebookRow) => Cell]

/** Lists inside a cell: "1=lumbar 腰椎 / Lumbar | 2=…". */
const LIST_MARK = ' | '

const FIELDS: readonly Field[] = [
  ['variable', (row) => row.variable],
  ['label_zh', (row) => row.label.zh],
  ['label_en', (row) => row.label.en],
  ['kind', (row) => row.kind],
  ['measure', (row) => row.measure],
  ['unit', (row) => row.unit],
  ['decimals', (row) => row.decimals],
  [
    'codes',
    ({ codes }) => writeList(codes.map(({ code, key, label }) => `${code}=${key} ${label.zh} / ${label.en}`)),
  ],
  ['missing_codes', ({ missing }) => writeList(missing.map(({ reason, code }) => `${code}=${reason}`))],
  ['hard_min', (row) => row.hard?.min ?? null],
  ['hard_max', (row) => row.hard?.max ?? null],
  ['soft_min', (row) => row.soft?.min ?? null],
  ['soft_max', (row) => row.soft?.max ?? null],
  ['show_if', (row) => row.showIf],
  ['required', (row) => Number(row.required)],
  ['identifying', (row) => Number(row.identifying)],
  ['formula', ({ formula }) => formula && `${formula.id}/${formula.version}`],
  ['formula_zh', (row) => row.formula?.text.zh ?? null],
  ['formula_en', (row) => row.formula?.text.en ?? null],
  ['formula_source', (row) => row.formula?.source ?? null],
  ['instrument', (row) => row.instrument],
  ['version', (row) => row.version],
  ['visit', (row) => row.visit],
]

/** The codebook as CSV, a variable a row, under the rules of csv-write. */
export function writeCodebook(rows: Iterable<CodebookRow>): Generator<string> {
  return writeRows(
    FIELDS.map(([name]) => name),
    Array.from(rows, (row) => FIELDS.map(([, read]) => read(row))),
  )
}

function writeList(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join(LIST_MARK)
}
