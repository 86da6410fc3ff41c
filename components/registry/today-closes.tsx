import { useTranslations } from 'next-intl'
import { VISIT_TONES } from '@/components/ui/badge'
import { Shape } from '@/components/ui/shape'
import { formatDate } from '@/lib/i18n/format-date'
import type { WorkLine } from './today-table'

/** The first word of the row is what matters. */
export function DaysLeft({ row }: { row: WorkLine }) {
  const t = useTranslations('today')
  const states = useTranslations('visitState')
  const { complete, required } = row.forms
  return (
    <span className="inline-flex items-center gap-1.5 font-medium md:whitespace-nowrap">
      <Shape tone={VISIT_TONES[row.state]} />
      <span className="sr-only">{states(row.state)}</span>
      {row.incomplete ? t('incomplete', { complete, required }) : sayDays(row.daysToClose, t)}
    </span>
  )
}

/** The days on which the visit counts. */
export function WindowDays({ row: { firstDay, lastDay } }: { row: WorkLine }) {
  const t = useTranslations('today')
  if (firstDay === null && lastDay === null) return null
  return (
    <p className="text-xs whitespace-nowrap text-dim max-md:hidden">
      <span className="sr-only">{t('window')}</span> {firstDay ? formatDate(firstDay) : ''} –{' '}
      {lastDay ? formatDate(lastDay) : ''}
    </p>
  )
}

export function sayDays(days: number | null, t: ReturnType<typeof useTranslations<'today'>>): string {
  if (days === null) return t('noEnd')
  if (days > 0) return t('daysLeft', { days })
  return days === 0 ? t('closesToday') : t('daysLate', { days: -days })
}
