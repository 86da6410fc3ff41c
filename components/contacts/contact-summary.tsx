import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { AttemptLine } from '@/components/phone/view'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { sayAnswer, sayAttempt, sayHour } from './words'

interface ContactSummaryProps {
  href: string
  attempts: readonly AttemptLine[]
  total: number
}

/** The last attempts to reach the patient, on the page of the course. */
export function ContactSummary({ href, attempts, total }: ContactSummaryProps) {
  const t = useTranslations('contacts')
  const locale = usePageLocale()
  if (total === 0) return null
  return (
    <section aria-labelledby="recent-contacts" className="grid gap-1">
      <h2 id="recent-contacts" className="text-base font-semibold">
        {t('recent')}
      </h2>
      <ul className="grid gap-1">
        {attempts.map((one) => (
          <li key={one.id} className="flex flex-wrap gap-x-3">
            <span className="text-dim">
              {one.happenedOn} {one.happenedTime}
            </span>
            <span>{sayAnswer('contact_channel', one.channel, locale)}</span>
            <span>{sayAttempt(one, locale)}</span>
            {one.visitLabel && <span className="text-dim">{one.visitLabel}</span>}
            {one.nextOn && (
              <span>
                {t('nextOn')} {one.nextOn} {one.nextHour === null ? '' : sayHour(one.nextHour)}
              </span>
            )}
            {one.note && <span className="text-dim">{one.note}</span>}
          </li>
        ))}
      </ul>
      <p>
        <Link href={href} prefetch={false} className="text-accent underline">
          {t('all', { count: total })}
        </Link>
      </p>
    </section>
  )
}
