import { describe, expect, it } from 'vitest'
import { checkInstrument } from '@/lib/codebook/check-instrument'
import type { Instrument, Item } from '@/lib/codebook/item'
import { fromJson, toJson } from '@/lib/codebook/json'
import { sample } from './sample'

function changed(name: string, change: Record<string, unknown>): Instrument {
  const items = sample.items.map((item) => (item.name === name ? ({ ...item, ...change } as Item) : item))
  return { ...sample, items }
}

describe('instrument as JSON', () => {
  it('comes back the same, scoring apart', () => {
    const text = JSON.stringify(toJson(sample))
    expect(text).not.toContain('"score":')
    expect(fromJson(JSON.parse(text), sample.score)).toEqual(sample)
    expect(fromJson(JSON.parse(text)).score).toBeUndefined()
  })

  it('refuses what it does not know', () => {
    expect(() => fromJson({ ...toJson(sample), colour: 'red' })).toThrow('colour')
    expect(() => fromJson(changed('leak', { kind: 'slider' }))).toThrow('kind')
    expect(() => fromJson(toJson(changed('kinds', { showIf: 'leek = 1' })))).toThrow(
      'kinds: show-if: unknown item',
    )
  })
})

describe('grammar', () => {
  it('finds nothing in a sound instrument', () => {
    expect(checkInstrument(sample)).toEqual([])
  })

  it.each([
    ['volume', { name: 'Volume' }, 'Volume: name is not short snake_case'],
    ['volume', { name: 'a__b' }, 'a__b: name is not short snake_case'],
    ['told_on', { name: 'a'.repeat(25) }, `${'a'.repeat(25)}: name is not short snake_case`],
    ['told_on', { name: 'has' }, 'has: name is reserved'],
    ['told_on', { name: 'volume' }, 'volume: name is taken'],
    ['volume', { measure: 'nominal' }, 'volume: measure nominal does not fit number'],
    ['volume', { soft: { min: -1 } }, 'volume: the soft range leaves the hard one'],
    ['volume', { soft: { max: 50 } }, 'volume: the soft range leaves the hard one'],
    ['volume', { soft: { min: 5, max: 1 } }, 'volume: a range is upside down'],
    ['told_on', { showIf: 'leak' }, 'told_on: show-if: wrong type at 1: a condition is needed, found number'],
    ['told_on', { showIf: 'leak = ' }, 'told_on: show-if: unexpected end at 7: '],
    ['leak', { showIf: 'has(kinds, 1)' }, 'leak: show-if: unknown item at 5: kinds'],
    ['other', { identifying: false }, 'other: free text is identifying'],
    ['double', { required: true }, 'a calculated item cannot be required'],
  ])('%s %j: %s', (name, change, fault) => {
    expect(checkInstrument(changed(name, change))).toContain(fault)
  })

  it('refuses a condition on a calculated item, and codes that clash', () => {
    const last = { ...sample.items[6], name: 'last', showIf: 'double > 1' } as Item
    expect(checkInstrument({ ...sample, items: [...sample.items, last] })).toEqual([
      'last: show-if: unknown item at 1: double',
    ])
    const label = { zh: 'x', en: 'x' }
    const codes = [
      { code: 1, key: 'a', label },
      { code: 1, key: 'a', label },
      { code: -1, key: '3', label },
    ]
    expect(checkInstrument(changed('leak', { codes }))).toEqual([
      'leak: a code is there twice',
      'leak: a key is there twice',
      'leak: code -1 is not a whole number ≥ 0',
      'leak: key 3 reads like another code',
    ])
  })

  it('wants an item without which the form is not complete', () => {
    const items = sample.items.map((item) => ({ ...item, required: false }))
    expect(checkInstrument({ ...sample, items })).toEqual(['no item is required: nothing would be complete'])
  })
})
