/** Short forms of the items that most instruments are made of. */
import type { Bilingual, ChoiceItem, Code, DateItem, MultiChoiceItem, TextItem } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'

export type Words = readonly [zh: string, en: string]
type More<T> = Partial<Omit<T, 'kind' | 'name' | 'label'>>

export function bilingual([zh, en]: Words): Bilingual {
  return { zh, en }
}

/** Codes from rows of code, key, Chinese, English and, where an answer needs it, its meaning in both. */
export function buildCodes(
  rows: readonly (readonly [code: number, key: string, zh: string, en: string, help?: Words])[],
): Code[] {
  return rows.map(([code, key, zh, en, help]) => ({
    code,
    key,
    label: { zh, en },
    ...(help ? { help: bilingual(help) } : {}),
  }))
}

/** Codes whose key and label are the number itself, from one to another. */
export function buildGrades(from: number, to: number): Code[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const text = String(from + index)
    return { code: from + index, key: text, label: { zh: text, en: text } }
  })
}

export function buildYesNo(name: string, label: Words, more: More<ChoiceItem> = {}): ChoiceItem {
  return { name, kind: 'choice', label: bilingual(label), measure: 'nominal', codes: YES_NO, ...more }
}

export function buildChoice(
  name: string,
  label: Words,
  codes: readonly Code[],
  more: More<ChoiceItem> = {},
): ChoiceItem {
  return { name, kind: 'choice', label: bilingual(label), measure: 'nominal', codes, ...more }
}

/** Several answers at once; "none of them" has to be one of the codes, since an empty list is not an answer. */
export function buildMulti(
  name: string,
  label: Words,
  codes: readonly Code[],
  more: More<MultiChoiceItem> = {},
): MultiChoiceItem {
  return { name, kind: 'multi', label: bilingual(label), measure: 'nominal', codes, ...more }
}

export function buildDate(name: string, label: Words, more: More<DateItem> = {}): DateItem {
  return { name, kind: 'date', label: bilingual(label), measure: 'scale', ...more }
}

/** Free text is identifying: it never leaves de-identified. */
export function buildText(name: string, label: Words, more: More<TextItem> = {}): TextItem {
  return {
    name,
    kind: 'text',
    label: bilingual(label),
    measure: 'nominal',
    identifying: true,
    maxLength: 500,
    ...more,
  }
}
