'use client'

import { useLocale, useTranslations } from 'next-intl'
import type { Locale } from '@/lib/i18n/locale'
import { sayAnswer, sayHour } from '@/components/contacts/words'
import { joinClasses } from '@/components/ui/class-names'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'
import type { PhoneLine } from './view'

interface NumbersProps {
  phones: readonly PhoneLine[]
  called: string | null
  contactsHref: string
  onCall: (id: string) => void
}

/** The telephones of the patient, one tap each; whichever was tapped last is the one that was called. */
export function Numbers({ phones, called, contactsHref, onCall }: NumbersProps) {
  const t = useTranslations('phone')
  const locale = useLocale() as Locale
  if (phones.length === 0) {
    return (
      <p className="flex flex-wrap items-center gap-3">
        {t('noNumber')}
        <LinkButton href={contactsHref}>{t('addNumber')}</LinkButton>
      </p>
    )
  }
  return (
    <ul aria-label={t('numbers')} className="grid gap-2 sm:grid-cols-2">
      {phones.map((phone) => (
        <li key={phone.id}>
          <a
            href={`tel:${phone.number.normalize('NFKC').replace(/[^\d+]/g, '')}`}
            onClick={() => onCall(phone.id)}
            aria-current={called === phone.id ? 'true' : undefined}
            className={joinClasses(
              'grid min-h-14 rounded border px-3 py-2 text-ink no-underline hover:bg-well',
              called === phone.id ? 'border-accent bg-accent-soft' : 'border-edge',
            )}
          >
            <span className="text-lg font-semibold text-accent">{phone.number.normalize('NFKC')}</span>
            <span className="flex flex-wrap items-center gap-x-2 text-xs text-dim">
              <span>
                {sayAnswer('contact_reached', phone.relation, locale)}
                {phone.holder && ` ${phone.holder}`}
              </span>
              {phone.bestHour !== null && <span>{t('best', { hour: sayHour(phone.bestHour) })}</span>}
              {phone.wrongSince && (
                <span className="inline-flex items-center gap-1 text-missed">
                  <Shape tone="missed" className="size-2.5" />
                  {t('wrongSince', { date: phone.wrongSince })}
                </span>
              )}
              {phone.note && <span>{phone.note}</span>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
