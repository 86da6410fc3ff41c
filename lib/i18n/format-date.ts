/** Dates travel as ISO text ("2026-03-05") and are never turned into instants, so no time zone can move a day. */
import type { Locale } from './locale'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/

function readIso(iso: string): { year: string; month: number | null; day: number | null } {
  const match = ISO_DATE.exec(iso)
  if (!match?.[1]) throw new RangeError(`Not an ISO date: "${iso}"`)
  return {
    year: match[1],
    month: match[2] ? Number(match[2]) : null,
    day: match[3] ? Number(match[3]) : null,
  }
}

/** For tables: "2026-03-05"; a partial date stays partial ("2026-03"). */
export function formatDate(iso: string): string {
  const match = ISO_DATE.exec(iso)
  if (!match) throw new RangeError(`Not an ISO date: "${iso}"`)
  return match[0]
}

/** For lists near today: "3月5日" / "5 Mar"; with `today` given, another year is written out. */
export function formatDayMonth(iso: string, locale: Locale, today?: string): string {
  const { year, month, day } = readIso(iso)
  if (month === null || day === null) return formatDate(iso)
  const otherYear = today !== undefined && readIso(today).year !== year
  if (locale === 'en') return `${day} ${MONTHS[month - 1]}${otherYear ? ` ${year}` : ''}`
  return `${otherYear ? `${year}年` : ''}${month}月${day}日`
}

/** "术后 92 天" / "day 92"; before the operation "术前 3 天" / "day −3", on the day itself "手术当日" / "day 0". */
export function formatPostOpDay(day: number, locale: Locale): string {
  if (locale === 'en') return `day ${day < 0 ? '\u2212' : ''}${Math.abs(day)}`
  if (day === 0) return '手术当日'
  return `${day < 0 ? '术前' : '术后'} ${Math.abs(day)} 天`
}

/** Whole days from one ISO date to another; negative when `to` is earlier. */
export function countDays(from: string, to: string): number {
  return Math.round((readDay(to) - readDay(from)) / 86_400_000)
}

function readDay(iso: string): number {
  const { year, month, day } = readIso(iso)
  if (month === null || day === null) throw new RangeError(`A whole date is needed: "${iso}"`)
  return Date.UTC(Number(year), month - 1, day)
}

/** Clock time of an instant in the site's zone: "10:32". */
export function formatTime(instant: Date | string, timeZone: string): string {
  return readParts(instant, timeZone).slice(11)
}

/** Date and clock time of an instant in the site's zone: "2026-03-05 10:32". */
export function formatInstant(instant: Date | string, timeZone: string): string {
  return readParts(instant, timeZone)
}

function readParts(instant: Date | string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
}
