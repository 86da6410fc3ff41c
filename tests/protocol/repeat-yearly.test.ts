import { expect, it } from 'vitest'
import { findOverlaps } from '@/lib/protocol/overlap'
import { repeatYearly } from '@/lib/protocol/repeat-yearly'
import { MONTH_12 } from '@/lib/protocol/shipped/visits'

const first = { ...MONTH_12, instruments: [] }

it('writes out the years after a visit, each with the window of the first', () => {
  const visits = repeatYearly(first, 5, [])
  expect(visits.map(({ code, target }) => [code, target])).toEqual([
    ['y2', 730],
    ['y3', 1096],
    ['y4', 1461],
    ['y5', 1826],
  ])
  for (const { window, target } of visits)
    expect([target - window.from, window.to - target]).toEqual([45, 45])
  expect(findOverlaps([first, ...visits])).toEqual([])
  expect(repeatYearly(first, 3, ['y2']).map(({ code }) => code)).toEqual(['y3'])
  expect(repeatYearly(first, 1, [])).toEqual([])
})

it('moves a window in hours by hours, and its days by days', () => {
  const hours = {
    ...first,
    window: { unit: 'hours', from: 8700, to: 8900, days: { from: 363, to: 370 } },
  } as const
  expect(repeatYearly(hours, 2, [])[0]?.window).toEqual({
    unit: 'hours',
    from: 8700 + 365 * 24,
    to: 8900 + 365 * 24,
    days: { from: 728, to: 735 },
  })
})
