import { isMissing, type Instrument, type ItemValue } from '@/lib/codebook/item'
import { formatDate } from '@/lib/i18n/format-date'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'

/** The reader's language: locale, and a translator that takes whole keys ("course.operated"). */
export interface Language {
  readonly locale: Locale
  readonly say: (key: string, params?: Record<string, string | number>) => string
}

/** A stored value in words: label of a code, number with unit, date, reason. */
export function sayValue(instrument: Instrument, name: string, value: ItemValue, language: Language): string {
  const item = instrument.items.find((one) => one.name === name)
  if (isMissing(value)) return language.say(`missing.${value.missing}`)
  if (!item) return String(value)
  if (item.kind === 'choice' || item.kind === 'multi') {
    const codes = Array.isArray(value) ? value : [value]
    const labels = codes.map((code) => item.codes.find((one) => one.code === code))
    return labels
      .map((code) => (code ? textOf(code.label, language.locale) : ''))
      .join(language.say('timeline.summary.comma'))
  }
  if (typeof value === 'string') return item.kind === 'date' ? formatDate(value) : value
  const decimals = item.kind === 'number' || item.kind === 'calculated' ? item.decimals : 0
  return typeof value === 'number'
    ? `${formatNumber(value, decimals)}${item.unit ? `\u2009${item.unit}` : ''}`
    : ''
}
