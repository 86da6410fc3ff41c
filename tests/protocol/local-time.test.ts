import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/codebook/dates'
import { instantOf, localDate, startOfDay } from '@/lib/protocol/local-time'
import { anyDate, anyZone } from './arbitrary'

describe('instants of local times', () => {
  it('reads a plain local time', () => {
    expect(instantOf('2026-03-05', '16:30', 'Asia/Shanghai').toISOString()).toBe('2026-03-05T08:30:00.000Z')
    expect(instantOf('2026-03-05', '16:30:00', 'Asia/Kolkata').toISOString()).toBe('2026-03-05T11:00:00.000Z')
  })

  it('carries a skipped time past the gap and takes the later of a time told twice', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin').toISOString()).toBe('2026-10-25T01:30:00.000Z')
  })

  it('starts the day at its first instant, whatever midnight does', () => {
    expect(startOfDay('2026-03-05', 'Asia/Shanghai').toISOString()).toBe('2026-03-04T16:00:00.000Z')
    // Midnight is skipped in Beirut, told twice in Havana, and Apia had no 30 December 2011.
    expect(startOfDay('2026-03-29', 'Asia/Beirut').toISOString()).toBe('2026-03-28T22:00:00.000Z')
    expect(startOfDay('2026-11-01', 'America/Havana').toISOString()).toBe('2026-11-01T04:00:00.000Z')
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toEqual(startOfDay('2011-12-31', 'Pacific/Apia'))
  })

  it('knows 29 February', () => {
    expect(startOfDay('2028-02-29', 'UTC').toISOString()).toBe('2028-02-29T00:00:00.000Z')
    expect(localDate(new Date('2028-02-28T16:00:00Z'), 'Asia/Shanghai')).toBe('2028-02-29')
  })

  it('begins each day where the one before it ends', () => {
    fc.assert(
      fc.property(anyDate, anyZone, (date, zone) => {
        const start = startOfDay(date, zone)
        const next = startOfDay(addDays(date, 1), zone)
        expect(start.getTime()).toBeLessThan(next.getTime())
        expect(localDate(start, zone)).toBe(date)
        expect(localDate(new Date(start.getTime() - 1), zone)).toBe(addDays(date, -1))
        expect(localDate(new Date(next.getTime() - 1), zone)).toBe(date)
      }),
    )
  })

  it('comes back to the date it started from', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 1439 }), anyZone, (date, minute, zone) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        expect(localDate(instantOf(date, time, zone), zone)).toBe(date)
      }),
    )
  })
})
