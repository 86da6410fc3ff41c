'use client'

import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { useInstantText } from '@/components/registry/use-instant-text'

export interface UnblindingLine {
  readonly id: string
  readonly at: string
  readonly by: string
  readonly urgent: boolean
  readonly reason: string | null
  /** Study code, where the list is of several patients. */
  readonly patient?: string
}

/** Whose arm was opened, when, to whom and why. */
export function UnblindingList({ rows }: { rows: readonly UnblindingLine[] }) {
  const t = useTranslations('trial')
  const instant = useInstantText()
  return (
    <ul className="grid gap-2">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line pb-2">
          <Badge tone={row.urgent ? 'late' : 'open'}>{t(row.urgent ? 'wasUrgent' : 'notUrgent')}</Badge>
          {row.patient && <span className="font-medium">{row.patient}</span>}
          <span>{/T/.test(row.at) ? instant(new Date(row.at)) : row.at}</span>
          <span>{row.by}</span>
          <span className="basis-full">
            {row.reason ?? <span className="text-dim">{t('reasonHidden')}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
