import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Column, Dataset, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { YES_NO } from '@/lib/codebook/yes-no'
import { writeDta } from '@/lib/exchange/dta-write'
import { fitNames } from '@/lib/exchange/fit-names'
import type { LabelledOptions } from '@/lib/exchange/labelled'
import { writeSav } from '@/lib/exchange/sav-write'
import { columnsOf, labelsOf, restoreColumns } from '../support/labelled-file'
import { randomDataset } from '../support/random-dataset'
import { readDta } from '../support/read-dta'
import { readSav } from '../support/read-sav'

const now = new Date('2026-11-20T08:09:10Z')
const zh: LabelledOptions = { language: 'zh', now }
const FORMATS = [
  { format: 'sav', write: writeSav, read: readSav },
  { format: 'dta', write: writeDta, read: readDta },
] as const

function join(chunks: Iterable<Uint8Array>): Uint8Array {
  return new Uint8Array(Buffer.concat([...chunks]))
}

function variable(name: string, more: Partial<Variable> = {}): Variable {
  return { name, label: { zh: `${name}（中）`, en: name }, measure: 'scale', ...more }
}

function datasetOf(...columns: Dataset['columns']): Dataset {
  return { grain: 'patient', rows: columns[0]?.values.length ?? 0, keys: [], columns }
}

const origin = { instrument: 'pain', version: 1, item: 'vas' }
const small = datasetOf(
  numberColumn(variable('vas', { origin, unit: 'mm', decimals: 1 }), [
    3.5,
    { missing: 'refused' },
    undefined,
  ]),
  codeColumn(variable('sex', { codes: YES_NO, origin }), [1, { missing: 'unknown' }, 0]),
  textColumn(variable('on'), ['1900-01-01', { missing: 'not_done' }, '2026-03'], 'date'),
  textColumn(variable('note', { origin }), ['腰', { missing: 'not_applicable' }, null]),
)

/** Its reasons cannot stand in the variable itself. */
function isApart(column: Column, format: string): boolean {
  if (column.kind === 'date') return column.values.every((value) => value?.length !== 10)
  return (
    format === 'sav' &&
    column.kind === 'number' &&
    column.values.some((value) => value >= -9994 && value <= -9991)
  )
}

