'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import type { Tone } from '@/components/ui/shape'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { textOf } from '@/lib/i18n/locale'
import type { Bilingual } from '@/lib/codebook/item'
import type { Dates, VisitChange } from '@/lib/protocol/replan'

const TONES: Readonly<Record<VisitChange['kind'], Tone>> = {
  appears: 'done',
  scheduled: 'done',
  disappears: 'missed',
  unscheduled: 'late',
  moves: 'open',
}

interface VisitChangesProps {
  changes: readonly VisitChange[]
  /** Labels of visits by code; a code without one is shown as it is. */
  labels: Readonly<Record<string, Bilingual>>
}

/** What planning anew does to one patient's visits. */
export function VisitChanges({ changes, labels }: VisitChangesProps) {
  const t = useTranslations('protocolMove')
  const locale = usePageLocale()
  if (changes.length === 0) return <p className="text-dim">{t('same')}</p>
  return (
    <ul className="grid gap-0.5">
      {changes.map((change) => {
        const label = labels[change.code]
        return (
          <li key={change.code} className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone={TONES[change.kind]}>{t(`kinds.${change.kind}`)}</Badge>
            <span className="font-medium">{label ? textOf(label, locale) : change.code}</span>
            <span className="tabular-nums">
              {change.before && <Span dates={change.before} />}
              {change.before && change.after && ' → '}
              {change.after && <Span dates={change.after} />}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function Span({ dates: { firstDay, lastDay, graceDays } }: { dates: Dates }) {
  const t = useTranslations('protocolMove')
  if (firstDay === null || lastDay === null) return <span className="text-dim">{t('noDates')}</span>
  return (
    <span>
      {firstDay === lastDay ? firstDay : `${firstDay} – ${lastDay}`}
      {graceDays > 0 && <span className="text-dim"> {t('grace', { days: graceDays })}</span>}
    </span>
  )
}
