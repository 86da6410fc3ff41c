'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Item, ItemValue } from '@/lib/codebook/item'
import { formatInstant } from '@/lib/i18n/format-date'
import type { Locale } from '@/lib/i18n/locale'
import { Badge } from '@/components/ui/badge'
import { CHECKS, sayFinding } from './findings'
import { showValue } from './show-value'
import type { QueryMessageView, QueryView } from './view'

const TONES = { open: 'late', answered: 'open', closed: 'done' } as const

interface QueryThreadProps {
  query: QueryView
  item: Item
  timeZone: string
}

/** What was said, in order, each with the value as it stood then; where it changed in between, both. */
export function QueryThread({ query, item, timeZone }: QueryThreadProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('queries')
  const missing = useTranslations('missing')
  const isCheck = query.finding !== null
  const show = (value: ItemValue | null) =>
    value === null ? t('noValue') : showValue(item, value, locale, missing)

  function sayValue(message: QueryMessageView, before: QueryMessageView | undefined): string | null {
    if (!before) return t('valueThen', { value: show(message.value), version: message.entryVersion })
    if (JSON.stringify(before.value) === JSON.stringify(message.value)) return null
    return t('changed', {
      before: show(before.value),
      after: show(message.value),
      version: message.entryVersion,
    })
  }

  return (
    <section className="grid gap-2 border-b border-line pb-3">
      <div className="flex flex-wrap gap-2">
        <Badge tone={TONES[query.state]}>{t(`states.${query.state}`)}</Badge>
        {query.severity === 'hard' && <Badge tone="missed">{t('hard')}</Badge>}
      </div>
      <ol className="grid gap-2">
        {query.messages.map((message, index) => {
          const value = sayValue(message, query.messages[index - 1])
          return (
            <li key={index}>
              <p className="text-xs text-dim">
                {message.by === CHECKS ? t('checks') : message.by} · {t(`acts.${message.act}`)} ·{' '}
                {formatInstant(message.at, timeZone)}
              </p>
              {message.text && (
                <p className="break-words">{isCheck ? sayFinding(message, locale) : message.text}</p>
              )}
              {value && <p className="text-xs">{value}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
