import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, foldLine, writeCalendar } from '@/lib/exchange/ical-write'

const event = { uid: 'a@suivi', summary: 'LV-031 术后3月', firstDay: '2026-02-28', lastDay: '2026-02-28' }

/** As a calendar reads it: unfold, then split. */
function read(text: string): [string, string][] {
  expect(text.endsWith('\r\n')).toBe(true)
  return text
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)])
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
}

describe('a calendar', () => {
  it('is whole days, whose end is the day after', () => {
    const text = writeCalendar({ name: 'a', madeOn: '2026-02-01', events: [event] })
    expect(read(text)).toEqual([
      ['BEGIN', 'VCALENDAR'],
      ['VERSION', '2.0'],
      ['PRODID', '-//Suivi//Follow-up windows//EN'],
      ['CALSCALE', 'GREGORIAN'],
      ['METHOD', 'PUBLISH'],
      ['X-WR-CALNAME', 'a'],
      ['REFRESH-INTERVAL;VALUE=DURATION', 'PT6H'],
      ['BEGIN', 'VEVENT'],
      ['UID', 'a@suivi'],
      ['DTSTAMP', '20260201T000000Z'],
      ['DTSTART;VALUE=DATE', '20260228'],
      ['DTEND;VALUE=DATE', '20260301'],
      ['SUMMARY', 'LV-031 术后3月'],
      ['TRANSP', 'TRANSPARENT'],
      ['END', 'VEVENT'],
      ['END', 'VCALENDAR'],
    ])
  })

  it('refuses a window that ends before it begins', () => {
    const backwards = { ...event, lastDay: '2026-02-27' }
    expect(() => writeCalendar({ name: 'a', madeOn: '2026-02-01', events: [backwards] })).toThrow(RangeError)
  })

  it('folds within 75 octets, between characters, and unfolds to what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (line) => {
        const one = line.replace(/[\r\n]/g, '')
        const folded = foldLine(one)
        for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
        expect(folded.replaceAll('\r\n ', '')).toBe(one)
      }),
      { numRuns: 300 },
    )
  })

  it('escapes what would end a value, and nothing is lost but control characters', () => {
    expect(escapeText('a;b,c\\d\ne\r\nf\0')).toBe('a\\;b\\,c\\\\d\\ne\\nf')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const clean = text.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
        expect(escapeText(text)).not.toMatch(/[\r\n]/)
        expect(unescape(escapeText(text))).toBe(clean)
      }),
      { numRuns: 300 },
    )
  })

  it('lets nothing of a name begin a line of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (name) => {
        const text = writeCalendar({ name, madeOn: '2026-02-01', events: [{ ...event, summary: name }] })
        expect(read(text).filter(([key]) => key === 'BEGIN')).toHaveLength(2)
        expect(read(text)).toHaveLength(16)
      }),
      { numRuns: 200 },
    )
  })
})
