'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Locale } from '@/lib/i18n/locale'
import { sayAnswer, sayAttempt, sayHour } from '@/components/contacts/words'
import type { AttemptLine } from './view'

/** What was tried before, the last attempt first. */
export function Attempts({ attempts, total }: { attempts: readonly AttemptLine[]; total: number }) {
  const t = useTranslations('phone')
  const locale = useLocale() as Locale
  if (total === 0) return <p className="text-dim">{t('neverTried')}</p>
  return (
    <details open={attempts.length <= 2} className="text-sm">
      <summary className="text-dim">{t('tried', { count: total })}</summary>
      <ul className="mt-1 grid gap-1">
        {attempts.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-2">
            <span className="text-dim">
              {one.happenedOn} {one.happenedTime}
            </span>
            <span>{sayAnswer('contact_channel', one.channel, locale)}</span>
            <span>{sayAttempt(one, locale)}</span>
            {one.nextOn && (
              <span className="text-dim">
                {t('next', { date: one.nextOn, hour: one.nextHour === null ? '' : sayHour(one.nextHour) })}
              </span>
            )}
            {one.note && <span className="break-words">{one.note}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
