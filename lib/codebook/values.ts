/** What people type, turned into values. What does not parse is refused with its reason, never stripped or guessed. */
import { parseDateText } from './dates'
import type { Item, ItemValue } from './item'
import { checkShape } from './shape'
import type { Typed } from './typed'

/** Digits, signs and points in ASCII and full width, the Chinese full stop, the real minus, blanks; nothing else. */
const NUMBER_CHARACTERS = /^[0-9０-９+＋\-－−.．。 \u3000\u00a0]*$/

/**
 * Reads a number as a nurse types it: "１２．５", "12。5" and "−3" are understood. Refused: 12,5 · 1e3 · 1 2 · 12. · ½ · 10².
 * @returns the number, null for nothing, or issue `not_a_number`
 */
export function parseNumberText(typed: string): Typed<number> {
  const refused = { ok: false, issue: 'not_a_number' } as const
  if (!NUMBER_CHARACTERS.test(typed)) return refused
  const text = typed.normalize('NFKC').replaceAll('。', '.').replaceAll('−', '-').trim()
  if (text === '') return { ok: true, value: null }
  if (text.length > 17 || !/^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(text)) return refused
  return { ok: true, value: Number(text) + 0 }
}

/** Reads a text: outer blanks off, Unicode composed, Windows line ends made plain. */
export function parseText(typed: string): string | null {
  const text = typed.normalize('NFC').replaceAll('\r\n', '\n').trim()
  return text === '' ? null : text
}

/** Reads the digits of a choice's code, or the codes of a multi-choice parted by commas or blanks. */
function parseCodes(typed: string): Typed<number[]> {
  const text = typed.normalize('NFKC').replaceAll('、', ',').trim()
  if (text === '') return { ok: true, value: null }
  const parts = text.split(/[\s,]+/)
  if (!parts.every((part) => /^\d{1,6}$/.test(part))) return { ok: false, issue: 'unknown_code' }
  return { ok: true, value: parts.map(Number) }
}

/**
 * Reads what was typed into the field of an item and checks it against the item (hard range, decimals, codes …).
 * @param context today's date, for dates typed short
 */
export function parseTyped(item: Item, typed: string, context: { readonly today: string }): Typed<ItemValue> {
  const read = readTyped(item, typed, context)
  if (!read.ok || read.value === null) return read
  const issue = checkShape(item, read.value)
  return issue ? { ok: false, issue: issue.code, params: issue.params } : read
}

function readTyped(item: Item, typed: string, context: { readonly today: string }): Typed<ItemValue> {
  switch (item.kind) {
    case 'number':
    case 'integer':
      return parseNumberText(typed)
    case 'choice': {
      const codes = parseCodes(typed)
      if (!codes.ok || codes.value === null) return codes
      const [code] = codes.value
      return codes.value.length === 1 && code !== undefined
        ? { ok: true, value: code }
        : { ok: false, issue: 'unknown_code' }
    }
    case 'multi':
      return parseCodes(typed)
    case 'date':
      return parseDateText(typed, { today: context.today, partial: item.partial })
    case 'text':
      return { ok: true, value: parseText(typed) }
    case 'calculated':
      return { ok: false, issue: 'calculated' }
  }
}
