import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countDays,
  formatDate,
  formatDayMonth,
  formatInstant,
  formatPostOpDay,
  formatTime,
} from '@/lib/i18n/format-date'
import {
  formatCount,
  formatInterval,
  formatMeanSd,
  formatMedian,
  formatNumber,
  formatPercent,
  formatPValue,
} from '@/lib/i18n/format-number'
import { isLocale, textOf } from '@/lib/i18n/locale'

describe('dates', () => {
  it('stand as ISO in tables, partial ones stay partial', () => {
    expect(formatDate('2026-03-05')).toBe('2026-03-05')
    expect(formatDate('2026-03-05T08:00:00Z')).toBe('2026-03-05')
    expect(formatDate('2026-03')).toBe('2026-03')
    expect(() => formatDate('5/3/2026')).toThrow('5/3/2026')
  })

  it('stand as day and month in lists, with the year when it is another one', () => {
    expect(formatDayMonth('2026-03-05', 'zh-CN')).toBe('3月5日')
    expect(formatDayMonth('2026-03-05', 'en')).toBe('5 Mar')
    expect(formatDayMonth('2025-12-31', 'zh-CN', '2026-01-02')).toBe('2025年12月31日')
    expect(formatDayMonth('2025-12-31', 'en', '2026-01-02')).toBe('31 Dec 2025')
    expect(formatDayMonth('2026-01-31', 'en', '2026-01-02')).toBe('31 Jan')
  })

  it('count days from the operation', () => {
    expect(formatPostOpDay(92, 'zh-CN')).toBe('术后 92 天')
    expect(formatPostOpDay(92, 'en')).toBe('day 92')
    expect(formatPostOpDay(0, 'zh-CN')).toBe('手术当日')
    expect(formatPostOpDay(-3, 'zh-CN')).toBe('术前 3 天')
    expect(formatPostOpDay(-3, 'en')).toBe('day \u22123')
  })

  it('count whole days over leap days and changes of the clock', () => {
    expect(countDays('2024-02-28', '2024-03-01')).toBe(2)
    expect(countDays('2026-03-05', '2026-02-28')).toBe(-5)
  })

  it('show an instant by the clock of the site', () => {
    expect(formatInstant('2026-03-05T16:05:00Z', 'Asia/Shanghai')).toBe('2026-03-06 00:05')
    expect(formatTime('2026-03-05T02:32:00Z', 'Asia/Shanghai')).toBe('10:32')
  })
})

describe('numbers', () => {
  it('carry a real minus and never a negative zero', () => {
    expect(formatNumber(-3.5, 2)).toBe('\u22123.50')
    expect(formatNumber(-0.001, 2)).toBe('0.00')
    expect(formatNumber(-0, 0)).toBe('0')
    expect(formatNumber(12)).toBe('12')
  })

  it('print what is no number as a dash', () => {
    expect([formatNumber(null), formatNumber(NaN, 2), formatPercent(undefined)]).toEqual(['–', '–', '–'])
  })

  it('round the decimal text half away from zero', () => {
    expect(formatNumber(1.005, 2)).toBe('1.01')
    expect(formatNumber(-2.5, 0)).toBe('\u22123')
    expect(formatNumber(0.05, 1)).toBe('0.1')
    expect(formatNumber(1e-9, 3)).toBe('0.000')
    expect(formatNumber(1e21, 1)).toBe('1e+21')
  })

  it('come back as the number they print, within half of the last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          const back = Number(formatNumber(value, decimals).replace('\u2212', '-'))
          expect(Math.abs(back - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals * (1 + 1e-6))
        },
      ),
    )
  })

  it('put a thin space before the percent sign', () => {
    expect(formatPercent(36)).toBe('36\u2009%')
    expect(formatPercent(35.25, 1)).toBe('35.3\u2009%')
    expect(formatCount(12, 34)).toBe('12 (35.3)')
    expect(formatCount(0, 0)).toBe('0 (–)')
  })

  it('never print P as 0.000 or 1.000', () => {
    expect(formatPValue(0.0341)).toBe('0.034')
    expect(formatPValue(0.0341, true)).toBe('=\u20090.034')
    expect(formatPValue(3e-9)).toBe('<0.001')
    expect(formatPValue(3e-9, true)).toBe('<\u20090.001')
    expect(formatPValue(1)).toBe('>0.999')
    expect(formatPValue(null)).toBe('–')
  })

  it('set pairs as a journal does', () => {
    expect(formatMeanSd(6.526, 1.2, 2)).toBe('6.53 ± 1.20')
    expect(formatMedian(2, 1, 3, 1)).toBe('2.0 (1.0, 3.0)')
    expect(formatInterval(-1.2, 0.35, 2)).toBe('\u22121.20, 0.35')
  })
})

it('knows its languages', () => {
  expect([isLocale('zh-CN'), isLocale('en'), isLocale('de'), isLocale(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([
    textOf({ zh: '腰痛', en: 'Back pain' }, 'zh-CN'),
    textOf({ zh: '腰痛', en: 'Back pain' }, 'en'),
  ]).toEqual(['腰痛', 'Back pain'])
})