describe.each(FORMATS)('$format', ({ format, write, read }) => {
  it('500 random data sets come back: every value, label and reason', () => {
    fc.assert(
      fc.property(randomDataset, fc.constantFrom('zh', 'en'), (dataset, language) => {
        const file = read(join(write(dataset, { language, now })))
        const columns = restoreColumns(file)
        expect(columns).toEqual(columnsOf(dataset))
        for (const column of dataset.columns) {
          const found = file.variables.find(({ name }) => name === column.variable.name)
          expect(found?.label.startsWith(column.variable.label[language])).toBe(true)
          if (!isApart(column, format)) expect(found?.labels).toEqual(labelsOf(column, language))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('labels, units and reasons are told in the language asked for', () => {
    const told = (language: 'zh' | 'en') =>
      read(join(write(small, { language, now }))).variables.map(({ name, label, labels }) => [
        name,
        label,
        labels,
      ])
    const reasons = { not_done: '未做', refused: '拒答', unknown: '不详', not_applicable: '不适用' }
    const codes = { '-9991': '未做', '-9992': '拒答', '-9993': '不详', '-9994': '不适用' }
    expect(told('zh')).toEqual([
      ['vas', 'vas（中）（mm）', reasons],
      ['sex', 'sex（中）', { 0: '否', 1: '是', ...reasons }],
      ['on', 'on（中）', reasons],
      ['on__partial', 'on（中）：不完整的日期', {}],
      ['note', 'note（中）', {}],
      ['note__missing', 'note（中）：缺失原因', codes],
    ])
    expect(told('en')[0]?.[1]).toBe('vas (mm)')
    expect(told('en')[1]?.[2]).toMatchObject({ 1: 'Yes', refused: 'Refused' })
  })

  it('reasons are left out where that is asked', () => {
    const file = read(join(write(small, { ...zh, missing: 'empty' })))
    expect(file.variables.map(({ name }) => name)).toEqual(['vas', 'sex', 'on', 'on__partial', 'note'])
    expect(file.variables.map(({ cells }) => cells[1])).toEqual([null, null, null, null, null])
    expect(file.variables[0]?.labels).toEqual({})
  })

  it('what is known of the file as a whole stands in it', () => {
    const notes = ['去标识化：' + '中'.repeat(70), 'b']
    const file = read(join(write(small, { ...zh, notes })))
    expect(file.notes.join('')).toBe(notes.join(''))
  })

  it('the same data set is the same bytes, and no row is held back for long', () => {
    expect(join(write(small, zh))).toEqual(join(write(small, zh)))
    const rows = 20_000
    const texts = Array.from({ length: rows }, (_, row) => `病例 ${row}`)
    const big = datasetOf(
      textColumn(variable('a'), texts),
      numberColumn(
        variable('b'),
        texts.map((_, row) => row / 7),
      ),
    )
    const sizes = [...write(big, zh)].map(({ length }) => length)
    expect(sizes.length).toBeGreaterThan(5)
    expect(Math.max(...sizes)).toBeLessThan(100_000)
    expect(restoreColumns(read(join(write(big, zh))))).toEqual(columnsOf(big))
  })

  it.each([254, 255, 256, 504, 505, 2000, 2045, 2046, 10_000, 32_767])(
    'a text of %i bytes comes back',
    (bytes) => {
      const texts = ['椎'.repeat(Math.floor(bytes / 3)) + 'x'.repeat(bytes % 3), 'short', null, '']
      const dataset = datasetOf(
        textColumn(variable('t'), texts),
        numberColumn(variable('after'), [1, 2, 3, 4]),
      )
      expect(restoreColumns(read(join(write(dataset, zh))))).toEqual(columnsOf(dataset))
    },
  )
})

describe('what a format cannot hold is refused, never altered', () => {
  it('SPSS: a text of more than 32,767 bytes, its own mark of a missing number', () => {
    const text = datasetOf(textColumn(variable('t'), ['x'.repeat(32_768)]))
    expect(() => join(writeSav(text, zh))).toThrow('too_large')
    const number = datasetOf(numberColumn(variable('n'), [-Number.MAX_VALUE]))
    expect(() => join(writeSav(number, zh))).toThrow('too_large')
  })

  it.each([2 ** 1023, Number.MAX_VALUE])('Stata: %d, which it takes for missing', (value) => {
    const number = datasetOf(numberColumn(variable('n'), [value]))
    expect(() => join(writeDta(number, zh))).toThrow('too_large')
  })
})

describe('names', () => {
  const rules = { longest: 32, reserved: new Set(['in']) }

  it('fit, differ without regard to case, and depend on no other name', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'A', '_', '1', '腰', 'in'),
      minLength: 1,
      maxLength: 60,
    })
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 20 }), (names) => {
        const fitted = fitNames(names, rules)
        expect(new Set(fitted.map((one) => one.toLowerCase())).size).toBe(names.length)
        for (const one of fitted) expect(one).toMatch(/^(?!in$)[A-Za-z][A-Za-z0-9_]{0,31}$/)
      }),
    )
  })

  it('a long one keeps its beginning and its visit; a legal one is left alone', () => {
    const long = 'complication_cement_leakage_on_m12_t12'
    expect(fitNames(['vas_m12', 'in', long], rules)).toEqual([
      'vas_m12',
      'in_1',
      expect.stringMatching(/^complication_cement.*_m12_t12$/),
    ])
    expect(fitNames([long], rules)).toEqual(fitNames(['x', long], rules).slice(1))
  })

  it('stand whole in a Stata file', () => {
    const long = 'a_name_of_more_than_32_letters_at_m12_t12'
    const file = readDta(join(writeDta(datasetOf(numberColumn(variable(long), [1])), zh)))
    expect(file.variables[0]?.name).toBe(long)
  })
})

describe('SPSS', () => {
  it('dates have a format of dates, numbers their decimals, and the case count is told', () => {
    const { formats, cases } = readSav(join(writeSav(small, zh)))
    expect(cases).toBe(3)
    const [vas, sex, on] = formats.map((format) => [format >> 16, (format >> 8) & 255, format & 255])
    expect([vas, sex, on]).toEqual([
      [5, 8, 1],
      [5, 8, 0],
      [39, 10, 0],
    ])
  })

  it('labels are cut between characters', () => {
    const label = { zh: '腰'.repeat(200), en: 'x' }
    const codes = [{ code: 1, key: 'a', label }]
    const file = readSav(join(writeSav(datasetOf(codeColumn(variable('c', { label, codes }), [1])), zh)))
    expect(file.variables[0]).toMatchObject({ label: '腰'.repeat(85), labels: { 1: '腰'.repeat(40) } })
  })
})

describe('Stata', () => {
  it('codes take the least room their values need, measured numbers a double', () => {
    const codes = [0, 100, 101, 32_740, 32_741].map((code) => ({
      code,
      key: String(code),
      label: { zh: '一', en: 'a' },
    }))
    const columns = codes.map(({ code }) => codeColumn(variable(`c${code}`, { codes }), [code]))
    const { types } = readDta(join(writeDta(datasetOf(...columns, numberColumn(variable('n'), [1])), zh)))
    expect(types).toEqual([65_530, 65_530, 65_529, 65_529, 65_528, 65_526])
  })
})
