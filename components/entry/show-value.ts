import { isMissing, type Item, type ItemValue } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'

/** A value in words: the label of a code, the number as printed, the reason it is missing. */
export function showValue(
  item: Item,
  value: ItemValue,
  locale: Locale,
  missingText: (reason: string) => string,
): string {
  if (isMissing(value)) return missingText(value.missing)
  if (item.kind === 'choice' || item.kind === 'multi') {
    const codes = typeof value === 'number' ? [value] : Array.isArray(value) ? value : []
    const labels = codes.map((code: number) => {
      const found = item.codes.find((one) => one.code === code)
      return found ? textOf(found.label, locale) : String(code)
    })
    return labels.join(locale === 'en' ? ', ' : '、')
  }
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/** The range a value may lie in, as printed beside the box. */
export function showRange(item: Item): string | null {
  if (item.kind !== 'number' && item.kind !== 'integer') return null
  const { min, max } = item.hard ?? {}
  if (min === undefined && max === undefined) return null
  if (min !== undefined && max !== undefined) return `${formatNumber(min)}–${formatNumber(max)}`
  return max === undefined ? `≥ ${formatNumber(min)}` : `≤ ${formatNumber(max)}`
}
