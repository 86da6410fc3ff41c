import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, isIsoDate, parseDateText } from '@/lib/codebook/dates'

const today = '2026-11-20'

describe('typed dates', () => {
  it.each([
    ['20260305', '2026-03-05'],
    ['260305', '2026-03-05'],
    ['２６０３０５', '2026-03-05'],
    ['360305', '2036-03-05'],
    ['370305', '1937-03-05'],
    ['450312', '1945-03-12'],
    ['2026-3-5', '2026-03-05'],
    ['2026/03/05', '2026-03-05'],
    ['2026.3.5', '2026-03-05'],
    ['2026。3。5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026年3月5', '2026-03-05'],
    ['3-5', '2026-03-05'],
    ['3/5', '2026-03-05'],
    ['3.5', '2026-03-05'],
    ['3月5日', '2026-03-05'],
    ['11-20', '2026-11-20'],
    ['11-21', '2025-11-21'],
    ['12-31', '2025-12-31'],
    ['t', '2026-11-20'],
    ['T', '2026-11-20'],
    ['ｔ', '2026-11-20'],
    ['今天', '2026-11-20'],
    ['昨天', '2026-11-19'],
    ['-1', '2026-11-19'],
    ['−20', '2026-10-31'],
    ['+3', '2026-11-23'],
    ['+0', '2026-11-20'],
    [' 260305 ', '2026-03-05'],
    ['20240229', '2024-02-29'],
  ])('%j is %s', (typed, value) => {
    expect(parseDateText(typed, { today })).toEqual({ ok: true, value })
  })

  it.each([
    '20260230',
    '20250229',
    '261301',
    '202603',
    '2026-13-1',
    '2026-0-1',
    '13-5',
    '31-12',
    '2-30',
    '2026-3/5',
    '1',
    '05',
    '0305',
    'x',
    '2026-03-05T10:00',
    '18991231',
    '22000101',
    '3-5-26',
    '一月一日',
  ])('%j is refused', (typed) => {
    expect(parseDateText(typed, { today }).ok).toBe(false)
  })

  it('takes partial dates only where they are allowed', () => {
    expect(parseDateText('2026', { today, partial: true })).toEqual({ ok: true, value: '2026' })
    expect(parseDateText('2026年', { today, partial: true })).toEqual({ ok: true, value: '2026' })
    expect(parseDateText('2026-3', { today, partial: true })).toEqual({ ok: true, value: '2026-03' })
    expect(parseDateText('2026年3月', { today, partial: true })).toEqual({ ok: true, value: '2026-03' })
    expect(parseDateText('2026-13', { today, partial: true })).toEqual({ ok: false, issue: 'not_a_date' })
    expect(parseDateText('2026-3', { today })).toEqual({ ok: false, issue: 'date_incomplete' })
    expect(parseDateText('2026', { today })).toEqual({ ok: false, issue: 'date_incomplete' })
  })

  it('finds the day ahead only where the future is allowed', () => {
    expect(parseDateText('12-1', { today, future: true })).toEqual({ ok: true, value: '2026-12-01' })
    expect(parseDateText('12-1', { today })).toEqual({ ok: true, value: '2025-12-01' })
  })

  it('finds 29 February last year, when this year has none and last year had one', () => {
    expect(parseDateText('2-29', { today: '2025-03-01' })).toEqual({ ok: true, value: '2024-02-29' })
    expect(parseDateText('2-29', { today })).toEqual({ ok: false, issue: 'not_a_date' })
  })

  it('is nothing when nothing is typed', () => {
    expect(parseDateText(' \u3000', { today })).toEqual({ ok: true, value: null })
  })

  it('reads every date back from each of its long forms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (days) => {
        const value = addDays('1900-01-01', days)
        const [year = '', month = '', day = ''] = value.split('-')
        const forms = [value, year + month + day, `${year}/${Number(month)}/${Number(day)}`]
        for (const form of forms) expect(parseDateText(form, { today })).toEqual({ ok: true, value })
      }),
      { numRuns: 300 },
    )
  })

  it('gives a real date or a refusal, whatever is typed', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'0123456789-/.年月日t+'), maxLength: 10 })
    fc.assert(
      fc.property(typed, fc.boolean(), (text, partial) => {
        const read = parseDateText(text, { today, partial })
        if (read.ok && read.value !== null && !/^[+-]/.test(text))
          expect(isIsoDate(read.value, partial)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('ISO dates', () => {
  it.each([
    ['2026-03-05', false, true],
    ['2026-3-5', false, false],
    ['2026-02-29', true, false],
    ['2026-03', true, true],
    ['2026-13', true, false],
    ['2026-00', true, false],
    ['2026', true, true],
    ['2026-03', false, false],
    ['1899-01-01', false, false],
    [20260305, false, false],
  ])('%j (partial %s): %s', (value, partial, valid) => {
    expect(isIsoDate(value, partial)).toBe(valid)
  })

  it('counts days across months, leap days and summer time', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(daysBetween('2026-03-05', '2025-03-05')).toBe(-365)
  })
})
