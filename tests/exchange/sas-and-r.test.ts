import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Dataset, Variable } from '@/lib/codebook/dataset'
import { codeColumn, numberColumn, textColumn } from '@/lib/codebook/dataset-build'
import { putIbm } from '@/lib/exchange/ibm-float'
import { writeRds } from '@/lib/exchange/rds-write'
import { layLabelled } from '@/lib/exchange/labelled'
import { cutParts, layTransport } from '@/lib/exchange/xpt-layout'
import { writeXpt } from '@/lib/exchange/xpt-write'

const now = new Date('2026-11-20T08:09:10Z')
const zh = { language: 'zh', now } as const

const join = (chunks: Iterable<Uint8Array>) => Buffer.concat([...chunks])

function variable(name: string, more: Partial<Variable> = {}): Variable {
  return { name, label: { zh: `${name}（中）`, en: name }, measure: 'scale', ...more }
}

function datasetOf(...columns: Dataset['columns']): Dataset {
  return { grain: 'patient', rows: columns[0]?.values.length ?? 0, keys: [], columns }
}

/** IBM's number as the sum of its digits, without going through our own writing. */
function readIbm(bytes: DataView): number {
  const first = bytes.getUint8(0)
  let fraction = 0
  for (let at = 7; at >= 1; at -= 1) fraction = (fraction + bytes.getUint8(at)) / 256
  return (first & 0x80 ? -1 : 1) * fraction * 16 ** ((first & 0x7f) - 64)
}

describe('IBM’s floating point', () => {
  it.each([
    // IBM, "z/Architecture Principles of Operation", Table 9-2: examples of long numbers.
    [1, '4110000000000000'],
    [0.5, '4080000000000000'],
    [1 / 64, '3f40000000000000'],
    [-15, 'c1f0000000000000'],
    [100, '4264000000000000'],
    [0, '0000000000000000'],
  ])('%d is %s', (value, hex) => {
    const bytes = Buffer.alloc(8)
    putIbm(new DataView(bytes.buffer, bytes.byteOffset, 8), 0, value)
    expect(bytes.toString('hex')).toBe(hex)
  })

  it('every double between 16^-60 and 16^60 comes back to the bit', () => {
    const view = new DataView(new ArrayBuffer(8))
    const double = fc.double({ noNaN: true, min: -(16 ** 60), max: 16 ** 60 })
    fc.assert(
      fc.property(
        double.filter((value) => Math.abs(value) > 16 ** -60),
        (value) => {
          putIbm(view, 0, value)
          expect(readIbm(view)).toBe(value)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it.each([16 ** 63, -1e300, 1e-80, Number.MIN_VALUE])('%d is refused, never altered', (value) => {
    expect(() => join(writeXpt(datasetOf(numberColumn(variable('n'), [value])), zh))).toThrow('too_large')
  })
})

describe('SAS', () => {
  it('is records of 80 bytes, the time and the count of variables where they belong', () => {
    const dataset = datasetOf(numberColumn(variable('vas'), [3.5, { missing: 'refused' }, undefined]))
    const file = join(writeXpt(dataset, zh))
    expect(file.length % 80).toBe(0)
    const text = file.toString('latin1')
    expect(text.slice(144, 160)).toBe('20NOV26:08:09:10')
    expect(text).toContain('NAMESTR HEADER RECORD!!!!!!!000000000100000000000000000000')
    const rows = file.subarray(text.indexOf('OBS     HEADER') + 60).subarray(0, 24)
    expect(rows.toString('hex')).toBe('4138000000000000' + '4200000000000000' + '2e00000000000000')
  })

  it('a text of more than 200 bytes stands in several variables, cut between characters', () => {
    const note = '椎'.repeat(100) + ' '.repeat(3) + 'x'.repeat(250)
    const laid = layTransport(
      layLabelled(datasetOf(textColumn(variable('note'), [note, 'short', null])), { ...zh, inBand: false }),
      3,
    )
    expect(laid.map(({ whole }) => whole)).toEqual(['note', 'note__2', 'note__3'])
    expect(new Set(laid.map(({ name }) => name)).size).toBe(3)
    expect(cutParts(note).join('')).toBe(note)
    for (const part of cutParts(note)) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(200)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('椎', 'a', ' ', '😀'), maxLength: 600 }), (text) => {
        expect(cutParts(text).join('')).toBe(text)
      }),
    )
  })
})

describe('R', () => {
  const codes = [
    { code: 1, key: 'a', label: { zh: '同', en: 'same' } },
    { code: 2, key: 'b', label: { zh: '同', en: 'same' } },
  ]
  it('two answers with one label are two levels', () => {
    const bytes = gunzipSync(join(writeRds(datasetOf(codeColumn(variable('c', { codes }), [2, 1])), zh)))
    expect(bytes.includes(Buffer.from('1 同'))).toBe(true)
    expect(bytes.includes(Buffer.from('2 同'))).toBe(true)
  })
})

describe.each([
  { format: 'xpt', write: writeXpt },
  { format: 'rds', write: writeRds },
])('$format', ({ write }) => {
  it('the same data set is the same bytes, and no row is held back for long', () => {
    const texts = Array.from({ length: 40_000 }, (_, row) => `病例 ${row}`)
    const big = datasetOf(
      textColumn(variable('a'), texts),
      numberColumn(
        variable('b'),
        texts.map((_, row) => row / 7),
      ),
    )
    const chunks = [...write(big, zh)]
    expect(join(write(big, zh))).toEqual(join(chunks))
    expect(chunks.length).toBeGreaterThan(3)
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(200_000)
  })
})
