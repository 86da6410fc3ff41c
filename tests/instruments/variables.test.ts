/** docs/validation/variables.md is read here: what it says is there is there, and each item it names does its work. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instrument, Item, ItemValue, Range } from '@/lib/codebook/item'
import { checkValues } from '@/lib/codebook/checks'
import { computeScores } from '@/lib/instruments/score'
import { readCsv } from '@/lib/exchange/csv-read'
import { findInstrument, listInstruments } from '@/lib/instruments/shelf'
import { COMPLICATION_CODES } from '@/lib/protocol/catalogue'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const schema = read('prisma/schema.prisma')

interface Row {
  readonly section: string
  readonly variable: string
  readonly places: readonly string[]
  readonly test: string
}

function readRows(): Row[] {
  let section = ''
  return read('docs/validation/variables.md')
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('## ')) section = line.slice(3)
      if (!line.startsWith('|') || /^\|[ -|]+$/.test(line)) return []
      const [variable = '', places = '', test = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim())
      if (variable === 'Variable') return []
      return [
        { section, variable, places: [...places.matchAll(/`([^`]+)`/g)].map(([, one]) => one ?? ''), test },
      ]
    })
}

const rows = readRows()

function findPlace(place: string): Item | null {
  const [id = '', name] = place.split('.')
  return findInstrument(id)?.items.find((item) => item.name === name) ?? null
}

function exists(place: string): boolean {
  const [, type] = /^complication:(.+)$/.exec(place) ?? []
  if (type !== undefined) return COMPLICATION_CODES.some((code) => code === type)
  const [, model, field] = /^([A-Z]\w+)\.(\w+)$/.exec(place) ?? []
  if (model === undefined) return findPlace(place) !== null
  const body = new RegExp(`^model ${model} \\{([^}]*)\\}`, 'm').exec(schema)?.[1] ?? ''
  return new RegExp(`^\\s*${field} `, 'm').test(body)
}

describe('the table of variables', () => {
  it('has the papers, the review, three kinds of records, and no empty cell', () => {
    expect(new Set(rows.map(({ section }) => section)).size).toBe(7)
    expect(rows.length).toBeGreaterThanOrEqual(160)
    for (const { variable, places, test } of rows) {
      expect(variable).not.toBe('')
      expect(places, variable).not.toEqual([])
      expect(test, variable).toMatch(/^tests\/.+\.test\.ts › .+/)
    }
  })

  it('names places that exist', () => {
    const lost = rows.flatMap(({ places }) => places).filter((place) => !exists(place))
    expect(lost).toEqual([])
    expect(
      ['odi.nothing', 'Enrolment.nothing', 'complication:nothing', 'Nobody.code'].filter(exists),
    ).toEqual([])
  })

  it('names tests that exist', () => {
    const lost = [...new Set(rows.map(({ test }) => test))].filter((test) => {
      const [file = '', name = ''] = test.split(' › ')
      return !existsSync(join(root, file)) || !read(file).includes(name)
    })
    expect(lost).toEqual([])
  })

  it.each(['ovcf', 'snrb'])('has every column of study %s', (study) => {
    const { rows: columns } = readCsv(readFileSync(join(import.meta.dirname, 'data/columns.csv')))
    const wanted = columns
      .filter(([name]) => name === study)
      .flatMap(([, names = '']) => names.split(' '))
      .map((name) => name.replace(/\{.+\}/, '{visit}'))
    const mark = study === 'ovcf' ? 'P1' : 'P2'
    const told = rows
      .filter(({ section }) => section.startsWith(mark))
      .flatMap(({ variable }) => [...variable.matchAll(/`([^`]+)`/g)].map(([, name]) => name))
    expect(told.toSorted()).toEqual(wanted.toSorted())
  })
})

/** A value that the item must take, and one that it must not. */
function pickValues(item: Item): fc.Arbitrary<{ good: unknown; bad: unknown }> {
  switch (item.kind) {
    case 'number':
    case 'integer': {
      const scale = 10 ** (item.kind === 'number' ? item.decimals : 0)
      const { min = 0, max = 1000 }: Range = item.hard ?? {}
      const within = fc.integer({ min: Math.ceil(min * scale), max: Math.floor(max * scale) })
      return fc.record({
        good: within.map((count) => count / scale),
        bad: fc.constantFrom(...(item.hard ? [min - 1 / scale, max + 1 / scale] : []), 'five', [1]),
      })
    }
    case 'choice': {
      const codes = item.codes.map(({ code }) => code)
      return fc.record({
        good: fc.constantFrom(...codes),
        bad: fc.constantFrom(Math.max(...codes) + 1, -1, 0.5, 'yes', [codes[0]]),
      })
    }
    case 'multi': {
      const codes = item.codes.map(({ code }) => code)
      return fc.record({
        good: fc.subarray(codes, { minLength: 1 }),
        bad: fc.constantFrom([Math.max(...codes) + 1], codes[0], 'yes'),
      })
    }
    case 'date':
      return fc.record({
        good: fc.constantFrom('2026-03-05', ...(item.partial ? ['2026-03', '2026'] : [])),
        bad: fc.constantFrom('2026-02-30', '5 March', 20260305, ...(item.partial ? [] : ['2026-03'])),
      })
    case 'text':
      return fc.record({
        good: fc.constant('原文 text'),
        bad: fc.constantFrom(7, 'x'.repeat(item.maxLength + 1)),
      })
    case 'calculated':
      return fc.record({ good: fc.constant(undefined), bad: fc.constant(1) })
  }
}

/** The item by itself: that it is asked only after another answer is another matter. */
function refuses({ showIf: _always, ...item }: Item, value: unknown): boolean {
  const alone: Instrument = {
    id: 'alone',
    version: 1,
    title: item.label,
    short: item.label,
    repeat: 'none',
    source: '',
    items: [item],
  }
  const values = value === undefined ? {} : { [item.name]: value as ItemValue }
  return checkValues(alone, values).hard.length > 0
}

const named = [...new Set(rows.flatMap(({ places }) => places))].filter((place) => findPlace(place))

describe('each item of the table', () => {
  it.each(named)('takes what it asks for and refuses what it cannot be: %s', (place) => {
    const [id = '', name = ''] = place.split('.')
    const instrument = findInstrument(id)
    const item = findPlace(place)
    if (!instrument || !item) throw new Error(`no ${place}`)
    fc.assert(
      fc.property(pickValues(item), ({ good, bad }) => {
        expect(refuses(item, good)).toBe(false)
        expect(refuses(item, bad)).toBe(true)
      }),
      { numRuns: 60 },
    )
    if (item.kind === 'calculated') expect(computeScores(instrument, {})).toHaveProperty(name)
  })

  it('is on the shelf with every other; nothing here is an old version alone', () => {
    const ids = new Set(listInstruments().map(({ id }) => id))
    for (const place of named) expect(ids).toContain(place.split('.')[0])
  })
})
