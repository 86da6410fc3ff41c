/** Calendars as text (RFC 5545), of whole days alone: no time of day, so no time zone either. */

export interface CalendarDay {
  /** Stays the same while the event lives; a calendar tells events apart by it. */
  readonly uid: string
  readonly summary: string
  /** ISO dates, both days inside. */
  readonly firstDay: string
  readonly lastDay: string
}

export interface Calendar {
  readonly name: string
  /** ISO date: of when the calendar was made, to the day, so that the same day gives the same text. */
  readonly madeOn: string
  readonly events: readonly CalendarDay[]
}

const PRODUCT = '-//Suivi//Follow-up windows//EN'

/** The whole text, UTF-8, lines ended by CRLF and folded at 75 octets. Throws on a window that ends before it begins. */
export function writeCalendar({ name, madeOn, events }: Calendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:${PRODUCT}`,
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    ...events.flatMap((event) => writeEvent(event, madeOn)),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${foldLine(line)}\r\n`).join('')
}

function writeEvent({ uid, summary, firstDay, lastDay }: CalendarDay, madeOn: string): string[] {
  if (lastDay < firstDay) throw new RangeError('a window that ends before it begins')
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${plain(madeOn)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(firstDay)}`,
    // The end is the first day that is not part of it.
    `DTEND;VALUE=DATE:${plain(nextDay(lastDay))}`,
    `SUMMARY:${escapeText(summary)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

function plain(date: string): string {
  return date.replaceAll('-', '')
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

/** TEXT of RFC 5545, 3.3.11; what cannot stand in it is dropped. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')

    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, '')
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n')
}

const LONGEST = 75

/** Folds at 75 octets, never inside a character; each further line begins with a blank, which counts (3.1). */
export function foldLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let length = 0
  for (const character of line) {
    const octets = Buffer.byteLength(character)
    if (length + octets > LONGEST) {
      parts.push(part)
      part = ''
      // The blank of the line that begins.
      length = 1
    }
    part += character
    length += octets
  }
  return [...parts, part].join('\r\n ')
}
