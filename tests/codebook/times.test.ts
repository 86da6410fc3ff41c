import { describe, expect, it } from 'vitest'
import { parseTimeText } from '@/lib/codebook/times'

describe('a time of day as it is typed', () => {
  it.each([
    ['9:05', '09:05'],
    ['０９：０５', '09:05'],
    ['905', '09:05'],
    ['2359', '23:59'],
    ['9点', '09:00'],
    ['9点5分', '09:05'],
    ['9.30', '09:30'],
  ])('%s is %s', (typed, time) => expect(parseTimeText(typed)).toEqual({ ok: true, value: time }))

  it('takes nothing for nothing and refuses the rest', () => {
    expect(parseTimeText('  ')).toEqual({ ok: true, value: null })
    for (const typed of ['24:00', '9:60', '9', '12345', '-1:00', 'noon'])
      expect(parseTimeText(typed)).toEqual({ ok: false, issue: 'not_a_time' })
  })
})
