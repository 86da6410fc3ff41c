'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { DataTable, type Column } from '@/components/ui/table'
import { formatDate } from '@/lib/i18n/format-date'
import { textOf } from '@/lib/i18n/locale'
import { findComplicationType } from '@/lib/protocol/catalogue'
import { JudgeComplication } from './complications-judge'
import { COMPLICATION_TONES } from './complication-tones'
import { ByWhom, EvidenceCell, PatientCell, RuleName } from './complications-cell'
import type { EvidenceLine } from './evidence'
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
  readonly readers: 1 | 2
  readonly votes: number
  readonly voted: boolean
  readonly blind: boolean
}

interface ComplicationTableProps {
  slug: string
  labels: StudyLabels
  mayJudge: boolean
  list: { rows: readonly ComplicationLine[]; total: number; page: number; pageSize: number }
}

/** Type and level in words: "Cement leakage · T12". */
function useComplicationName(): (row: Pick<ComplicationLine, 'type' | 'level'>) => string {
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
        <PatientCell slug={slug} code={row.patientCode} evidence={row.evidence}>
          {nameOf(row)}
          <Badge tone={COMPLICATION_TONES[row.status]}>{t(`status.${row.status}`)}</Badge>
        </PatientCell>
      ),
    },
    {
      id: 'status',
      header: t('table.status'),
      wide: true,
      cell: ({ status }) => <Badge tone={COMPLICATION_TONES[status]}>{t(`status.${status}`)}</Badge>,
    },
    {
      id: 'type',
      header: t('table.type'),
      wide: true,
      cell: (row) => (
        <Link
          href={`/${slug}/complications/${row.id}`}
          prefetch={false}
          className="font-medium text-accent hover:underline"
        >
          {nameOf(row)}
        </Link>
      ),
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
      cell: ({ evidence }) => <EvidenceCell evidence={evidence} />,
    },
    {
      id: 'judged',
      header: t('table.judged'),
      wrap: true,
      cell: (row) => (
        <div className="grid min-w-30 justify-items-start gap-1">
          <Judged row={row} />
          {row.readers === 2 && row.status === 'proposed' && (
            <span className="text-xs text-dim">
              {t('vote.in', { votes: Math.min(row.votes, 2), readers: 2 })}
              {row.votes >= 2 && ` · ${t('vote.disputed')}`}
            </span>
          )}
          {mayJudge &&
            (row.readers === 2 || row.blind ? (
              <LinkButton
                small
                look={row.status === 'proposed' && !row.voted ? 'plain' : 'quiet'}
                href={`/${slug}/complications/${row.id}`}
                aria-label={t(row.status === 'proposed' && !row.voted ? 'vote.openOf' : 'vote.lookOf', {
                  name: nameOf(row),
                  code: row.patientCode,
                })}
              >
                {t(row.status === 'proposed' && !row.voted ? 'vote.open' : 'vote.look')}
              </LinkButton>
            ) : (
              <JudgeComplication slug={slug} row={row} name={nameOf(row)} />
            ))}
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
  return <RuleName name={`${t('rule')} · ${name}`} version={row.ruleVersion} />
}

function Judged({ row }: { row: ComplicationLine }) {
  const instant = useInstantText()
  if (!row.adjudicatedBy || !row.adjudicatedAt) return row.status === 'proposed' ? null : '–'
  return <ByWhom name={row.adjudicatedBy} at={instant(row.adjudicatedAt)} note={row.adjudicationNote} />
}
