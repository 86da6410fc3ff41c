import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { usePageLocale } from '@/components/registry/use-page-locale'
import type { Bilingual } from '@/lib/codebook/item'

interface AllocationFactsProps {
  number: string | null
  randomisedOn: string | null
  arm: Bilingual | null
  armHidden: boolean
}

/** What the draw gave, as far as the reader may know. */
export function AllocationFacts({ number, randomisedOn, arm, armHidden }: AllocationFactsProps) {
  const t = useTranslations('trial')
  const locale = usePageLocale()
  if (randomisedOn === null) return <p>{t('notYet')}</p>
  const facts: [string, React.ReactNode][] = [
    [
      t('number'),
      <span key="number" className="text-xl font-semibold">
        {number ?? '–'}
      </span>,
    ],
    [t('on'), formatDate(randomisedOn)],
    [
      t('arm'),
      armHidden || arm === null ? (
        <Badge key="hidden" tone="never">
          {t('hidden')}
        </Badge>
      ) : (
        <span key="arm" className="text-xl font-semibold">
          {textOf(arm, locale)}
        </span>
      ),
    ],
  ]
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-baseline gap-x-6 gap-y-2">
      {facts.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="text-dim">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
