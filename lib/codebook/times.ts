import type { Typed } from './typed'

/**
 * Reads a time of day as it is typed: 9:05, 09：05, 905, 0905, 9点5分. Full-width characters are understood.
 * @returns "HH:MM", null for nothing, or issue `not_a_time`
 */
export function parseTimeText(typed: string): Typed<string> {
  const text = typed.normalize('NFKC').replace(/[。.]/g, ':').trim()
  if (text === '') return { ok: true, value: null }
  const match =
    /^(\d{1,2}):(\d{2})$/.exec(text) ??
    /^(\d{1,2})(\d{2})$/.exec(text) ??
    /^(\d{1,2})[点时](?:(\d{1,2})分?)?$/.exec(text)
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)]
  if (!match || hour > 23 || minute > 59) return { ok: false, issue: 'not_a_time' }
  return { ok: true, value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
}
