'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CalculatedItem, Instrument, Values } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { findBand } from '@/lib/instruments/bands'
import { sayFormulaSource } from '@/lib/instruments/say-source'
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
  value: number | null,
) => DerivationProps {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const missing = useTranslations('missing')
  return (instrument, item, values, value) => {
    const band = value === null ? null : findBand(item.name, value)
    const inputs = listInputs(instrument, item).flatMap((input) => {
      const entered = values[input.name]
      if (entered === undefined && !input.required) return []
      const shown = entered === undefined ? '–' : showValue(input, entered, locale, missing)
      const unit = entered !== undefined && input.unit ? `\u2009${input.unit}` : ''
      return [`${textOf(input.label, locale)} ${shown}${unit}`]
    })
    const { id, version, text } = item.formula
    return {
      lines: [
        ...(band ? [t('band', { band: textOf(band, locale) })] : []),
        t('formulaIs', { formula: textOf(text, locale) }),
        t('inputs', { inputs: inputs.length === 0 ? '–' : inputs.join(locale === 'en' ? '; ' : '；') }),
        t('sourceIs', { source: textOf(sayFormulaSource(item.formula), locale), id, version }),
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
