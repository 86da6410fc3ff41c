/**
 * Text inside the XML of a workbook. XML 1.0 has no room for most control characters and for halves of a surrogate
 * pair: ECMA-376 writes them `_xHHHH_`, and what already looks so gets its underscore written the same way. A carriage
 * return is among them because every XML reader turns it into a line feed.
 */
const UNWRITABLE =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9A-Fa-f]{4}_)/g

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** A text as the content of an element or of an attribute in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replace(UNWRITABLE, (unit) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
}

/** A1, Z1, AA1 … of a column counted from 0. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

const DAY = 86_400_000
/** Day 0 of the calendar that a workbook counts in. Its 29 February 1900 never was; before it days are text. */
const EPOCH = Date.UTC(1899, 11, 30)
const FIRST = '1900-03-01'

/** The number a workbook knows a full ISO date by; null for a partial date or an earlier one. */
export function toSerial(date: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || date < FIRST) return null
  const time = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(time) ? null : (time - EPOCH) / DAY
}
