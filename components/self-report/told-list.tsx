'use client'

import { useLocale, useTranslations } from 'next-intl'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { showValue } from '@/components/entry/show-value'
import type { Question } from './view'

/** Every question with its answer, to look over before it is sent and after. */
export function ToldList({
  questions,
  onChange,
}: {
  questions: readonly Question[]
  onChange?: (index: number) => void
}) {
  const locale = useLocale() as Locale
  const t = useTranslations('selfReport')
  const missing = (reason: string) => (reason === 'refused' ? t('refused') : t('unknown'))
  return (
    <dl className="grid gap-2">
      {questions.map(({ form, item, value }, index) => (
        <div key={`${form.id}.${item.name}`} className="flex items-center gap-3 border-b border-line pb-2">
          <div className="min-w-0 flex-1">
            <dt className="text-dim">{textOf(item.label, locale)}</dt>
            <dd className="text-lg wrap-anywhere">
              {value === undefined ? t('noAnswer') : showValue(item, value, locale, missing)}
              {typeof value === 'number' && item.unit && <span className="text-dim"> {item.unit}</span>}
            </dd>
          </div>
          {onChange && (
            <button
              type="button"
              aria-label={t('changeOf', { question: textOf(item.label, locale) })}
              onClick={() => onChange(index)}
              className="min-h-12 shrink-0 rounded px-3 text-accent underline"
            >
              {t('change')}
            </button>
          )}
        </div>
      ))}
    </dl>
  )
}
