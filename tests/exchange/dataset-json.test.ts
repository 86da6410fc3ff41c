import fc from 'fast-check'
import { expect, it } from 'vitest'
import * as z from 'zod'
import { writeDatasetJson, type DatasetJsonOptions } from '@/lib/exchange/dataset-json-write'
import { cellsOf, type ReadCell } from '../support/labelled-file'
import { randomDataset } from '../support/random-dataset'

const options: DatasetJsonOptions = {
  study: 'live',
  name: 'long',
  title: 'live long',
  language: 'zh',
  now: new Date('2026-11-20T08:09:10Z'),
}

/** What CDISC's schema of version 1.1 asks. */
const schema = z.strictObject({
  datasetJSONCreationDateTime: z.iso.datetime(),
  datasetJSONVersion: z.literal('1.1.0'),
  originator: z.string(),
  sourceSystem: z.strictObject({ name: z.string(), version: z.string() }),
  studyOID: z.string().min(1),
  itemGroupOID: z.string().min(1),
  records: z.int().min(0),
  name: z.string().min(1),
  label: z.string().min(1),
  columns: z
    .array(
      z.strictObject({
        itemOID: z.string().min(1),
        name: z.string().min(1),
        label: z.string().min(1),
        dataType: z.enum(['string', 'integer', 'double', 'date']),
        length: z.int().min(1).optional(),
        keySequence: z.int().min(1).optional(),
      }),
    )
    .min(1),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
})

it('300 random data sets come back: columns, values, reasons', () => {
  fc.assert(
    fc.property(randomDataset, (dataset) => {
      const file = schema.parse(JSON.parse([...writeDatasetJson(dataset, options)].join('')))
      expect(file.records).toBe(dataset.rows)
      const found = new Map<string, ReadCell[]>()
      for (const [place, { name, dataType }] of file.columns.entries()) {
        const cells = file.rows.map((row) => row[place] ?? null)
        if (dataType === 'date')
          for (const cell of cells) expect(cell ?? '1900-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
        if (dataType === 'integer')
          for (const cell of cells) expect(cell === null || Number.isInteger(cell)).toBe(true)
        const known = found.get(name.replace(/__missing$/, ''))
        if (!known) found.set(name, cells)
        else
          for (const [row, cell] of cells.entries()) if (cell !== null) known[row] = { missing: String(cell) }
      }
      for (const column of [...dataset.keys, ...dataset.columns]) {
        const cells = found.get(column.variable.name)?.map((cell) => (cell === '' ? null : cell))
        expect(cells).toEqual(cellsOf(column))
      }
      expect(file.columns[0]).toMatchObject({ name: 'patient_key', keySequence: 1 })
    }),
    { numRuns: 300 },
  )
})
