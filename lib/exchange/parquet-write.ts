import { ByteWriter, ParquetWriter, schemaFromColumnData, type ColumnSource } from 'hyparquet-writer'
import type { Dataset } from '@/lib/codebook/dataset'
import { layTable, type Cell, type TableColumn, type TableOptions } from './table'

export const PARQUET_TYPE = 'application/vnd.apache.parquet'

/** Rows that are encoded together; no more are in memory at once. */
const GROUP = 20_000

type Stored = 'STRING' | 'DOUBLE' | 'INT32' | 'DATE'

/**
 * A data set as Parquet: text in UTF-8, measured numbers as DOUBLE, codes as INT32, full dates as DATE (a column in
 * which only a month or year is known somewhere is text), nothing as null; missing values as `options.missing` says,
 * as in a CSV file. Labels, units and codes of each column stand as JSON in the file's metadata under `suivi`. A row
 * group at a time; the same data set is the same bytes.
 *
 * Source: Apache Parquet format 2; written by hyparquet-writer.
 */
export function* writeParquet(
  dataset: Dataset,
  options: TableOptions & { readonly notes?: readonly string[] },
): Generator<Uint8Array> {
  const { rows } = dataset
  const columns = layTable(dataset, options)
  const codes = new Set(
    dataset.columns.filter(({ kind }) => kind === 'code').map(({ variable }) => variable.name),
  )
  const stored = columns.map((column) => chooseType(column, codes, rows))
  const writer = new ByteWriter()
  const types = columns.map(({ name }, index) => ({
    name,
    type: toBasic(stored[index] ?? 'STRING'),
    data: [],
  }))
  const schema = schemaFromColumnData({ columnData: types }).map((element, index) =>
    stored[index - 1] === 'DATE'
      ? { ...element, type: 'INT32' as const, converted_type: 'DATE' as const }
      : element,
  )
  const about = JSON.stringify({ columns: describe(dataset), notes: options.notes ?? [] })
  const parquet = new ParquetWriter({
    writer,
    schema,
    createdBy: 'Suivi',
    kvMetadata: [{ key: 'suivi', value: about }],
  })
  for (let first = 0; first < rows; first += GROUP) {
    const count = Math.min(GROUP, rows - first)
    const columnData = columns.map(({ name, read }, index): ColumnSource => ({
      name,
      data: Array.from({ length: count }, (_, row) => toValue(read(first + row), stored[index])),
    }))
    void parquet.write({ columnData, rowGroupSize: count })
    yield take(writer)
  }
  void parquet.finish()
  yield take(writer)
}

function take(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice()
  writer.index = 0
  return bytes
}

function chooseType({ name, kind, read }: TableColumn, codes: ReadonlySet<string>, rows: number): Stored {
  if (kind === 'number') return codes.has(name) ? 'INT32' : 'DOUBLE'
  if (kind === 'text') return 'STRING'
  for (let row = 0; row < rows; row += 1) {
    const cell = read(row)
    if (cell !== null && !(typeof cell === 'string' && cell.length === 10)) return 'STRING'
  }
  return 'DATE'
}

function toBasic(stored: Stored) {
  return stored === 'DATE' ? 'INT32' : stored
}

function toValue(cell: Cell, stored: Stored | undefined): Cell | Date {
  if (cell === null) return null
  if (stored === 'DATE') return new Date(Date.parse(`${String(cell)}T00:00:00Z`))
  if (stored === 'STRING') return String(cell)
  // Adding 0 makes −0 plain, as everywhere else.
  return typeof cell === 'number' ? cell + 0 : cell
}

function describe({ keys, columns }: Dataset) {
  return [...keys, ...columns].map(({ variable: { name, label, measure, unit, codes, formula } }) => ({
    name,
    label,
    measure,
    ...(unit === undefined ? {} : { unit }),
    ...(codes ? { codes: codes.map(({ code, key, label: text }) => ({ code, key, label: text })) } : {}),
    ...(formula === undefined ? {} : { formula }),
  }))
}
