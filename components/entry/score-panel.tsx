'use client'

import { useId } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { CalculatedItem, Instrument, Scores, Values } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { isUnverifiedFormula } from '@/lib/instruments/say-source'
import { Tooltip } from '@/components/ui/tooltip'
import { Derivation, useDerivation } from './derivation'

interface ScorePanelProps {
  instrument: Instrument
  items: readonly CalculatedItem[]
  /** What the scores are made from. */
  values: Values
  scores: Scores
  previous: Scores | null
  previousVisit: string
}

/** The scores as they stand at this key; each says on hover and on focus how it was made and from what. */
export function ScorePanel({ instrument, items, values, scores, previous, previousVisit }: ScorePanelProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const reasons = useTranslations('scores')
  const derive = useDerivation()
  const id = useId()
  return (
    <section aria-label={t('scores')} className="grid gap-3 rounded bg-well p-3">
      <h2 className="text-xs font-medium text-dim">{t('scores')}</h2>
      {items.map((item) => {
        const score = scores[item.name]
        const value = score?.value ?? null
        const before = previous?.[item.name]?.value ?? null
        const whole = item.unit ? '' : item.range?.max === undefined ? '' : ` / ${item.range.max}`
        const derivation = derive(instrument, item, values, value)
        return (
          <div key={item.name} className="grid gap-0.5">
            <Tooltip text={<Derivation {...derivation} />}>
              <button
                type="button"
                aria-describedby={`${id}-${item.name}`}
                className="flex w-full cursor-help items-baseline justify-between gap-2 rounded text-left"
              >
                <span>{textOf(item.label, locale)}</span>
                <output className="text-right">
                  {value === null ? (
                    <span className="text-xs text-dim">
                      {score?.reason && reasons.has(score.reason) ? reasons(score.reason) : '–'}
                    </span>
                  ) : (
                    <>
                      <strong className="text-lg font-semibold">{formatNumber(value, item.decimals)}</strong>
                      <span className="text-xs text-dim">
                        {whole}
                        {item.unit ? `\u2009${item.unit}` : ''}
                      </span>
                    </>
                  )}
                </output>
              </button>
            </Tooltip>
            <span id={`${id}-${item.name}`} hidden>
              {derivation.lines.join(' ')}
            </span>
            {before !== null && (
              <p className="text-right text-xs text-dim">
                {t('previous', { value: formatNumber(before, item.decimals), visit: previousVisit })}
              </p>
            )}
            {isUnverifiedFormula(item.formula) && (
              <p className="justify-self-end rounded border border-edge px-1 text-xs text-dim">
                {t('unverified')}
              </p>
            )}
            <details className="hidden text-xs text-dim pointer-coarse:block">
              <summary>{t('formula')}</summary>
              <Derivation {...derivation} />
            </details>
          </div>
        )
      })}
    </section>
  )
}
