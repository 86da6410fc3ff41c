import { describe, expect, it } from 'vitest'
import { checkInstrument } from '@/lib/codebook/check-instrument'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { Bilingual } from '@/lib/codebook/item'
import { computeScores } from '@/lib/instruments/score'
import { findInstrument, getInstrument, listInstruments } from '@/lib/instruments/shelf'

const shelf = listInstruments()

/** Every {zh, en} inside a piece of plain data. */
function textsOf(part: unknown): Bilingual[] {
  if (typeof part !== 'object' || part === null) return []
  const here = 'zh' in part && 'en' in part ? [part as Bilingual] : []
  return [...here, ...Object.values(part).flatMap(textsOf)]
}

describe('shelf', () => {
  it('finds by id and version, and says what is not there', () => {
    expect(getInstrument('odi').version).toBe(1)
    expect(findInstrument('odi', 2)).toBeUndefined()
    expect(() => getInstrument('odi', 2)).toThrow('no instrument odi version 2')
  })

  it('has each id and version once', () => {
    const names = shelf.map(({ id, version }) => `${id}/${version}`)
    expect(new Set(names).size).toBe(names.length)
    expect(names.length).toBeGreaterThanOrEqual(54)
  })

  it.each(shelf.map((instrument) => [instrument.id, instrument] as const))(
    '%s is sound',
    (_id, instrument) => {
      expect(checkInstrument(instrument)).toEqual([])
      expect(assessCompleteness(instrument, {}).complete).toBe(false)
    },
  )

  it.each(shelf.map((instrument) => [instrument.id, instrument] as const))(
    '%s speaks both languages, with full-width punctuation in Chinese only',
    (_id, instrument) => {
      for (const { zh, en } of textsOf(instrument)) {
        expect(zh.trim()).not.toBe('')
        expect(en.trim()).not.toBe('')
        expect(en).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/)
        expect(zh).not.toMatch(/[\u4e00-\u9fff] ?[,;:?!]/)
      }
    },
  )

  it.each(shelf.map((instrument) => [instrument.id, instrument] as const))(
    '%s scores exactly its calculated items, with their formulas',
    (_id, instrument) => {
      const formulas = instrument.items.flatMap((item) =>
        item.kind === 'calculated' ? [[item.name, item.formula.id, item.formula.version]] : [],
      )
      const scores = Object.entries(computeScores(instrument, {}))
      expect(scores.map(([name, score]) => [name, score.formula, score.version])).toEqual(formulas)
    },
  )
})
