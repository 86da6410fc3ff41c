'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { VISIT_TONES } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'
import { DataTable, type Column } from '@/components/ui/table'
import { formatDate, formatPostOpDay } from '@/lib/i18n/format-date'
import type { VisitState } from '@/lib/protocol/protocol'
import type { StudyLabels } from './study-labels'
import { usePageLocale } from './use-page-locale'

export interface WorkLine {
  readonly visitId: string
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string
  readonly arm: string
  readonly state: VisitState
  readonly daysToClose: number | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly day: number | null
  readonly forms: { readonly lacking: readonly string[]; readonly next: string | null }
}

export interface WorkPage {
  readonly rows: readonly WorkLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

interface WorkTableProps {
  slug: string
  labels: StudyLabels
  severalSites: boolean
  work: WorkPage
}

export function WorkTable({ slug, labels, severalSites, work }: WorkTableProps) {
  const t = useTranslations('today')
  const locale = usePageLocale()
  const columns: Column<WorkLine>[] = [
    { id: 'closes', header: t('closes'), cell: (row) => <DaysLeft row={row} /> },
    {
      id: 'code',
      header: t('code'),
      rowHeader: true,
      cell: (row) => (
        <Link href={`/${slug}/patients/${row.patientCode}`} prefetch={false} className="text-accent">
          {row.patientCode}
        </Link>
      ),
    },
    ...(severalSites ? [{ id: 'site', header: t('site'), cell: (row: WorkLine) => row.site }] : []),
    {
      id: 'visit',
      header: t('visit'),
      cell: (row) => {
        const name = labels.visits[row.visitCode] ?? row.visitCode
        if (!row.forms.next) return name
        return (
          <Link href={entryHref(slug, row)} prefetch={false} className="text-accent">
            {name}
          </Link>
        )
      },
    },
    {
      id: 'forms',
      header: t('forms'),
      wrap: true,
      cell: (row) => (
        <span className="inline-block min-w-40">
          {row.forms.lacking.length === 0
            ? t('allEntered')
            : row.forms.lacking.map((id) => labels.instruments[id] ?? id).join(' · ')}
        </span>
      ),
    },
    { id: 'arm', header: t('arm'), cell: (row) => labels.arms[row.arm] ?? row.arm },
    {
      id: 'day',
      header: t('day'),
      align: 'right',
      cell: (row) => (row.day === null ? '–' : formatPostOpDay(row.day, locale)),
    },
    {
      id: 'window',
      header: t('window'),
      cell: ({ firstDay, lastDay }) =>
        firstDay === null && lastDay === null
          ? '–'
          : `${firstDay ? formatDate(firstDay) : ''} – ${lastDay ? formatDate(lastDay) : ''}`,
    },
    {
      id: 'open',
      header: <span className="sr-only">{t('enter')}</span>,
      align: 'right',
      cell: (row) =>
        row.forms.next && (
          <LinkButton
            small
            className="no-print"
            href={entryHref(slug, row)}
            aria-label={t('enterOf', { code: row.patientCode })}
          >
            {t('enter')}
          </LinkButton>
        ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={work.rows}
      rowId={(row) => row.visitId}
      caption={t('list')}
      total={work.total}
      page={work.page}
      pageSize={work.pageSize}
      arrowKeys
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}

/** The form to open next, and the way back to this list. */
function entryHref(slug: string, row: WorkLine): string {
  return `/${slug}/visits/${row.visitId}/${row.forms.next}?from=/${slug}/today`
}

/** The first word of the row is what matters. */
function DaysLeft({ row }: { row: WorkLine }) {
  const t = useTranslations('today')
  const states = useTranslations('visitState')
  return (
    <span className="inline-flex items-center gap-1.5 font-medium">
      <Shape tone={VISIT_TONES[row.state]} />
      <span className="sr-only">{states(row.state)}</span>
      {row.daysToClose === null ? t('noEnd') : sayDays(row.daysToClose, t)}
    </span>
  )
}

function sayDays(days: number, t: ReturnType<typeof useTranslations<'today'>>): string {
  if (days > 0) return t('daysLeft', { days })
  return days === 0 ? t('closesToday') : t('daysLate', { days: -days })
}
