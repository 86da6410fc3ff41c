'use client'

import { useTranslations } from 'next-intl'
import { isNotice, nameAlert } from '@/lib/protocol/rules/notices'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { AcknowledgeAlert } from './alert-acknowledge'
import type { AlertLine } from './alert-stack'
import { ByWhom, EvidenceCell, PatientCell, RuleName } from './complications-cell'
import { EscalationMark } from './escalation-mark'
import type { StudyLabels } from './study-labels'
import { useInstantText } from './use-instant-text'

export interface AlertRow extends AlertLine {
  readonly ruleVersion: number
  readonly urgent: boolean
  readonly acknowledgedBy: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgementNote: string | null
}

interface AlertTableProps {
  slug: string
  labels: StudyLabels
  mayAcknowledge: boolean
  mayJudge: boolean
  list: { rows: readonly AlertRow[]; total: number; page: number; pageSize: number }
}

export function AlertTable({ slug, labels, mayAcknowledge, mayJudge, list }: AlertTableProps) {
  const t = useTranslations('complications')
  const rules = useTranslations('rules')
  const instant = useInstantText()

  function showKind(row: AlertRow) {
    return (
      <span className="grid justify-items-start gap-1">
        <Badge tone={row.acknowledgedAt ? 'done' : row.urgent ? 'missed' : 'late'}>
          {rules(`alerts.${nameAlert(row)}`)}
        </Badge>
        <EscalationMark level={row.level} ageHours={row.ageHours} />
      </span>
    )
  }

  const columns: Column<AlertRow>[] = [
    {
      id: 'code',
      header: t('table.code'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <PatientCell slug={slug} code={row.patientCode} evidence={row.evidence}>
          {showKind(row)}
        </PatientCell>
      ),
    },
    { id: 'kind', header: t('alerts.kind'), wide: true, cell: showKind },
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
    { id: 'raised', header: t('alerts.raised'), wide: true, cell: ({ raisedAt }) => instant(raisedAt) },
    {
      id: 'rule',
      header: t('source.rule'),
      wide: true,
      cell: ({ ruleId, ruleVersion }) => (
        <RuleName
          name={rules.has(`names.${ruleId}`) ? rules(`names.${ruleId}`) : ruleId}
          version={ruleVersion}
        />
      ),
    },
    {
      id: 'acknowledged',
      header: t('alerts.acknowledged'),
      wrap: true,
      cell: (row) =>
        row.acknowledgedBy && row.acknowledgedAt ? (
          <ByWhom name={row.acknowledgedBy} at={instant(row.acknowledgedAt)} note={row.acknowledgementNote} />
        ) : (
          (isNotice(row.ruleId) ? mayJudge : mayAcknowledge) && (
            <AcknowledgeAlert slug={slug} alert={row} look={row.urgent ? 'primary' : 'plain'} />
          )
        ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={list.rows}
      rowId={(row) => row.id}
      caption={t('view.alerts')}
      total={list.total}
      page={list.page}
      pageSize={list.pageSize}
      empty={<EmptyState title={t('alerts.empty')}>{t('alerts.emptyNext')}</EmptyState>}
    />
  )
}
