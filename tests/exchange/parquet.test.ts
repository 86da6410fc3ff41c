import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { writeParquet } from '@/lib/exchange/parquet-write'
import { cellsOf, type ReadCell } from '../support/labelled-file'
import { randomDataset } from '../support/random-dataset'

let folder: string
let duck: DuckDBConnection

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suivi-parquet-'))
  duck = await (await DuckDBInstance.create(':memory:')).connect()
})
afterAll(() => {
  duck.closeSync()
  rmSync(folder, { recursive: true, force: true })
})

async function readInDuckDb(bytes: Uint8Array) {
  const path = join(folder, 'a.parquet')
  writeFileSync(path, bytes)
  const read = await duck.runAndReadAll(`select * from read_parquet('${path}')`)
  const types = read.columnTypes().map(String)
  return { names: read.columnNames(), types, columns: read.getColumnsJS() }
}

function toCell(value: unknown): ReadCell {
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return (value ?? null) as ReadCell
}

it('DuckDB reads 200 random data sets: every value, reason and date', async () => {
  for (const dataset of fc.sample(randomDataset, { numRuns: 200, seed: 20_261_120 })) {
    const { names, columns } = await readInDuckDb(Buffer.concat([...writeParquet(dataset, {})]))
    const found = new Map<string, ReadCell[]>()
    for (const [place, name] of names.entries()) {
      const cells = columns[place]?.map(toCell) ?? []
      const known = found.get(name.replace(/__missing$/, ''))
      if (!known) found.set(name, cells)
      else
        for (const [row, cell] of cells.entries()) if (cell !== null) known[row] = { missing: String(cell) }
    }
    for (const column of [...dataset.keys, ...dataset.columns]) {
      const { name } = column.variable
      // An empty text is a text in Parquet.
      const cells = found.get(name)?.map((cell) => (cell === '' ? null : cell))
      expect(cells, name).toEqual(cellsOf(column))
    }
  }
}, 120_000)

it('leaves a row group at a time, numbers as doubles, dates as dates', async () => {
  const rows = 50_000
  const variable = (name: string) => ({ name, label: { zh: name, en: name }, measure: 'scale' as const })
  const numbers = Array.from({ length: rows }, (_, row) => row / 7)
  const days = numbers.map((_, row) => (row % 2 ? '1900-01-01' : '2026-11-20'))
  const dataset = {
    grain: 'visit' as const,
    rows,
    keys: [textColumn(variable('k'), numbers.map(String))],
    columns: [numberColumn(variable('n'), numbers), textColumn(variable('d'), days, 'date')],
  }
  const chunks = [...writeParquet(dataset, {})]
  expect(chunks.length).toBe(4)
  const { types, columns } = await readInDuckDb(Buffer.concat(chunks))
  expect(types).toEqual(['VARCHAR', 'DOUBLE', 'DATE'])
  expect(columns[1]).toEqual(numbers)
  expect(columns[2]?.map(toCell)).toEqual(days)
  expect(Buffer.concat([...writeParquet(dataset, {})])).toEqual(Buffer.concat(chunks))
})
