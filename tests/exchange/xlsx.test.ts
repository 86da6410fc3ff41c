import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Dataset, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { describeDataset } from '@/lib/codebook/describe'
import { YES_NO } from '@/lib/codebook/yes-no'
import { codebookSheet, notesSheet } from '@/lib/exchange/codebook-table'
import { describeExtract, type ExtractFacts } from '@/lib/exchange/extract-notes'
import { layTable, rowsOf, type Cell, type TableOptions } from '@/lib/exchange/table'
import { columnLetters, toSerial } from '@/lib/exchange/xlsx-text'
import { writeXlsx, type Sheet } from '@/lib/exchange/xlsx-write'
import { findInstrument } from '@/lib/instruments/shelf'

function join(chunks: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array(Buffer.concat([...chunks]))
}

function sheetOf(kind: 'text' | 'number' | 'date', cells: readonly Cell[]): Sheet {
  return {
    name: 'data',
    columns: [{ name: 'x', kind, width: 8 }],
    count: cells.length,
    rows: cells.map((cell) => [cell]),
  }
}

/** What an office program understands of a text: entities, then `_xHHHH_`; a bare CR would have become LF. */
function unescape(xml: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return xml
    .replace(/\r\n?/g, '\n')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => entities[name] ?? '')
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

interface Read {
  readonly style: number
  readonly value: string | number
}

/** The cells of a sheet by their place, read as text or number. */
function readCells(file: Uint8Array, sheet = 1): Map<string, Read> {
  const xml = strFromU8(unzipSync(file)[`xl/worksheets/sheet${sheet}.xml`] ?? new Uint8Array())
  expect(xml).not.toContain('<f')
  const pattern =
    /<c r="([A-Z]+\d+)"(?: s="(\d)")?(?: t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is>|><v>([^<]*)<\/v>)<\/c>/g
  return new Map(
    [...xml.matchAll(pattern)].map(([, place = '', style = '0', text, number]) => [
      place,
      { style: Number(style), value: text === undefined ? Number(number) : unescape(text) },
    ]),
  )
}

function valuesOf(cells: readonly Cell[], kind: 'text' | 'number' | 'date' = 'text'): Cell[] {
  const read = readCells(join(writeXlsx([sheetOf(kind, cells)])))
  return cells.map((_, index) => read.get(`A${index + 2}`)?.value ?? null)
}

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(...'=+-@\t\r\n\u0000\u0001\u001f\ufffe\uffff_x0041_&<>"\'腰１ ', '👩‍⚕️'),
    maxLength: 12,
  }),
  fc.string({
    unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    maxLength: 6,
  }),
  fc.constantFrom('_x0001_', '_x005F_', '__x000D__', 'x', '007', '1e5', ' a ', '', '=1+1', "'=1"),
)

describe('text in a workbook', () => {
  it('comes back as it was, 3,000 times 5: emoji, control characters, formulas, leading zeros', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 5, maxLength: 5 }), (texts) => {
        expect(valuesOf(texts)).toEqual(texts)
      }),
      { numRuns: 3000 },
    )
  })

  it('is XML that any reader reads: no character that XML forbids, no markup of its own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const xml = strFromU8(
          unzipSync(join(writeXlsx([sheetOf('text', [text])])))['xl/worksheets/sheet1.xml']!,
        )

        expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/)
        expect(
          xml
            .match(/<\/?[^>]*>/g)
            ?.every((tag) => /^<[/?]?[a-zA-Z]+( [a-zA-Z:]+="[^"<>&]*")*\/?\??>$/.test(tag)),
        ).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('stays text in its format, and is marked as quoted where a program might calculate', () => {
    const cells = readCells(join(writeXlsx([sheetOf('text', ['=1+1', '007', '-5'])])))
    expect([...cells.values()].slice(1)).toEqual([
      { style: 4, value: '=1+1' },
      { style: 2, value: '007' },
      { style: 4, value: '-5' },
    ])
  })

  it('longer than a cell can hold is refused, not cut', () => {
    const write = (length: number) => join(writeXlsx([sheetOf('text', ['x'.repeat(length)])]))
    expect(write(32_767).length).toBeGreaterThan(0)
    expect(() => write(32_768)).toThrow()
  })
})

describe('numbers and dates', () => {
  it('numbers come back to the last bit', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        const read = valuesOf(numbers, 'number')
        for (const [index, number] of numbers.entries()) expect(read[index]).toBe(number + 0)
      }),
    )
  })

  it.each([
    ['1900-03-01', 61],
    ['1970-01-01', 25_569],
    ['2026-03-05', 46_086],
    ['2199-12-31', 109_574],
  ])('%s is day %i of the calendar', (date, serial) => {
    expect(toSerial(date)).toBe(serial)
    expect(valuesOf([date], 'date')).toEqual([serial])
  })

  it.each(['2026', '2026-03', '1900-02-28', '1899-01-01'])('%s stays text', (date) => {
    expect(valuesOf([date], 'date')).toEqual([date])
  })
})

