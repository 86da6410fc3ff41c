import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dataset, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { describeInstrument } from '@/lib/codebook/describe'
import { writeCodebook } from '@/lib/exchange/codebook-table'
import { readCsv } from '@/lib/exchange/csv-read'
import { neutraliseText, restoreText } from '@/lib/exchange/csv-text'
import { writeCsv, writeRows } from '@/lib/exchange/csv-write'
import type { TableOptions } from '@/lib/exchange/table'
import { listInstruments } from '@/lib/instruments/shelf'
import { Problem } from '@/lib/problem'

const encoder = new TextEncoder()

function join(chunks: Iterable<string>): string {
  return [...chunks].join('')
}

function read(text: string, limits = {}) {
  return readCsv(encoder.encode(text), limits)
}

function faultOf(text: string | Uint8Array, limits = {}): unknown {
  try {
    readCsv(typeof text === 'string' ? encoder.encode(text) : text, limits)
  } catch (error) {
    if (error instanceof Problem) return error.fields[0] ?? error.code
    throw error
  }
  return 'none'
}

function variable(name: string, more: Partial<Variable> = {}): Variable {
  return { name, label: { zh: name, en: name }, measure: 'scale', ...more }
}

const site = variable('site', {
  codes: [
    { code: 1, key: 'lumbar', label: { zh: '腰椎', en: 'Lumbar' } },
    { code: 2, key: 'multi', label: { zh: '多节段', en: 'Multi' } },
  ],
})

const dataset: Dataset = {
  grain: 'patient',
  rows: 3,
  keys: [textColumn(variable('patient'), ['LV-001', 'LV-002', 'LV-003'])],
  columns: [
    numberColumn(variable('vas'), [3.5, { missing: 'refused' }, undefined]),
    numberColumn(variable('cobb'), [-2, 0, 1e-7]),
    codeColumn(site, [1, 2, { missing: 'unknown' }]),
    textColumn(variable('note'), ['=1+1', 'a "b", c', null]),
    textColumn(variable('on'), ['2026-03-05', null, '2026'], 'date'),
  ],
}

function linesOf(options?: TableOptions): string[] {
  return join(writeCsv(dataset, options)).split('\r\n')
}

describe('CSV out', () => {
  it('has BOM and CRLF, empty cells for missing, and reasons beside the columns that have any', () => {
    expect(linesOf()).toEqual([
      '\uFEFFpatient,vas,vas__missing,cobb,site,site__missing,note,on',
      "LV-001,3.5,,-2,1,,'=1+1,2026-03-05",
      'LV-002,,refused,0,2,,"a ""b"", c",',
      'LV-003,,,1e-7,,unknown,,2026',
      '',
    ])
  })

  it('writes missing codes and keys where they are asked for', () => {
    expect(linesOf({ missing: 'code', choices: 'key' })).toEqual([
      '\uFEFFpatient,vas,cobb,site,note,on',
      "LV-001,3.5,-2,lumbar,'=1+1,2026-03-05",
      'LV-002,-9992,0,multi,"a ""b"", c",',
      'LV-003,,1e-7,-9993,,2026',
      '',
    ])
  })

  it('streams: a large table comes in pieces that make the whole', () => {
    const rows = Array.from({ length: 20_000 }, (_, row) => [row, `text ${row}`])
    const chunks = [...writeRows(['n', 'text'], rows)]
    expect(chunks.length).toBeGreaterThan(5)
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(40_000)
    expect(read(join(chunks)).rows).toHaveLength(20_000)
  })
})

describe('formulas', () => {
  const risky = [
    '=',
    '+',
    '-',
    '@',
    '\t',
    '\r',
    '\n',
    '＝',
    '＋',
    '－',
    '＠',
    ' =',
    '\u00a0+',
    '\ufeff-',
    '\u200b@',
  ]

  it.each(risky)('text that begins with %j is neutralised', (start) => {
    expect(neutraliseText(`${start}cmd|' /C calc'!A0`).startsWith("'")).toBe(true)
  })

  it('leaves plain text alone', () => {
    for (const text of ['', 'a=b', 'LV-001', '1-2', '腰椎', '(=1)']) expect(neutraliseText(text)).toBe(text)
  })

  it('keeps numbers numbers', () => {
    expect(join(writeRows(['x'], [[-5], [1.5], [-0]]))).toBe('\uFEFFx\r\n-5\r\n1.5\r\n0\r\n')
  })

  it('gives every text back, 10,000 times, and no cell that a spreadsheet would run', () => {
    const unit = fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom(...risky.join(''), "'", '"', ',', ';', 'a', '1') },
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 8 }), (characters) => {
        const text = characters.join('')
        const cell = neutraliseText(text)
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/)
        expect(restoreText(cell)).toBe(text)
      }),
      { numRuns: 10_000 },
    )
  })

  it('gives every table back', () => {
    const cell = fc.string({ unit: fc.constantFrom(...`ab,"'=-\r\n \t腰１`), maxLength: 6 })
    const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(table, (rows) => {
        expect(read(join(writeRows(['a', 'b', 'c'], rows)))).toEqual({ header: ['a', 'b', 'c'], rows })
      }),
      { numRuns: 500 },
    )
  })
})

