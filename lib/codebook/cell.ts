/** Values as the cells of a file: what an import reads and an export writes. Stricter than typing: no shorthand. */
import { MISSING_CODES, MISSING_REASONS, isMissing } from './item'
import type { Item, ItemValue } from './item'
import { checkShape } from './shape'
import type { Typed } from './typed'

/** Between the keys of a multi-choice. */
const LIST_MARK = ';'

/** The code of a choice by its key, else by its number: "lumbar" or "1"; undefined when it is neither. */
export function findCode(item: Item, text: string): number | undefined {
  if (item.kind !== 'choice' && item.kind !== 'multi') return undefined
  const byKey = item.codes.find(({ key }) => key === text)
  return (byKey ?? item.codes.find(({ code }) => String(code) === text))?.code
}

/**
 * Reads a cell: plain number, key or code, ISO date, text, or the export code of a missing reason (−9991 …).
 * An empty cell is null, "not entered". The result is checked against the item.
 */
export function parseCell(item: Item, text: string): Typed<ItemValue> {
  if (text === '') return { ok: true, value: null }
  const reason = MISSING_REASONS.find((name) => String(MISSING_CODES[name]) === text)
  const value = reason ? { missing: reason } : readCell(item, text)
  if (value === undefined) return { ok: false, issue: isListed(item) ? 'unknown_code' : 'not_a_number' }
  const issue = checkShape(item, value)
  return issue ? { ok: false, issue: issue.code, params: issue.params } : { ok: true, value }
}

/** Writes a value so that parseCell reads it back: keys for choices, export codes for missing reasons. */
export function formatCell(item: Item, value: ItemValue | undefined): string {
  if (value === undefined) return ''
  if (isMissing(value)) return String(MISSING_CODES[value.missing])
  if (!isListed(item)) return String(value)
  const codes = Array.isArray(value) ? value : [value]
  return codes.map((code) => item.codes.find((one) => one.code === code)?.key ?? String(code)).join(LIST_MARK)
}

function readCell(item: Item, text: string): ItemValue | undefined {
  switch (item.kind) {
    case 'number':
    case 'integer':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) + 0 : undefined
    case 'choice':
      return findCode(item, text)
    case 'multi': {
      const codes = text.split(LIST_MARK).map((part) => findCode(item, part))
      return codes.every((code) => code !== undefined) ? codes : undefined
    }
    default:
      return text
  }
}

function isListed(item: Item): item is Item & { kind: 'choice' | 'multi' } {
  return item.kind === 'choice' || item.kind === 'multi'
}
