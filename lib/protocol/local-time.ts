/** Local dates of a site and instants: plain ISO strings on one side, Date on the other, Intl between them. */
const DAY = 86_400_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}

/** The wall clock of the zone at an instant, written as if it were UTC. */
function wallClock(instant: number, zone: string): number {
  const part: Record<string, number> = {}
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Milliseconds the zone's wall clock is ahead of UTC. */
function offsetAt(instant: number, zone: string): number {
  return wallClock(instant, zone) - Math.floor(instant / 1000) * 1000
}

/** The instants a wall-clock reading can mean: one; two when clocks go back; none, with both bounds, when it is skipped. */
function readings(wall: number, zone: string): { valid: number[]; before: number; after: number } {
  const before = wall - offsetAt(wall - DAY, zone)
  const after = wall - offsetAt(wall + DAY, zone)
  const valid = [...new Set([before, after])].filter((t) => wallClock(t, zone) === wall)
  return { valid: valid.sort((a, b) => a - b), before, after }
}

/**
 * The instant of a local date and time ("HH:MM" or "HH:MM:SS"). A time told twice means the later one and a
 * skipped time is carried past the gap: PostgreSQL's `AT TIME ZONE` decides the same, so lists and pages agree.
 */
export function instantOf(date: string, time: string, zone: string): Date {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  const wall = utcOf(date) + ((hour * 60 + minute) * 60 + second) * 1000
  const { valid, before } = readings(wall, zone)
  return new Date(valid.at(-1) ?? before)
}

/** The first instant of a local day; of the next one where the calendar skipped the day. */
export function startOfDay(date: string, zone: string): Date {
  const { valid, before, after } = readings(utcOf(date), zone)
  if (valid[0] !== undefined) return new Date(valid[0])
  let outside = after - 1
  let inside = before
  while (inside - outside > 1) {
    const middle = Math.floor((inside + outside) / 2)
    if (localDate(new Date(middle), zone) >= date) inside = middle
    else outside = middle
  }
  return new Date(inside)
}

/** The local date of an instant. */
export function localDate(instant: Date, zone: string): string {
  return isoOf(wallClock(instant.getTime(), zone))
}

function utcOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function isoOf(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10)
}
