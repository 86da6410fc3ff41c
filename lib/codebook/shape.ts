import type { FieldIssue } from '@/lib/problem'
import { isIsoDate } from './dates'
import { MISSING_REASONS, isMissing } from './item'
import type { Code, Item, Range } from './item'

/**
 * What is wrong with one value, without zod, so that a form can ask at every key: kind, decimals, hard range, code,
 * length, real date, known reason. The schema of schema.ts accepts exactly what passes here (tested as a property).
 * @returns the first fault (code = key of messages `issues`), or null
 */
export function checkShape(item: Item, value: unknown): FieldIssue | null {
  if (item.kind === 'calculated') return issue(item, 'calculated')
  if (isMissing(value)) {
    const known = Object.keys(value).length === 1 && MISSING_REASONS.includes(value.missing)
    return known ? null : issue(item, 'unknown_reason')
  }
  switch (item.kind) {
    case 'number':
      if (!isNumber(value)) return issue(item, 'not_a_number')
      if (!fitsDecimals(value, item.decimals)) {
        return issue(item, 'too_many_decimals', { decimals: item.decimals })
      }
      return checkRange(item.name, value, item.hard, 'hard')
    case 'integer':
      if (!isNumber(value)) return issue(item, 'not_a_number')
      if (!Number.isSafeInteger(value)) return issue(item, 'not_an_integer')
      return checkRange(item.name, value, item.hard, 'hard')
    case 'choice':
      return isCode(item.codes, value) ? null : issue(item, 'unknown_code')
    case 'multi':
      if (!Array.isArray(value) || value.length === 0) return issue(item, 'not_a_list')
      if (!value.every((code) => isCode(item.codes, code))) return issue(item, 'unknown_code')
      return new Set(value).size === value.length ? null : issue(item, 'repeated_code')
    case 'text':
      if (typeof value !== 'string' || value === '') return issue(item, 'not_a_text')
      if (value.length > item.maxLength) return issue(item, 'text_too_long', { max: item.maxLength })
      return TEXT.test(value) ? null : issue(item, 'control_character')
    case 'date':
      return isIsoDate(value, item.partial) ? null : issue(item, 'not_a_date')
  }
}

/** No control characters but tab and line feed, and nothing PostgreSQL cannot hold (NUL, lone surrogates). */
export const TEXT = /^[\t\n\u0020-\u007e\u00a0-\u{10ffff}]*$/u

/** True when the number has no more decimals than that (in its shortest decimal form). */
export function fitsDecimals(value: number, decimals: number): boolean {
  return Number.isFinite(value) && Number(value.toFixed(decimals)) === value
}

/** Below or above a closed range: `below_hard`, `above_soft` …, with the limit; null inside. */
export function checkRange(
  field: string,
  value: number,
  range: Range | undefined,
  name: 'hard' | 'soft',
): FieldIssue | null {
  if (range?.min !== undefined && value < range.min) {
    return { field, code: `below_${name}`, params: { min: range.min } }
  }
  if (range?.max !== undefined && value > range.max) {
    return { field, code: `above_${name}`, params: { max: range.max } }
  }
  return null
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function isCode(codes: readonly Code[], value: unknown): boolean {
  return codes.some(({ code }) => code === value)
}

function issue(item: Item, code: string, params?: FieldIssue['params']): FieldIssue {
  return { field: item.name, code, ...(params ? { params } : {}) }
}
