import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Shape } from '@/components/ui/shape'
import type { EscalationLevel } from '@/lib/protocol/escalation'

export interface UrgentLine {
  readonly open: number
  readonly level: EscalationLevel
  readonly oldestHours: number
  /** Where they are acknowledged; an administrator has no way there. */
  readonly href: string | null
}

/** Above every page, until a named person has taken notice: how many, and for how long. */
export function ShellUrgent({ open, level, oldestHours, href }: UrgentLine) {
  const t = useTranslations('nav.urgent')
  const words = t('waiting', { count: open, hours: Math.floor(oldestHours) })
  return (
    <aside
      aria-label={t('title')}
      className="no-print flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-missed bg-missed-soft px-4 py-1.5 lg:px-6"
    >
      <span className="font-semibold">
        <Shape tone="missed" className="mr-2" />
        {words}
      </span>
      {level === 3 && <span className="text-xs">{t('administrators')}</span>}
      {href && (
        <Link href={href} prefetch={false} className="ml-auto text-accent underline">
          {t('acknowledge')}
        </Link>
      )}
    </aside>
  )
}
