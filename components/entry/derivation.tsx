'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CalculatedItem, Instrument, Values } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { saySource } from '@/lib/instruments/say-source'
import { listInputs } from '@/lib/instruments/score-inputs'
import { showValue } from './show-value'

export interface DerivationProps {
  /** Formula, inputs with their values, and source, a line each. */
  readonly lines: readonly string[]
}

/** How a derived value was made: the formula in words, what went into it, and where the formula comes from. */
export function useDerivation(): (
  instrument: Instrument,
  item: CalculatedItem,
  values: Values,
) => DerivationProps {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const missing = useTranslations('missing')
  return (instrument, item, values) => {
    const inputs = listInputs(instrument, item).flatMap((input) => {
      const value = values[input.name]
      if (value === undefined && !input.required) return []
      const shown = value === undefined ? '–' : showValue(input, value, locale, missing)
      const unit = value !== undefined && input.unit ? `\u2009${input.unit}` : ''
      return [`${textOf(input.label, locale)} ${shown}${unit}`]
    })
    const { id, version, text, source } = item.formula
    return {
      lines: [
        t('formulaIs', { formula: textOf(text, locale) }),
        t('inputs', { inputs: inputs.length === 0 ? '–' : inputs.join(locale === 'en' ? '; ' : '；') }),
        t('sourceIs', { source: textOf(saySource(source), locale), id, version }),
      ],
    }
  }
}

export function Derivation({ lines }: DerivationProps) {
  return (
    <span className="grid gap-1">
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  )
}
