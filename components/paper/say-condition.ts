import type { Instrument, Item } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'

/**
 * A show-if in words, for people with a pen: names become labels and codes become answers. What is more than
 * comparisons joined by "and" and "or" keeps its signs.
 */
export function sayCondition(instrument: Instrument, { showIf }: Item, locale: Locale): string | null {
  if (showIf === undefined) return null
  const find = (name: string) => instrument.items.find((one) => one.name === name)
  const [and, or] = locale === 'en' ? [' and ', ' or '] : ['，且', '，或']
  return showIf
    .replace(
      /(\w+)\s*(=|<>|>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)/g,
      (whole, name: string, sign: string, text: string) => {
        const item = find(name)
        if (!item) return whole
        const code = 'codes' in item ? item.codes.find((one) => one.code === Number(text)) : undefined
        const shown = code ? textOf(code.label, locale) : text.replace('-', '−')
        return `${quote(textOf(item.label, locale), locale)} ${SIGNS[sign] ?? sign} ${code ? quote(shown, locale) : shown}`
      },
    )
    .replace(/answered\((\w+)\)/g, (whole, name: string) => {
      const item = find(name)
      if (!item) return whole
      const label = quote(textOf(item.label, locale), locale)
      return locale === 'en' ? `${label} answered` : `已答${label}`
    })
    .replace(/\bnot\s+/g, locale === 'en' ? 'not ' : '非 ')
    .replace(/\s+and\s+/g, and)
    .replace(/\s+or\s+/g, or)
}

const SIGNS: Readonly<Record<string, string>> = { '<>': '≠', '>=': '≥', '<=': '≤' }

function quote(text: string, locale: Locale): string {
  return locale === 'en' ? `“${text}”` : `“${text}”`
}
