'use client'

import { useTimeZone, useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { formatInstant } from '@/lib/i18n/format-date'

export interface ExtractLine {
  readonly id: string
  readonly createdAt: string
  readonly madeBy: string
  readonly shape: 'long' | 'wide'
  readonly part: 'data' | 'codebook'
  readonly format: string
  readonly rows: number
  readonly purpose: string
  readonly sha256: string
}

interface ExtractListProps {
  rows: readonly ExtractLine[]
  total: number
  page: number
  pageSize: number
}

/** What has left, newest first. */
export function ExtractList({ rows, total, page, pageSize }: ExtractListProps) {
  const t = useTranslations('extracts')
  const zone = useTimeZone() ?? 'UTC'
  const columns: Column<ExtractLine>[] = [
    {
      id: 'when',
      header: t('columns.when'),
      cell: (row) => formatInstant(row.createdAt, zone),
      rowHeader: true,
    },
    { id: 'who', header: t('columns.who'), cell: (row) => row.madeBy },
    {
      id: 'what',
      header: t('columns.what'),
      cell: (row) =>
        `${t(`parts.${row.part}`)} · ${t(`shapeNames.${row.shape}`)} · ${row.format.toUpperCase()}`,
    },
    { id: 'rows', header: t('columns.rows'), cell: (row) => row.rows, align: 'right' },
    { id: 'purpose', header: t('columns.purpose'), cell: (row) => row.purpose, wrap: true },
    {
      id: 'sha',
      header: t('columns.sha'),
      cell: (row) => <span className="block min-w-64 text-xs break-all">{row.sha256}</span>,
      wrap: true,
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
      empty={<EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
    />
  )
}
