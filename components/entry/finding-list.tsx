'use client'

import { useLocale, useTranslations } from 'next-intl'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { EntryView } from './view'

interface FindingListProps {
  view: EntryView
  onOpen: (item: string) => void
}

/** What the checks found at this form and the day of its visit, until it is corrected or answered and closed. */
export function FindingList({ view, onOpen }: FindingListProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('queries')
  const ofForm = view.queries.filter(({ finding, state }) => finding !== null && state !== 'closed')
  const found = [...view.visitFindings, ...ofForm]
  if (found.length === 0) return null
  return (
    <section aria-label={t('found')} className="grid gap-1 border-l-2 border-late pl-3">
      <h2 className="text-xs text-dim">{t('found')}</h2>
      <ul className="grid gap-1">
        {found.map((query) => (
          <li key={query.id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Badge tone={query.severity === 'hard' ? 'missed' : 'late'}>
              {t(query.severity === 'hard' ? 'hard' : 'soft')}
            </Badge>
            <span className="break-words">{query.finding && textOf(query.finding, locale)}</span>
            {ofForm.includes(query) && (
              <Button small onClick={() => onOpen(query.item)}>
                {t('answer')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
