'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { FilterBar } from '@/components/registry/filter-bar'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { useInstantText } from '@/components/registry/use-instant-text'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import type { Tone } from '@/components/ui/shape'
import { DataTable, type Column } from '@/components/ui/table'

type ReportState = 'waiting' | 'open' | 'sent' | 'accepted' | 'rejected' | 'revoked' | 'expired'

export interface ReportLine {
  readonly id: string
  readonly state: ReportState
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string
  readonly madeByName: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly finishedAt: Date | null
  readonly mode: 'self' | 'proxy' | null
  readonly urgent: boolean
  readonly judgedByName: string | null
  readonly reason: string | null
}

const TONES: Readonly<Record<ReportState, Tone>> = {
  waiting: 'idle',
  open: 'open',
  sent: 'late',
  accepted: 'done',
  rejected: 'missed',
  revoked: 'never',
  expired: 'never',
}

interface ReportsPageProps {
  slug: string
  visits: Readonly<Record<string, string>>
  list: { rows: readonly ReportLine[]; total: number; page: number; pageSize: number }
}

/** Links that are out and what came back; what waits for the ward on top. */
export function ReportsPage({ slug, visits, list }: ReportsPageProps) {
  const t = useTranslations('selfReports')
  const instant = useInstantText()
  const badges = (row: ReportLine) => (
    <span className="flex flex-wrap gap-1">
      <Badge tone={TONES[row.state]}>{t(`states.${row.state}`)}</Badge>
      {row.urgent && <Badge tone="missed">{t('urgent')}</Badge>}
    </span>
  )
  const columns: Column<ReportLine>[] = [
    {
      id: 'patient',
      header: t('patient'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <span className="grid justify-items-start gap-0.5">
          <Link href={`/${slug}/self-reports/${row.id}`} prefetch={false} className="text-accent">
            {row.patientCode} · {visits[row.visitCode] ?? row.visitCode}
          </Link>
          <span className="md:hidden">{badges(row)}</span>
        </span>
      ),
    },
    { id: 'state', header: t('state'), wide: true, cell: badges },
    {
      id: 'sent',
      header: t('sent'),
      wrap: true,
      cell: (row) =>
        row.finishedAt && (
          <span className="text-xs">
            {instant(row.finishedAt)} {row.mode && <span className="text-dim">{t(`mode.${row.mode}`)}</span>}
          </span>
        ),
    },
    {
      id: 'made',
      header: t('made'),
      wide: true,
      wrap: true,
      cell: (row) => (
        <span className="text-xs">
          {row.madeByName} <span className="text-dim">{instant(row.createdAt)}</span>
        </span>
      ),
    },
    {
      id: 'until',
      header: t('until'),
      wide: true,
      cell: (row) => <span className="text-xs">{instant(row.expiresAt)}</span>,
    },
    {
      id: 'judged',
      header: t('judged'),
      wide: true,
      wrap: true,
      cell: (row) => (
        <span className="text-xs">
          {row.judgedByName} {row.reason && <span className="text-dim">{row.reason}</span>}
        </span>
      ),
    },
    { id: 'site', header: t('site'), wide: true, cell: (row) => row.site },
  ]
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageBody>
        <FilterBar
          filters={[
            {
              name: 'state',
              label: t('state'),
              options: (Object.keys(TONES) as ReportState[]).map((value) => ({
                value,
                label: t(`states.${value}`),
              })),
            },
          ]}
        />
        <DataTable
          columns={columns}
          rows={list.rows}
          rowId={(row) => row.id}
          caption={t('list')}
          total={list.total}
          page={list.page}
          pageSize={list.pageSize}
          empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
        />
      </PageBody>
    </>
  )
}
