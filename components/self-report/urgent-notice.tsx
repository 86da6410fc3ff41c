'use client'

import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'

/** Said at once, and again until the end: this page is not watched. */
export function UrgentNotice({ phone }: { phone: string | null }) {
  const t = useTranslations('selfReport.urgent')
  return (
    <Banner tone="missed" alert title={<span className="text-lg">{t('title')}</span>}>
      <p className="text-lg">{t('go')}</p>
      {phone && (
        <p className="text-lg">
          {t('call')}{' '}
          <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} className="font-semibold underline">
            {phone}
          </a>
        </p>
      )}
      <p className="text-lg font-semibold">{t('notWatched')}</p>
    </Banner>
  )
}