describe('CSV in', () => {
  it('reads quotes, line ends of both kinds, a missing last one, a BOM', () => {
    expect(read('\uFEFFa,b\n1,"x ""y"", z"\r\n"two\nlines",\n')).toEqual({
      header: ['a', 'b'],
      rows: [
        ['1', 'x "y", z'],
        ['two\nlines', ''],
      ],
    })
    expect(read('a\n1\n2').rows).toEqual([['1'], ['2']])
    expect(read('a\n1\r\n\r\n\n').rows).toEqual([['1']])
    expect(read('a,b\n,\n\n\n').rows).toEqual([['', '']])
  })

  it('keeps an empty cell that is quoted at the end', () => {
    expect(read('a\n1\n""').rows).toEqual([['1'], ['']])
  })

  it.each([
    ['', { code: 'csv_empty' }],
    ['\n\n', { code: 'csv_empty' }],
    ['a,b\n1\n', { code: 'csv_columns', params: { line: 2, expected: 2, found: 1 } }],
    ['a,b\n"x\ny",2\n1,2,3', { code: 'csv_columns', params: { line: 4, expected: 2, found: 3 } }],
    ['a,b\n\n1,2', { code: 'csv_columns', params: { line: 2, expected: 2, found: 1 } }],
    ['a,b\n1,x"y', { code: 'csv_quote', params: { line: 2 } }],
    ['a,b\n1,"x"y', { code: 'csv_quote', params: { line: 2 } }],
    ['a,b\n1,"x', { code: 'csv_quote', params: { line: 2 } }],
    ['a,b\r1,2', { code: 'csv_quote', params: { line: 1 } }],
    ['a,,b\n1,2,3', { code: 'csv_unnamed_column', params: { column: 2 } }],
    ['a,b,a\n1,2,3', { code: 'csv_repeated_column', params: { name: 'a' } }],
  ])('%j is refused', (text, fault) => {
    expect(faultOf(text)).toMatchObject({ field: 'file', ...fault })
  })

  it('knows its limits', () => {
    expect(faultOf('a\n1\n2\n3', { maxRows: 2 })).toMatchObject({
      code: 'csv_too_many_rows',
      params: { max: 2 },
    })
    expect(faultOf('a\n1\n2', { maxRows: 2 })).toBe('none')
    expect(faultOf('a,b,c', { maxColumns: 2 })).toMatchObject({ code: 'csv_too_many_columns' })
    expect(faultOf('a\n123', { maxBytes: 4 })).toBe('too_large')
  })

  it('refuses bytes of another encoding, and reads GB 18030 when told', () => {
    const gbk = Uint8Array.of(0x61, 0x0a, 0xd1, 0xfc, 0xd7, 0xb5)
    expect(faultOf(gbk)).toMatchObject({ code: 'csv_encoding' })
    expect(readCsv(gbk, { encoding: 'gb18030' }).rows).toEqual([['腰椎']])
  })

  it('reads hostile files in time: one cell of many million characters or quotes', () => {
    // Quadratic reading would not end before the time limit of a test.
    expect(read(`a\n"${'""'.repeat(3_000_000)}"`).rows[0]?.[0]).toHaveLength(3_000_000)
    expect(read(`a\n"${'x'.repeat(3_000_000)}"`).rows[0]?.[0]).toHaveLength(3_000_000)
    expect(read(`a\n${'x'.repeat(3_000_000)}`).rows[0]?.[0]).toHaveLength(3_000_000)
    expect(faultOf(`a\n"${'""'.repeat(3_000_000)}`)).toMatchObject({ code: 'csv_quote' })
    expect(faultOf(`a,b\n1,2${'\n'.repeat(3_000_000)}1`)).toMatchObject({ code: 'csv_columns' })
  })
})

describe('codebook as CSV', () => {
  const rows = listInstruments().flatMap(describeInstrument)
  const table = read(join(writeCodebook(rows)))

  it('has a line a variable, in both languages', () => {
    expect(table.rows).toHaveLength(rows.length)
    const column = (name: string) => table.header.indexOf(name)
    const line = table.rows.find((cells) => cells[0] === 'compression')
    expect(line?.[column('label_zh')]).toBe('椎体压缩程度')
    expect(line?.[column('codes')]).toBe(
      '0=mild 轻度 / Mild | 1=moderate 中度 / Moderate | 2=severe 重度 / Severe',
    )
    expect(line?.[column('missing_codes')]).toContain('-9991=not_done')
    const odi = table.rows.find((cells) => cells[0] === 'odi' && cells[column('kind')] === 'calculated')
    expect(odi?.[column('formula')]).toBe('odi-percent/1')
  })
})
