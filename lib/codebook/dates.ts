/**
 * Dates as ISO text: "2026-03-05", or a prefix "2026-03", "2026" where a partial date is allowed. No Date object
 * and no time zone leave this file; "today" is always handed in.
 */
import type { Typed } from './typed'

const DAY = 86_400_000

/** True for a date that exists in the calendar (1900–2199), or its prefix when `partial`. */
export function isIsoDate(value: unknown, partial = false): value is string {
  if (typeof value !== 'string') return false
  const match = /^((?:19|20|21)\d\d)(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value)
  if (!match) return false
  const [, year, month, day] = match
  if (month === undefined) return partial
  if (day === undefined) return partial && Number(month) >= 1 && Number(month) <= 12
  return joinDate(Number(year), Number(month), Number(day)) === value
}

/** The date n days later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Whole days from one full date to another; positive when `to` is later. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY)
}

export interface DateTyping {
  /** Today's date where the patient is, "YYYY-MM-DD". */
  readonly today: string
  /** Accept "2026" and "2026-03". */
  readonly partial?: boolean | undefined
  /** A day without its year may lie ahead; otherwise it is the last such day. */
  readonly future?: boolean | undefined
}

/**
 * Reads a date as it is typed: 20260305, 260305, 2026-3-5 (also / . 年月日), 3-5, t or 今天, -1 and +1 (days from
 * today), and partial dates. Six digits are always YYMMDD; YY up to ten years ahead is 20YY, else 19YY.
 * Full-width characters are understood. Never guesses: day before month is refused.
 */
export function parseDateText(typed: string, { today, partial, future }: DateTyping): Typed<string> {
  const text = typed.trim().normalize('NFKC').replaceAll('。', '.').replaceAll('−', '-')
  if (text === '') return { ok: true, value: null }
  const word = { t: 0, T: 0, 今天: 0, 今日: 0, 昨天: -1, 昨日: -1 }[text]
  if (word !== undefined) return { ok: true, value: addDays(today, word) }
  const shift = /^[+-]\d{1,3}$/.test(text) ? Number(text) : null
  if (shift !== null) return { ok: true, value: addDays(today, shift) }
  return accept(readParts(text, today, future ?? false), partial ?? false)
}

function readParts(text: string, today: string, future: boolean): string | null {
  const packed = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(text)
  if (packed) {
    const [, year = '', month, day] = packed
    return joinDate(year.length === 2 ? fullYear(Number(year), today) : Number(year), month, day)
  }
  const full =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text) ?? /^(\d{4})(年)(\d{1,2})月(\d{1,2})日?$/.exec(text)
  if (full) return joinDate(Number(full[1]), full[3], full[4])
  const month = /^(\d{4})(?:[-/.](\d{1,2})|年(?:(\d{1,2})月)?)?$/.exec(text)
  if (month) {
    const number = month[2] ?? month[3]
    return number === undefined ? (month[1] ?? null) : `${month[1]}-${number.padStart(2, '0')}`
  }
  const day = /^(\d{1,2})(?:[-/.](\d{1,2})|月(\d{1,2})日?)$/.exec(text)
  return day ? lastSuchDay(day[1], day[2] ?? day[3], today, future) : null
}

/** This year's day, or the last year's when it would lie ahead; 29 February finds the last leap year in reach. */
function lastSuchDay(
  month: string | undefined,
  day: string | undefined,
  today: string,
  future: boolean,
): string | null {
  const year = Number(today.slice(0, 4))
  const thisYear = joinDate(year, month, day)
  if (future || (thisYear !== null && thisYear <= today)) return thisYear
  return joinDate(year - 1, month, day)
}

function fullYear(twoDigits: number, today: string): number {
  return twoDigits <= (Number(today.slice(0, 4)) % 100) + 10 ? 2000 + twoDigits : 1900 + twoDigits
}

/** The ISO date of calendar parts, or null when there is no such day. */
function joinDate(
  year: number,
  month: number | string | undefined,
  day: number | string | undefined,
): string | null {
  const time = Date.UTC(year, Number(month) - 1, Number(day))
  if (Number.isNaN(time)) return null
  const date = new Date(time)
  const exists = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return exists && date.getUTCFullYear() === year ? date.toISOString().slice(0, 10) : null
}

function accept(date: string | null, partial: boolean): Typed<string> {
  if (date === null || !isIsoDate(date, true)) return { ok: false, issue: 'not_a_date' }
  return date.length === 10 || partial ? { ok: true, value: date } : { ok: false, issue: 'date_incomplete' }
}
