import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumberText, parseText, parseTyped } from '@/lib/codebook/values'
import { sample } from './sample'

describe('number field', () => {
  it.each([
    ['12.5', 12.5],
    ['１２．５', 12.5],
    ['12。5', 12.5],
    ['１２。５', 12.5],
    [' 3 ', 3],
    ['\u30003\u00a0', 3],
    ['-2', -2],
    ['−2', -2],
    ['－２', -2],
    ['＋４', 4],
    ['.5', 0.5],
    ['007', 7],
    ['-0', 0],
    ['0.10', 0.1],
  ])('%j is %d', (typed, value) => {
    expect(parseNumberText(typed)).toEqual({ ok: true, value })
  })

  it.each(['', '  ', '\u3000'])('%j is nothing', (typed) => {
    expect(parseNumberText(typed)).toEqual({ ok: true, value: null })
  })

  it.each([
    '12,5',
    '12，5',
    '1,000',
    '1 2',
    '12.',
    '1.2.3',
    '1e3',
    '0x10',
    '--1',
    '- 1',
    '1-',
    '10²',
    '½',
    '①',
    '三',
    '١٢',
    'NaN',
    'Infinity',
    '3分',
    '.',
    '-',
    '~3',
    '123456789012345678',
  ])('%j is refused, not stripped', (typed) => {
    expect(parseNumberText(typed)).toEqual({ ok: false, issue: 'not_a_number' })
  })

  it('reads every number back, in half and in full width', () => {
    const wide = (text: string) =>
      text.replace(/[-.0-9]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
    fc.assert(
      fc.property(fc.integer({ min: -99999, max: 99999 }), fc.nat(3), (digits, decimals) => {
        const text = (digits / 10 ** decimals).toFixed(decimals)
        expect(parseNumberText(text)).toEqual({ ok: true, value: Number(text) + 0 })
        expect(parseNumberText(wide(text))).toEqual({ ok: true, value: Number(text) + 0 })
      }),
      { numRuns: 500 },
    )
  })

  it('gives a number or a refusal, never NaN', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (typed) => {
        const read = parseNumberText(typed)
        if (read.ok && read.value !== null) expect(Number.isFinite(read.value)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('typed by item', () => {
  const context = { today: '2026-11-20' }

  function typed(name: string, text: string) {
    const item = sample.items.find((one) => one.name === name)
    if (!item) throw new Error(name)
    return parseTyped(item, text, context)
  }

  it.each([
    ['volume', '１２．５', 12.5],
    ['shots', '12', 12],
    ['leak', '１', 1],
    ['kinds', '1 9', [1, 9]],
    ['kinds', '1，9', [1, 9]],
    ['kinds', '1、9', [1, 9]],
    ['other', '  盘内 ', '盘内'],
    ['told_on', '3-5', '2026-03-05'],
    ['seen_on', '2026年3月', '2026-03'],
    ['volume', ' ', null],
    ['leak', '', null],
  ])('%s %j is %j', (name, text, value) => {
    expect(typed(name, text)).toEqual({ ok: true, value })
  })

  it.each([
    ['volume', '12.55', 'too_many_decimals'],
    ['volume', '41', 'above_hard'],
    ['shots', '1.5', 'not_an_integer'],
    ['leak', '2', 'unknown_code'],
    ['leak', 'y', 'unknown_code'],
    ['leak', '1 0', 'unknown_code'],
    ['kinds', '1 1', 'repeated_code'],
    ['other', 'x'.repeat(21), 'text_too_long'],
    ['told_on', '2026-03', 'date_incomplete'],
    ['double', '3', 'calculated'],
  ])('%s %j is refused: %s', (name, text, issue) => {
    expect(typed(name, text)).toMatchObject({ ok: false, issue })
  })

  it('composes text and makes line ends plain', () => {
    expect(parseText(' e\u0301\r\nb ')).toBe('é\nb')
    expect(parseText(' \n ')).toBeNull()
  })
})
