/** Partial dates and multi-choices, all the way: typed, checked, in a data set, in a CSV file, in the codebook. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCell, parseCell } from '@/lib/codebook/cell'
import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { Dataset } from '@/lib/codebook/dataset'
import { buildColumns, textColumn } from '@/lib/codebook/dataset-build'
import { describeDataset, describeInstrument } from '@/lib/codebook/describe'
import { evaluate } from '@/lib/codebook/evaluate'
import { parseExpression } from '@/lib/codebook/expression'
import { fromJson, toJson } from '@/lib/codebook/json'
import type { Item, ItemValue } from '@/lib/codebook/item'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { parseTyped } from '@/lib/codebook/values'
import { readCsv } from '@/lib/exchange/csv-read'
import { writeCsv } from '@/lib/exchange/csv-write'
import { sample } from './sample'

const context = { today: '2026-11-20' }

function itemOf(name: string): Item & { kind: 'multi' | 'date' } {
  const item = sample.items.find((one) => one.name === name)
  if (item?.kind !== 'multi' && item?.kind !== 'date') throw new Error(name)
  return item
}

const kinds = itemOf('kinds')
const seenOn = itemOf('seen_on')

/** Two items of an entry in which both are asked. */
function entryOf(kindsValue: ItemValue, seenValue: ItemValue) {
  return { leak: 1, kinds: kindsValue, other: 'x', seen_on: seenValue }
}

const partialDate = fc
  .tuple(
    fc.integer({ min: 1900, max: 2199 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .chain(([year, month, day]) => {
    const [y, m, d] = [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')]
    return fc.constantFrom(y, `${y}-${m}`, `${y}-${m}-${d}`)
  })
const answers = fc.shuffledSubarray([1, 2, 9], { minLength: 1 })
const reason = fc.constantFrom(...MISSING_REASONS).map((missing) => ({ missing }))

function fileOf(values: readonly (ItemValue | undefined)[], item: Item, missing: 'column' | 'code') {
  const patient = textColumn(
    { name: 'patient', label: item.label, measure: 'nominal' },
    values.map((_value, row) => `P${row}`),
  )
  const columns = buildColumns(sample, item, values, { visit: 'm3' })
  const dataset: Dataset = { grain: 'patient', rows: values.length, keys: [patient], columns }
  return { dataset, table: readCsv(Buffer.from([...writeCsv(dataset, { missing })].join(''))) }
}

describe('a partial date', () => {
  it('typed, accepted, kept in JSON, in a file and read back is the same text', () => {
    fc.assert(
      fc.property(partialDate, (date) => {
        expect(parseTyped(seenOn, date, context)).toEqual({ ok: true, value: date })
        const values = entryOf([9], date)
        expect(parseValues(sample, JSON.parse(JSON.stringify(values)))).toEqual({ ok: true, values })
        expect(checkValues(sample, values).hard).toEqual([])
        const { table } = fileOf([date], seenOn, 'column')
        expect(table).toEqual({ header: ['patient', 'seen_on_m3'], rows: [['P0', date]] })
        expect(parseCell(seenOn, table.rows[0]?.[1] ?? '')).toEqual({ ok: true, value: date })
      }),
      { numRuns: 300 },
    )
  })

  it('is understood as people write it', () => {
    const typed = { '2026年': '2026', '2026年3月': '2026-03', '2026.3': '2026-03', '2026/03': '2026-03' }
    for (const [text, value] of Object.entries(typed))
      expect(parseTyped(seenOn, text, context)).toEqual({ ok: true, value })
  })

  it('six digits are a day and never a month of a year', () => {
    expect(parseTyped(seenOn, '202603', context)).toMatchObject({ ok: false, issue: 'not_a_date' })
  })

  it('is answered like any other, and compares by what is known of it', () => {
    expect(assessCompleteness(sample, entryOf([9], '2026')).answered).toBe(4)
    expect(evaluate(parseExpression("seen_on >= '2026'"), { seen_on: '2026' })).toBe(true)
    expect(evaluate(parseExpression("seen_on < '2026-03-05'"), { seen_on: '2025-12' })).toBe(true)
  })

  it('is said in the codebook to be allowed, and only where it is', () => {
    const partial = describeInstrument(sample).filter((row) => row.partial)
    expect(partial.map(({ variable }) => variable)).toEqual(['seen_on'])
    const { dataset } = fileOf(['2026'], seenOn, 'column')
    expect(describeDataset(dataset, () => sample)[1]).toMatchObject({ kind: 'date', partial: true })
  })

  it('stays allowed when the instrument travels as JSON', () => {
    const read = fromJson(JSON.parse(JSON.stringify(toJson(sample))), sample.score)
    expect(read.items.find(({ name }) => name === 'seen_on')).toMatchObject({ kind: 'date', partial: true })
  })
})

describe('a multi-choice', () => {
  it('typed, accepted, kept in JSON and in a cell keeps its codes', () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(',', ' ', '，', '、'), (codes, mark) => {
        expect(parseTyped(kinds, codes.join(mark), context)).toEqual({ ok: true, value: codes })
        expect(parseValues(sample, { leak: 1, kinds: codes }).ok).toBe(true)
        expect(parseCell(kinds, formatCell(kinds, codes))).toEqual({ ok: true, value: codes })
      }),
      { numRuns: 200 },
    )
  })

  it('leaves as a 0/1 column for each code, from which the answer can be told again', () => {
    if (kinds.kind !== 'multi') throw new Error('kinds')
    const { codes } = kinds
    fc.assert(
      fc.property(fc.array(fc.oneof(answers, fc.constant(undefined), reason), { maxLength: 6 }), (cells) => {
        const { table } = fileOf(cells, kinds, 'code')
        expect(table.header.slice(1)).toEqual(['kinds_b_m3', 'kinds_s_m3', 'kinds_other_m3'])
        const back = table.rows.map((row) => {
          const marks = row.slice(1)
          if (marks.every((mark) => mark === '')) return undefined
          const declared = parseCell({ ...kinds }, marks[0] ?? '')
          if (marks[0]?.startsWith('-')) return declared.ok ? declared.value : null
          return codes.filter((_code, index) => marks[index] === '1').map(({ code }) => code)
        })
        expect(back).toEqual(
          cells.map((cell) => (Array.isArray(cell) ? cell.toSorted((a, b) => a - b) : cell)),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('declared missing says so beside every one of its columns', () => {
    const { table } = fileOf([{ missing: 'refused' }, [1]], kinds, 'column')
    expect(table.header.filter((name) => name.endsWith('__missing'))).toHaveLength(3)
    expect(table.rows[0]?.filter((cell) => cell === 'refused')).toHaveLength(3)
    expect(table.rows[0]).not.toContain('0')
  })

  it('with no answer ticked is not an answer, so "none" has to be a code', () => {
    expect(parseValues(sample, { leak: 1, kinds: [] })).toMatchObject({ ok: false })
    expect(parseTyped(kinds, '', context)).toEqual({ ok: true, value: null })
  })

  it('steers what comes after it', () => {
    expect(evaluate(parseExpression('has(kinds, 9)'), { kinds: [1, 9] })).toBe(true)
    expect(evaluate(parseExpression('has(kinds, 9)'), { kinds: { missing: 'unknown' } })).toBeNull()
  })
})
