import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCode, formatCell, parseCell } from '@/lib/codebook/cell'
import type { Item, ItemValue } from '@/lib/codebook/item'
import { MISSING_REASONS } from '@/lib/codebook/item'
import { checkShape } from '@/lib/codebook/shape'
import { sample } from './sample'

function itemOf(name: string): Item {
  const item = sample.items.find((one) => one.name === name)
  if (!item) throw new Error(name)
  return item
}

describe('cells of a file', () => {
  it.each([
    ['volume', '3.5', 3.5],
    ['leak', 'yes', 1],
    ['leak', '1', 1],
    ['leak', '0', 0],
    ['kinds', 'b;other', [1, 9]],
    ['kinds', '1;9', [1, 9]],
    ['other', ' kept as it is ', ' kept as it is '],
    ['told_on', '2026-03-05', '2026-03-05'],
    ['volume', '-9991', { missing: 'not_done' }],
    ['leak', '-9994', { missing: 'not_applicable' }],
    ['told_on', '-9993', { missing: 'unknown' }],
    ['volume', '', null],
  ])('%s %j is %j', (name, text, value) => {
    expect(parseCell(itemOf(name), text)).toEqual({ ok: true, value })
  })

  it.each([
    ['volume', '１２', 'not_a_number'],
    ['volume', ' 3', 'not_a_number'],
    ['volume', '3,5', 'not_a_number'],
    ['volume', '41', 'above_hard'],
    ['volume', '-9995', 'below_hard'],
    ['leak', 'Yes', 'unknown_code'],
    ['leak', '2', 'unknown_code'],
    ['kinds', 'b;', 'unknown_code'],
    ['kinds', 'b;b', 'repeated_code'],
    ['told_on', '20260305', 'not_a_date'],
    ['told_on', '5/3/2026', 'not_a_date'],
    ['double', '4', 'calculated'],
  ])('%s %j is refused: %s', (name, text, issue) => {
    expect(parseCell(itemOf(name), text)).toMatchObject({ ok: false, issue })
  })

  it('knows codes by key, then by number, and none for other items', () => {
    expect(findCode(itemOf('kinds'), 'other')).toBe(9)
    expect(findCode(itemOf('kinds'), '9')).toBe(9)
    expect(findCode(itemOf('volume'), '9')).toBeUndefined()
  })

  it('reads back every value it writes', () => {
    const value = fc.oneof(
      fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10),
      fc.constantFrom(0, 1, '2026-03-05', '2026', 'x;y', "'=1"),
      fc.subarray([1, 2, 9], { minLength: 1 }),
      fc.constantFrom(...MISSING_REASONS).map((missing) => ({ missing })),
    ) as fc.Arbitrary<ItemValue>
    fc.assert(
      fc.property(fc.constantFrom(...sample.items), value, (item, one) => {
        fc.pre(checkShape(item, one) === null)
        expect(parseCell(item, formatCell(item, one))).toEqual({ ok: true, value: one })
      }),
      { numRuns: 500 },
    )
    expect(formatCell(itemOf('volume'), undefined)).toBe('')
  })
})
