'use client'

import { useState } from 'react'
import { useTimeZone, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { useProblemText } from '@/components/ui/problem-text'
import { DataTable, type Column } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { formatInstant } from '@/lib/i18n/format-date'
import { hasLabelsInside, isOfRecords } from '@/lib/contracts/data'
import { useExtract, type ExtractBody } from './use-extract'

export interface ExtractLine {
  readonly id: string
  readonly createdAt: string
  readonly madeBy: string
  readonly level: 'deidentified' | 'no-identifiers' | 'full'
  readonly format: string
  readonly shape: 'long' | 'wide'
  readonly per: ExtractBody['per']
  readonly part: ExtractBody['part']
  /** Dates are real at the levels that only the command line takes. */
  readonly dates: ExtractBody['dates'] | 'real'
  readonly choices: ExtractBody['choices']
  readonly missing: ExtractBody['missing']
  /** What asks for the same again; null where that is not for this page. */
  readonly again: ExtractBody | null
  readonly rows: number
  readonly purpose: string
  readonly sha256: string
  /** The data of the study have changed since. */
  readonly stale: boolean
}

interface ExtractListProps {
  study: string
  rows: readonly ExtractLine[]
  total: number
  page: number
  pageSize: number
}

/** What has left, newest first. */
export function ExtractList({ study, rows, total, page, pageSize }: ExtractListProps) {
  const t = useTranslations('extracts')
  const zone = useTimeZone() ?? 'UTC'
  const columns: Column<ExtractLine>[] = [
    {
      id: 'when',
      header: t('columns.when'),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          {formatInstant(row.createdAt, zone)}
          {row.stale && <Badge tone="late">{t('dataChanged')}</Badge>}
        </span>
      ),
      rowHeader: true,
    },
    { id: 'who', header: t('columns.who'), cell: (row) => row.madeBy },
    {
      id: 'what',
      header: t('columns.what'),
      cell: (row) => (
        <div className="grid justify-items-start gap-1 py-1">
          {[
            t(`parts.${row.part}`),
            isOfRecords(row.format)
              ? t('perNames.form')
              : row.shape === 'wide'
                ? t('shapeNames.wide')
                : t(`perNames.${row.per}`),
            row.format.toUpperCase(),
          ].join(' · ')}
          {row.again && <Again study={study} body={row.again} when={formatInstant(row.createdAt, zone)} />}
        </div>
      ),
    },
    { id: 'options', header: t('columns.options'), cell: (row) => <Options row={row} />, wrap: true },
    { id: 'rows', header: t('columns.rows'), cell: (row) => row.rows, align: 'right' },
    { id: 'purpose', header: t('columns.purpose'), cell: (row) => row.purpose, wrap: true },
    {
      id: 'sha',
      header: t('columns.sha'),
      cell: (row) => <span className="block min-w-40 text-xs break-all">{row.sha256}</span>,
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

function Options({ row }: { row: ExtractLine }) {
  const t = useTranslations('extracts')
  const records = isOfRecords(row.format)
  const labelled = hasLabelsInside(row.format)
  return (
    <ul className="grid min-w-48 text-xs">
      <li>{t(`levels.${row.level}`)}</li>
      {row.dates !== 'real' && (
        <li>
          <span className="text-dim">{t('dates')}</span> {t(`dateOptions.${row.dates}`)}
        </li>
      )}
      <li>
        <span className="text-dim">{t(labelled || records ? 'labelsIn' : 'choices')}</span>{' '}
        {t(`choiceOptions.${row.choices}`)}
      </li>
      {!records && (
        <li>
          <span className="text-dim">{t('missing')}</span>{' '}
          {t(
            labelled && row.missing === 'column'
              ? 'missingOptions.declared'
              : `missingOptions.${row.missing}`,
          )}
        </li>
      )}
    </ul>
  )
}

/** The same request over today's data; a file of its own, with its own line above. */
function Again({ study, body, when }: { study: string; body: ExtractBody; when: string }) {
  const t = useTranslations('extracts')
  const { ask, take } = useExtract(study)
  const explain = useProblemText()
  const toast = useToast()
  const [busy, setBusy] = useState(false)

  async function run() {
    setBusy(true)
    const result = await ask(body)
    setBusy(false)
    if (result.ok) return take(result.data)
    const { title, detail } = explain(result.problem)
    toast({ tone: 'missed', text: title, ...(detail ? { detail } : {}) })
  }

  return (
    <Button small busy={busy} aria-label={t('againName', { when })} onClick={() => void run()}>
      {t('again')}
    </Button>
  )
}
