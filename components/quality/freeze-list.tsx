'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useInstantText } from '@/components/registry/use-instant-text'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { FreezeFile } from './freeze-file'

export interface FreezeLine {
  readonly id: string
  readonly name: string
  readonly purpose: string
  readonly protocolVersion: number
  readonly grain: 'patient' | 'visit' | 'level' | 'operation'
  readonly dates: 'none' | 'days' | 'shifted' | 'months'
  readonly rows: number
  readonly columns: number
  readonly sha256: string
  readonly madeBy: string
  readonly createdAt: string
  readonly stale: boolean
}

interface FreezeListProps {
  study: string
  rows: readonly FreezeLine[]
  total: number
  page: number
  pageSize: number
  mayTake: boolean
}

/** What was frozen, newest first; a line leads to what has changed since. */
export function FreezeList({ study, rows, total, page, pageSize, mayTake }: FreezeListProps) {
  const t = useTranslations('freezes')
  const extracts = useTranslations('extracts')
  const instant = useInstantText()
  const columns: Column<FreezeLine>[] = [
    {
      id: 'name',
      header: t('name'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <Link href={`/${study}/freezes/${row.id}`} prefetch={false} className="text-accent">
            {row.name}
          </Link>
          <Freshness stale={row.stale} />
        </span>
      ),
    },
    {
      id: 'when',
      header: t('when'),
      cell: (row) => (
        <span className="grid">
          {instant(row.createdAt)}
          <span className="text-xs text-dim">{row.madeBy}</span>
        </span>
      ),
    },
    {
      id: 'what',
      header: t('what'),
      wide: true,
      cell: (row) => (
        <span className="grid text-xs">
          <span>{t(`grains.${row.grain}`)}</span>
          <span className="text-dim">{extracts(`dateOptions.${row.dates}`)}</span>
        </span>
      ),
    },
    {
      id: 'size',
      header: t('size'),
      align: 'right',
      wide: true,
      cell: (row) => t('rowsColumns', { rows: row.rows, columns: row.columns }),
    },
    {
      id: 'protocol',
      header: t('protocol'),
      align: 'right',
      wide: true,
      cell: (row) => row.protocolVersion,
    },
    { id: 'purpose', header: t('purpose'), wrap: true, wide: true, cell: (row) => row.purpose },
    {
      id: 'sha',
      header: 'SHA-256',
      wide: true,
      cell: (row) => (
        <span className="text-xs" title={row.sha256}>
          {row.sha256.slice(0, 12)}…
        </span>
      ),
    },
    ...(mayTake
      ? [
          {
            id: 'file',
            header: t('file'),
            cell: (row: FreezeLine) => <FreezeFile study={study} freeze={row} />,
          },
        ]
      : []),
  ]
  return (
    <DataTable
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      caption={t('title')}
      total={total}
      page={page}
      pageSize={pageSize}
      empty={<EmptyState title={t('none')}>{t('noneNext')}</EmptyState>}
    />
  )
}

export function Freshness({ stale }: { stale: boolean }) {
  const t = useTranslations('freezes')
  return <Badge tone={stale ? 'late' : 'done'}>{t(stale ? 'stale' : 'current')}</Badge>
}
