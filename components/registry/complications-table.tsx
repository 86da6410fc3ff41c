'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import type { Tone } from '@/components/ui/shape'
import { DataTable, type Column } from '@/components/ui/table'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { JudgeComplication } from './complications-judge'
import { EvidenceList, type EvidenceLine } from './evidence'
import type { StudyLabels } from './study-labels'
import { useInstantText } from './use-instant-text'
import { usePageLocale } from './use-page-locale'

export interface ComplicationLine {
  readonly id: string
  readonly patientCode: string
  readonly visitCode: string | null
  readonly type: string
  readonly level: string | null
  readonly detectedOn: string | null
  readonly source: 'rule' | 'person' | 'import'
  readonly ruleId: string | null
  readonly ruleVersion: number | null
  readonly evidence: readonly EvidenceLine[]
  readonly status: 'proposed' | 'confirmed' | 'rejected'
  readonly adjudicatedBy: string | null
  readonly adjudicatedAt: Date | null
  readonly adjudicationNote: string | null
  readonly version: number
}

interface ComplicationTableProps {
  slug: string
  labels: StudyLabels
  mayJudge: boolean
  list: { rows: readonly ComplicationLine[]; total: number; page: number; pageSize: number }
}

const TONES: Readonly<Record<ComplicationLine['status'], Tone>> = {
  proposed: 'open',
  confirmed: 'done',
  rejected: 'never',
}

/** Type and level in words: "Cement leakage · T12". */
export function useComplicationName(): (row: Pick<ComplicationLine, 'type' | 'level'>) => string {
  const locale = usePageLocale()
  return ({ type, level }) => {
    const known = findComplicationType(type)
    return [known ? textOf(known.label, locale) : type, level].filter(Boolean).join(' · ')
  }
}

export function ComplicationTable({ slug, labels, mayJudge, list }: ComplicationTableProps) {
  const t = useTranslations('complications')
  const nameOf = useComplicationName()
  const columns: Column<ComplicationLine>[] = [
    {
      id: 'code',
      header: t('table.code'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <>
          <Link
            href={`/${slug}/patients/${row.patientCode}`}
            prefetch={false}
            className="whitespace-nowrap text-accent"
          >
            {row.patientCode}
          </Link>
          <div className="grid justify-items-start gap-1 font-normal md:hidden print:hidden">
            {nameOf(row)}
            <Badge tone={TONES[row.status]}>{t(`status.${row.status}`)}</Badge>
            <div className="text-xs">
              <EvidenceList evidence={row.evidence} />
            </div>
          </div>
        </>
      ),
    },
    {
      id: 'status',
      header: t('table.status'),
      wide: true,
      cell: ({ status }) => <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>,
    },
    {
      id: 'type',
      header: t('table.type'),
      wide: true,
      cell: (row) => <span className="font-medium">{nameOf(row)}</span>,
    },
    {
      id: 'visit',
      header: t('table.visit'),
      wide: true,
      cell: ({ visitCode }) => (visitCode ? (labels.visits[visitCode] ?? visitCode) : '–'),
    },
    {
      id: 'evidence',
      header: t('table.evidence'),
      wrap: true,
      wide: true,
      cell: (row) => (
        <div className="min-w-64 text-xs">
          <EvidenceList evidence={row.evidence} />
        </div>
      ),
    },
    {
      id: 'judged',
      header: t('table.judged'),
      wrap: true,
      cell: (row) => (
        <div className="grid min-w-30 justify-items-start gap-1">
          <Judged row={row} />
          {mayJudge && <JudgeComplication slug={slug} row={row} name={nameOf(row)} />}
        </div>
      ),
    },
    {
      id: 'detected',
      header: t('table.detected'),
      wide: true,
      cell: ({ detectedOn }) => (detectedOn ? formatDate(detectedOn) : '–'),
    },
    {
      id: 'source',
      header: t('table.source'),
      wrap: true,
      wide: true,
      cell: (row) => <Source row={row} />,
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={list.rows}
      rowId={(row) => row.id}
      caption={t('view.complications')}
      total={list.total}
      page={list.page}
      pageSize={list.pageSize}
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}

function Source({ row }: { row: ComplicationLine }) {
  const t = useTranslations('complications.source')
  const rules = useTranslations('rules.names')
  if (row.source !== 'rule' || !row.ruleId) return t(row.source)
  const name = rules.has(row.ruleId) ? rules(row.ruleId) : row.ruleId
  return (
    <span className="inline-block min-w-32 text-xs">
      {t('rule')} · {name} v{row.ruleVersion}
    </span>
  )
}

function Judged({ row }: { row: ComplicationLine }) {
  const instant = useInstantText()
  if (!row.adjudicatedBy || !row.adjudicatedAt) return row.status === 'proposed' ? null : '–'
  return (
    <div className="text-xs">
      {row.adjudicatedBy} <span className="whitespace-nowrap text-dim">{instant(row.adjudicatedAt)}</span>
      {row.adjudicationNote && <p>{row.adjudicationNote}</p>}
    </div>
  )
}
