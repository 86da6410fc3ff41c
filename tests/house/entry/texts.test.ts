import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getInstrument, listInstruments } from '@/lib/instruments/shelf'
import { readTexts, toCanonical, toTexts } from '@/components/entry/texts'

const context = { today: '2026-11-20' }
const pain = getInstrument('pain')
const leakage = getInstrument('leakage')

describe('reading what stands in a form', () => {
  it('reads numbers as a nurse types them and gives the score of this key', () => {
    const reading = readTexts(pain, { vas_back_rest: '２。５', vas_back_activity: '4' }, context)
    expect(reading.values).toEqual({ vas_back_rest: 2.5, vas_back_activity: 4 })
    expect(reading.scores.vas_back?.value).toBe(4)
    expect(reading.lacking).toEqual(['vas_leg_left', 'vas_leg_right'])
    expect(reading.hard.size).toBe(0)
  })

  it('refuses what cannot be read or cannot be, and keeps it out of the values', () => {
    const reading = readTexts(pain, { vas_back_rest: '12,5', vas_leg_left: '11' }, context)
    expect([...reading.hard].map(([name, { code }]) => [name, code])).toEqual([
      ['vas_back_rest', 'not_a_number'],
      ['vas_leg_left', 'above_hard'],
    ])
    expect(reading.values).toEqual({})
  })

  it('asks for a reason where the value jumped, and takes the one given', () => {
    const previous = { vas_back_rest: 9 }
    const texts = { vas_back_rest: '1' }
    const jump = readTexts(pain, texts, { ...context, previous })
    expect(jump.soft.get('vas_back_rest')?.map(({ code }) => code)).toEqual(['jump'])
    expect(jump.reasons).toEqual({})
    const told = readTexts(pain, { ...texts, 'reason:vas_back_rest': ' cement ' }, { ...context, previous })
    expect(told.reasons).toEqual({ vas_back_rest: 'cement' })
    expect(readTexts(pain, texts, context).soft.size).toBe(0)
  })

  it('takes a declared reason for a value and drops what is hidden', () => {
    const texts = { leak_detection: '1', leak: '0', leak_types: '1,3', 'missing:leak_detection': 'not_done' }
    const reading = readTexts(leakage, texts, context)
    expect(reading.values).toEqual({ leak: 0, leak_detection: { missing: 'not_done' } })
    expect(reading.visible.has('leak_types')).toBe(false)
    const shown = readTexts(leakage, { ...texts, leak: '1' }, context)
    expect(shown.values.leak_types).toEqual([1, 3])
  })

  it('reads back what it wrote, for every form of the shelf', () => {
    for (const instrument of listInstruments()) {
      const items = instrument.items.filter(({ kind }) => kind !== 'calculated')
      const anyText = fc.record(
        Object.fromEntries(
          items.map(({ name }) => [name, fc.constantFrom('', '0', '1', '2', '1,2', '2026-03')]),
        ),
      )
      fc.assert(
        fc.property(anyText, (texts) => {
          const { values } = readTexts(instrument, texts, context)
          expect(readTexts(instrument, toTexts(values), context).values).toEqual(values)
        }),
        { numRuns: 50 },
      )
    }
  })

  it('takes 2.0 and 2 for the same text, keeps what cannot be read, drops what is hidden', () => {
    const texts = { vas_back_rest: '2.0', vas_leg_left: 'x', 'visit:doneOn': '2026-11-20' }
    expect(toCanonical(pain, texts, readTexts(pain, texts, context))).toEqual({
      vas_back_rest: '2',
      vas_leg_left: 'x',
      'visit:doneOn': '2026-11-20',
    })
    const hidden = { leak: '0', leak_types: '1' }
    expect(toCanonical(leakage, hidden, readTexts(leakage, hidden, context))).toEqual({ leak: '0' })
  })
})
