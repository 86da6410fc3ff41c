import fc from 'fast-check'
import { addDays } from '@/lib/codebook/dates'

/** Whole hours, half hours, quarters; clocks that change at midnight, in the south, by half an hour; far east and west. */
export const anyZone = fc.constantFrom(
  'Asia/Shanghai',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Casablanca',
)

/** 2015 to 2035, leap days and changes of the clock included more often than chance would. */
export const anyDate = fc.oneof(
  fc.integer({ min: 0, max: 7300 }).map((n) => addDays('2015-01-01', n)),
  fc.constantFrom(
    '2016-02-29',
    '2024-02-29',
    '2028-02-28',
    '2026-03-29',
    '2026-10-25',
    '2026-03-08',
    '2026-11-01',
  ),
)

export const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