describe('sheets', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('column %i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters)
  })

  it('more rows or columns than a spreadsheet has are refused before the first byte', () => {
    const column = { name: 'x', kind: 'number', width: 1 } as const
    const none: Cell[][] = []
    const rows = { name: 'data', columns: [column], count: 1_048_576, rows: none }
    const columns = {
      name: 'data',
      columns: Array.from({ length: 16_385 }, () => column),
      count: 0,
      rows: none,
    }
    expect(() => writeXlsx([rows]).next()).toThrow('too_large')
    expect(() => writeXlsx([columns]).next()).toThrow('too_large')
  })

  it('the same table is the same bytes', () => {
    const hash = () =>
      createHash('sha256')
        .update(join(writeXlsx([sheetOf('text', ['a', 'b'])])))
        .digest('hex')
    expect(hash()).toBe(hash())
  })

  it('streams: rows are asked for as bytes leave, and no chunk is large', () => {
    let asked = 0
    function* rows(): Generator<Cell[]> {
      for (asked = 0; asked < 50_000; asked += 1) yield [asked, `text ${asked}`, asked / 7]
    }
    const columns = ['a', 'b', 'c'].map((name) => ({ name, kind: 'number' as const, width: 8 }))
    const behind: number[] = []
    let largest = 0
    for (const chunk of writeXlsx([{ name: 'data', columns, count: 50_000, rows: rows() }])) {
      behind.push(asked)
      largest = Math.max(largest, chunk.length)
    }
    expect(behind.filter((count) => count > 0 && count < 50_000).length).toBeGreaterThan(20)
    expect(largest).toBeLessThan(200_000)
  })
})

function variable(name: string, more: Partial<Variable> = {}): Variable {
  return { name, label: { zh: `${name}（中）`, en: name }, measure: 'scale', ...more }
}

const origin = { instrument: 'demographics', version: 1, item: 'sex' }
const dataset: Dataset = {
  grain: 'patient',
  rows: 3,
  keys: [textColumn(variable('patient'), ['a', 'b', 'c'])],
  columns: [
    numberColumn(variable('vas'), [3.5, { missing: 'refused' }, undefined]),
    codeColumn(variable('sex', { codes: YES_NO, origin }), [1, { missing: 'unknown' }, 0]),
    textColumn(variable('on'), ['2026-03-05', { missing: 'not_done' }, '2026'], 'date'),
  ],
}

describe('options of a table', () => {
  const read = (options: TableOptions) => {
    const columns = layTable(dataset, options)
    return [columns.map(({ name }) => name), ...rowsOf(columns, dataset.rows)]
  }

  it('codes, with reasons in columns of their own', () => {
    expect(read({})).toEqual([
      ['patient', 'vas', 'vas__missing', 'sex', 'sex__missing', 'on', 'on__missing'],
      ['a', 3.5, null, 1, null, '2026-03-05', null],
      ['b', null, 'refused', null, 'unknown', null, 'not_done'],
      ['c', null, null, 0, null, '2026', null],
    ])
  })

  it('labels, with codes of missing values or without', () => {
    expect(read({ choices: 'zh', missing: 'code' }).slice(1)).toEqual([
      ['a', 3.5, '是', '2026-03-05'],
      ['b', -9992, -9993, -9991],
      ['c', null, '否', '2026'],
    ])
    expect(read({ choices: 'en', missing: 'empty' })[2]).toEqual(['b', null, null, null])
    expect(read({ choices: 'key', missing: 'empty' })[1]).toEqual(['a', 3.5, 'yes', '2026-03-05'])
  })
})

describe('what a workbook says of itself', () => {
  const facts: ExtractFacts = {
    ...{
      study: 'live',
      level: 'deidentified',
      grain: 'visit',
      dates: 'shifted',
      choices: 'zh',
      missing: 'code',
    },
    ...{ rows: 3, dataset: 'abc', armsClosed: false },
  }

  it('every option, the missing codes and the rows, in both languages', () => {
    const notes = describeExtract(facts)
    const told = new Map(notes.map(({ key, value }) => [key, value]))
    expect(Object.fromEntries(told)).toMatchObject({
      ...{
        study: 'live',
        level: 'deidentified',
        row: 'visit',
        dates: 'shifted',
        choices: 'zh',
        missing: 'code',
      },
      ...{ 'missing:refused': '-9992', rows: '3', dataset: 'abc' },
    })
    for (const { text } of notes) expect([text.zh, text.en].every((one) => one.length > 1)).toBe(true)
  })

  it('has the sheets data, codebook and notes', () => {
    const columns = layTable(dataset)
    const data = { name: 'data', columns, frozen: 1, count: 3, rows: rowsOf(columns, 3) }
    const codebook = codebookSheet(describeDataset(dataset, findInstrument))
    const file = join(writeXlsx([data, codebook, notesSheet(describeExtract(facts))]))
    const book = strFromU8(unzipSync(file)['xl/workbook.xml'] ?? new Uint8Array())
    expect([...book.matchAll(/<sheet name="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'data',
      'codebook',
      'notes',
    ])
    const cells = readCells(file, 2)
    expect([cells.get('A1')?.value, cells.get('A4')?.value, cells.get('B4')?.value]).toEqual([
      'variable',
      'sex',
      'sex（中）',
    ])
    const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    expect(sheet).toContain(
      '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>',
    )
  })
})
