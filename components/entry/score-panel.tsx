'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { CalculatedItem, Scores } from '@/lib/codebook/item'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf, type Locale } from '@/lib/i18n/locale'

interface ScorePanelProps {
  items: readonly CalculatedItem[]
  scores: Scores
  previous: Scores | null
  previousVisit: string
}

/** The scores as they stand at this key; formula and source on demand. */
export function ScorePanel({ items, scores, previous, previousVisit }: ScorePanelProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('entry')
  const reasons = useTranslations('scores')
  return (
    <section aria-label={t('scores')} className="grid gap-3 rounded bg-well p-3">
      <h2 className="text-xs font-medium text-dim">{t('scores')}</h2>
      {items.map((item) => {
        const score = scores[item.name]
        const value = score?.value ?? null
        const before = previous?.[item.name]?.value ?? null
        const whole = item.unit ? '' : item.range?.max === undefined ? '' : ` / ${item.range.max}`
        return (
          <div key={item.name} className="grid gap-0.5">
            <div className="flex items-baseline justify-between gap-2">
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
            </div>
            {before !== null && (
              <p className="text-right text-xs text-dim">
                {t('previous', { value: formatNumber(before, item.decimals), visit: previousVisit })}
              </p>
            )}
            <details className="text-xs text-dim">
              <summary>{t('formula')}</summary>
              <p>{textOf(item.formula.text, locale)}</p>
              <p>
                {item.formula.source} ({item.formula.id} v{item.formula.version})
              </p>
            </details>
          </div>
        )
      })}
    </section>
  )
}
