import { describe, expect, it } from 'vitest'
import { findStart, findTrouble, isComplete, listQuestions, openKept } from '@/components/phone/answers'
import type { FormView } from '@/components/phone/view'
import { readTexts } from '@/components/entry/texts'
import { canBeTold } from '@/lib/instruments/telephone'
import { getInstrument, listInstruments } from '@/lib/instruments/shelf'

const TODAY = '2026-11-20'
const form = (id: string, more: Partial<FormView> = {}): FormView => ({
  id,
  version: 1,
  required: true,
  preset: {},
  entry: null,
  previous: null,
  draft: null,
  ...more,
})
const ask = (id: string, view: FormView) => {
  const instrument = getInstrument(id)
  const kept = openKept(view)
  const reading = readTexts(instrument, kept.texts, { today: TODAY })
  return {
    instrument,
    kept,
    reading,
    names: listQuestions(instrument, view, reading).map(({ name }) => name),
  }
}

describe('what is asked by telephone', () => {
  it('holds no visual scale, and nothing that needs hands or films', () => {
    const told = listInstruments().filter(({ id }) => canBeTold(id))
    expect(
      told.flatMap(({ items }) => items.map(({ name }) => name)).filter((name) => /vas/.test(name)),
    ).toEqual([])
    expect(told.map(({ id }) => id)).not.toContain('radiographs')
    expect(told.length).toBeGreaterThan(5)
  })

  it('leaves the signs out of the JOA, and its total with them', () => {
    const { names, kept, instrument } = ask('joa', form('joa', { preset: { joa_by_phone: 1 } }))
    expect(names).not.toContain('joa_slr')
    expect(names).not.toContain('joa_by_phone')
    expect(names).toContain('joa_low_back')
    expect(names).toContain('joa_walking')
    expect(instrument.score?.({ joa_by_phone: 1 })).toMatchObject({ joa: { value: null } })
    expect(kept.texts).toEqual({ joa_by_phone: '1' })
  })

  it('follows the answers: what is not asked is no question', () => {
    const draft = (texts: Record<string, string>) =>
      form('recurrent_pain', { draft: { baseVersion: 0, texts, savedAt: TODAY } })
    expect(ask('recurrent_pain', draft({ pain_relieved: '0' })).names).toEqual(['pain_relieved'])
    expect(ask('recurrent_pain', draft({ pain_relieved: '1' })).names).toContain('recurrent_pain')
  })
})

describe('a form that was begun', () => {
  const texts = { odi_1: '2', 'missing:odi_2': 'refused', 'visit:mode': 'telephone' }
  const view = form('odi', { draft: { baseVersion: 0, texts, savedAt: TODAY } })

  it('goes on at the first question without an answer or a reason', () => {
    const { instrument, kept, reading } = ask('odi', view)
    expect(kept.texts).not.toHaveProperty('visit:mode')
    expect(findStart(listQuestions(instrument, view, reading), kept.texts)).toBe('odi_3')
    expect(isComplete(instrument, view, kept, TODAY)).toBe(false)
  })

  it('keeps the version of its draft, so that a save meanwhile is noticed', () => {
    const entry = { version: 4, values: { odi_1: 1 }, reasons: {}, savedAt: TODAY, complete: false }
    const kept = openKept({ ...view, entry })
    expect(kept).toMatchObject({ version: 0, texts: { odi_1: '2' }, clean: { odi_1: '1' } })
  })
})

describe('a question', () => {
  const trouble = (texts: Record<string, string>, previous?: number) => {
    const instrument = getInstrument('nrs')
    const [item] = instrument.items
    if (!item) throw new Error('no item')
    const context = previous === undefined ? {} : { previous: { nrs_back: previous } }
    return findTrouble(item, texts, readTexts(instrument, texts, { today: TODAY, ...context }))
  }

  it('is not left without an answer or a reason, nor with one that cannot be', () => {
    expect(trouble({})).toBe('required')
    expect(trouble({ nrs_back: '11' })).toBe('unread')
    expect(trouble({ nrs_back: 'x' })).toBe('unread')
    expect(trouble({ 'missing:nrs_back': 'unknown' })).toBeNull()
    expect(trouble({ nrs_back: '１０' })).toBeNull()
  })

  it('asks why when the answer jumps', () => {
    expect(trouble({ nrs_back: '9' }, 1)).toBe('reason')
    expect(trouble({ nrs_back: '9', 'reason:nrs_back': '跌倒后' }, 1)).toBeNull()
  })
})
