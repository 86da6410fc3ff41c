'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { useInstantText } from './use-instant-text'
import { useNarrow } from './use-narrow'

export interface AccessLine {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly actorName: string | null
  readonly verb: string
  readonly study: string
  readonly site: string
  readonly patient: string | null
  readonly found: boolean
}

/** Who was shown whom; the numbers of patients, not their names. */
export function TrailAccess({ rows }: { rows: readonly AccessLine[] }) {
  const t = useTranslations('trail')
  const verbs = useTranslations('verbs')
  const instant = useInstantText()
  const narrow = useNarrow()
  const columns: Column<AccessLine>[] = [
    { id: 'at', header: t('at'), rowHeader: true, cell: ({ at }) => instant(at) },
    {
      id: 'actor',
      header: t('actor'),
      cell: ({ actor, actorName }) => (
        <Link href={narrow('actor', actor)} prefetch={false} className="text-accent hover:underline">
          {actorName ?? actor}
        </Link>
      ),
    },
    { id: 'verb', header: t('verb'), cell: ({ verb }) => (verbs.has(verb) ? verbs(verb) : verb) },
    {
      id: 'patient',
      header: t('patient'),
      cell: ({ patient, found }) =>
        patient ? (
          <Link href={narrow('patient', patient)} prefetch={false} className="text-accent hover:underline">
            {patient}
          </Link>
        ) : (
          <span className="text-dim">{t(found ? 'notEnrolled' : 'nobodyFound')}</span>
        ),
    },
    { id: 'place', header: t('place'), wide: true, cell: ({ study, site }) => `${study} · ${site}` },
  ]
  return (
    <DataTable
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      caption={t('tabs.access')}
      total={rows.length}
      page={1}
      pageSize={rows.length || 1}
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}
