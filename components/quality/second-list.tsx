'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { FilterBar } from '@/components/registry/filter-bar'
import type { StudyLabels } from '@/components/registry/study-labels'
import { useInstantText } from '@/components/registry/use-instant-text'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import type { InstrumentJson } from '@/lib/codebook/json'
import { SECOND_STATES } from '@/lib/contracts/quality'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'

export interface SecondLine {
  readonly id: string
  readonly state: (typeof SECOND_STATES)[number]
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string | null
  readonly instrument: string
  readonly instrumentVersion: number
  readonly repeatKey: string
  readonly enteredAt: string
  readonly own: boolean
  readonly compared: number | null
  readonly differing: number | null
}

interface SecondListProps {
  slug: string
  labels: StudyLabels
  own: readonly InstrumentJson[]
  rows: readonly SecondLine[]
  total: number
  page: number
  pageSize: number
}

export const SECOND_TONES = {
  wanted: 'open',
  agreed: 'done',
  differs: 'late',
  resolved: 'done',
  no_source: 'never',
} as const

export function SecondList({ slug, labels, own, rows, total, page, pageSize }: SecondListProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('second')
  const instant = useInstantText()
  const shelf = readOwn(own)
  function nameForm({ instrument, instrumentVersion }: SecondLine): string {
    const form = shelf.find(instrument, instrumentVersion)
    return form ? textOf(form.title, locale) : instrument
  }
  const columns: Column<SecondLine>[] = [
    {
      id: 'form',
      header: t('form'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <span className="grid justify-items-start gap-0.5">
          <Link href={`/${slug}/second-entries/${row.id}`} prefetch={false} className="text-accent">
            {row.patientCode} · {nameForm(row)}
          </Link>
          <span className="text-xs font-normal text-dim">
            {[row.visitCode && (labels.visits[row.visitCode] ?? row.visitCode), row.repeatKey]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (row) => <Badge tone={SECOND_TONES[row.state]}>{t(`states.${row.state}`)}</Badge>,
    },
    {
      id: 'who',
      header: t('who'),
      wide: true,
      cell: (row) => (row.state === 'wanted' && row.own ? t('somebodyElse') : ''),
    },
    {
      id: 'differing',
      header: t('differing'),
      align: 'right',
      wide: true,
      cell: (row) => (row.compared === null ? '–' : `${row.differing ?? 0}/${row.compared}`),
    },
    { id: 'entered', header: t('entered'), wide: true, cell: (row) => instant(row.enteredAt) },
    { id: 'site', header: t('site'), wide: true, cell: (row) => row.site },
  ]
  return (
    <>
      <FilterBar
        filters={[
          {
            name: 'state',
            label: t('state'),
            options: SECOND_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
      />
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
    </>
  )
}
