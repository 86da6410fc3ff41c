/** What a registered control hands to its schema: typed text read, nothing as the schema wants it. */

/** Half-width, without blanks around it. */
export function asText(raw: unknown): string {
  return typeof raw === 'string' ? raw.normalize('NFKC').trim() : ''
}

/** "18", "18:00" or "18点" as 18; what is no hour stays as typed, for the schema to refuse. */
export function asHour(raw: unknown): number | string | null {
  if (typeof raw === 'number' || raw === null) return raw
  const text = asText(raw)
  if (text === '') return null
  const hour = /^(\d{1,2})(?:[:点时].*)?$/.exec(text)?.[1]
  return hour === undefined ? text : Number(hour)
}
