import { describe, expect, it } from 'vitest'
import { readBack } from '@/components/entry/places'
import { findFormBeside, findNextForm, stateOfForm } from '@/components/entry/next-form'

const asked = [
  { id: 'pain', required: true, repeatKeys: [] },
  { id: 'leakage', required: true, repeatKeys: ['T12', 'L1'] },
  { id: 'odi', required: false, repeatKeys: [] },
]
const done = (instrument: string, repeatKey = '') => ({ instrument, repeatKey, complete: true })

describe('the next form', () => {
  it('goes through the levels of a form before it goes on', () => {
    expect(findNextForm(asked, [], { id: 'pain', repeatKey: '' })).toEqual({
      id: 'leakage',
      repeatKey: 'T12',
    })
    expect(findNextForm(asked, [done('leakage', 'T12')], { id: 'leakage', repeatKey: 'T12' })).toEqual({
      id: 'leakage',
      repeatKey: 'L1',
    })
  })

  it('skips what is complete, returns to required forms passed over, and ends', () => {
    const levels = [done('leakage', 'T12'), done('leakage', 'L1')]
    expect(findNextForm(asked, levels, { id: 'leakage', repeatKey: 'L1' })).toEqual({
      id: 'pain',
      repeatKey: '',
    })
    expect(findNextForm(asked, levels, { id: 'odi', repeatKey: '' })).toEqual({ id: 'pain', repeatKey: '' })
    expect(findNextForm(asked, [...levels, done('pain')], { id: 'odi', repeatKey: '' })).toBeNull()
  })

  it('leads to an optional form only when it was begun', () => {
    const rest = [done('leakage', 'T12'), done('leakage', 'L1'), done('pain')]
    const from = { id: 'pain', repeatKey: '' }
    expect(findNextForm(asked, rest, from)).toBeNull()
    const begun = { ...done('odi'), complete: false }
    expect(findNextForm(asked, [...rest, begun], from)).toEqual({ id: 'odi', repeatKey: '' })
  })

  it('calls a form of levels complete when every level is', () => {
    const form = asked[1] ?? expect.fail()
    expect(stateOfForm(form, [])).toBe('empty')
    expect(stateOfForm(form, [done('leakage', 'T12')])).toBe('begun')
    expect(stateOfForm(form, [done('leakage', 'T12'), done('leakage', 'L1')])).toBe('complete')
    expect(stateOfForm(form, [done('leakage', 'T12'), { ...done('leakage', 'L1'), complete: false }])).toBe(
      'begun',
    )
  })
})

describe('the way back', () => {
  it('leads into the same study and nowhere else', () => {
    expect(readBack('/live/today?page=2', 'live', '/x')).toBe('/live/today?page=2')
    for (const from of [
      undefined,
      '/ovcf/today',
      '//evil.example/live/',
      'https://evil.example',
      '/live/..//x',
      '/live/\\x',
    ])
      expect(readBack(from, 'live', '/x')).toBe('/x')
  })
})

describe('the form beside', () => {
  const from = (id: string, repeatKey: string, step: 1 | -1) => findFormBeside(asked, { id, repeatKey }, step)

  it('is the next as the tabs stand, level by level, asked for or not', () => {
    expect(from('pain', '', 1)).toEqual({ id: 'leakage', repeatKey: 'T12' })
    expect(from('leakage', 'T12', 1)).toEqual({ id: 'leakage', repeatKey: 'L1' })
    expect(from('leakage', 'L1', 1)).toEqual({ id: 'odi', repeatKey: '' })
    expect(from('odi', '', -1)).toEqual({ id: 'leakage', repeatKey: 'L1' })
  })

  it('is none at the ends, and none beside a form that is not asked here', () => {
    expect(from('odi', '', 1)).toBeNull()
    expect(from('pain', '', -1)).toBeNull()
    expect(from('macnab', '', 1)).toBeNull()
  })

  it('of an operation is found whatever its number', () => {
    expect(findFormBeside(asked, { id: 'pain', repeatKey: '2' }, 1)).toEqual({
      id: 'leakage',
      repeatKey: 'T12',
    })
  })
})
