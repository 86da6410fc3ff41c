import { describe, expect, it } from 'vitest'
import { listDifferences, mergeTexts } from '@/components/entry/merge'
import { getInstrument } from '@/lib/instruments/shelf'

const pain = getInstrument('pain')
const base = { vas_back_rest: '3', vas_back_activity: '4', vas_leg_left: '1' }
const mine = { vas_back_rest: '5', vas_back_activity: '4', 'missing:vas_leg_left': 'refused' }
const theirs = { vas_back_rest: '3', vas_back_activity: '6', vas_leg_left: '2' }

describe('two saves of one form', () => {
  it('proposes the side that alone changed a field, and nobody where both did', () => {
    expect(listDifferences(pain, base, mine, theirs)).toEqual([
      { item: 'vas_back_rest', proposed: 'mine' },
      { item: 'vas_back_activity', proposed: 'theirs' },
      { item: 'vas_leg_left', proposed: null },
    ])
    expect(listDifferences(pain, null, mine, theirs).every(({ proposed }) => proposed === null)).toBe(true)
  })

  it('takes each field whole: its value, its missing reason, its explanation', () => {
    expect(mergeTexts(mine, theirs, { vas_back_activity: 'theirs', vas_leg_left: 'theirs' })).toEqual({
      vas_back_rest: '5',
      vas_back_activity: '6',
      vas_leg_left: '2',
    })
    expect(mergeTexts(mine, theirs, { vas_back_rest: 'mine', vas_leg_left: 'mine' })).toEqual(mine)
  })
})
