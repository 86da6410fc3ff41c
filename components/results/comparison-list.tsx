'use client'

import Link from 'next/link'
import { useTimeZone, useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import type { CompareDesk } from '@/lib/analysis/list-variables'
import { nameColumn } from '@/lib/analysis/name-variables'
import { formatInstant } from '@/lib/i18n/format-date'

export interface ComparisonLine {
  readonly id: string
  readonly createdAt: string
  readonly madeBy: string
  readonly title: string | null
  readonly group: string
  readonly rows: number
  readonly n: number
  readonly planHash: string
}

interface ComparisonListProps {
  study: string
  desk: CompareDesk
  rows: readonly ComparisonLine[]
  total: number
  page: number
  pageSize: number
}

/** What was compared before, newest first; each opens with the numbers it had. */
export function ComparisonList({ study, desk, rows, total, page, pageSize }: ComparisonListProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const zone = useTimeZone() ?? 'UTC'
  const nameOf = ({ title, group }: ComparisonLine) =>
    title ?? t('earlierBy', { variable: nameColumn(desk, group, locale) })
  const columns: Column<ComparisonLine>[] = [
    {
      id: 'when',
      header: t('earlierColumns.when'),
      cell: (row) => (
        <Link prefetch={false} className="text-accent underline" href={`/${study}/compare?id=${row.id}`}>
          {formatInstant(row.createdAt, zone)}
        </Link>
      ),
      rowHeader: true,
    },
    { id: 'what', header: t('earlierColumns.what'), cell: nameOf, wrap: true },
    { id: 'rows', header: t('earlierColumns.rows'), cell: (row) => row.rows, align: 'right' },
    { id: 'n', header: t('earlierColumns.n'), cell: (row) => row.n, align: 'right' },
    { id: 'who', header: t('earlierColumns.who'), cell: (row) => row.madeBy },
    {
      id: 'receipt',
      header: t('earlierColumns.receipt'),
      cell: (row) => <span className="text-xs">{row.planHash.slice(0, 8)}</span>,
      wide: true,
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      caption={t('earlier')}
      total={total}
      page={page}
      pageSize={pageSize}
      empty={<EmptyState title={t('earlierNone')}>{t('earlierNext')}</EmptyState>}
    />
  )
}
