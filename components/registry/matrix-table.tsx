'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import type { Sort } from '@/components/ui/list-state'
import { createSharedTooltip } from '@/components/ui/shared-tooltip'
import { DataTable, type Column } from '@/components/ui/table'
import { formatDate } from '@/lib/i18n/format-date'
import { MatrixCell, useCellWords, type MatrixLine, type MatrixVisit } from './matrix-cell'
import { nameOption, type Option, type StudyLabels } from './study-labels'

export interface MatrixView {
  readonly rows: readonly MatrixLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly sort: Sort | null
}

interface MatrixTableProps {
  slug: string
  labels: StudyLabels
  sites: readonly Option[]
  matrix: MatrixView
}

export function MatrixTable({ slug, labels, sites, matrix }: MatrixTableProps) {
  const t = useTranslations('matrix')
  const ends = useTranslations('endReasons')
  const [tooltip] = useState(createSharedTooltip)
  const say = useCellWords(labels)
  const planned = Object.keys(labels.visits)
  const isExtra = (cell: MatrixVisit) => !planned.includes(cell.code)

  function show(line: MatrixLine, cell: MatrixVisit) {
    return (
      <MatrixCell
        key={cell.visitId}
        slug={slug}
        patientCode={line.patientCode}
        cell={cell}
        words={say(line, cell)}
        tooltip={tooltip}
      />
    )
  }

  const columns: Column<MatrixLine>[] = [
    {
      id: 'code',
      header: t('code'),
      rowHeader: true,
      sortable: true,
      cell: (line) => (
        <Link href={`/${slug}/patients/${line.patientCode}`} prefetch={false} className="text-accent">
          {line.patientCode}
        </Link>
      ),
    },
    ...planned.map((code): Column<MatrixLine> => ({
      id: `visit-${code}`,
      header: labels.shortVisits[code],
      align: 'center',
      cell: (line) => {
        const cell = line.cells.find((one) => one.code === code)
        return cell && show(line, cell)
      },
    })),
    ...(matrix.rows.some((line) => line.cells.some(isExtra))
      ? [
          {
            id: 'extra',
            header: t('extra'),
            cell: (line: MatrixLine) => line.cells.filter(isExtra).map((cell) => show(line, cell)),
          },
        ]
      : []),
    ...(Object.keys(labels.arms).length > 0
      ? [
          {
            id: 'arm',
            header: t('arm'),
            cell: ({ arm }: MatrixLine) => (arm === null ? '–' : (labels.arms[arm] ?? arm)),
          },
        ]
      : []),
    ...(sites.length > 1
      ? [{ id: 'site', header: t('site'), cell: (line: MatrixLine) => nameOption(sites, line.site) }]
      : []),
    {
      id: 'operated',
      header: t('operated'),
      cell: ({ operatedOn }) => (operatedOn ? formatDate(operatedOn) : '–'),
    },
    {
      id: 'ended',
      header: t('ended'),
      cell: ({ endReason, endedOn }) =>
        endReason ? `${ends(endReason)} ${endedOn ? formatDate(endedOn) : ''}` : '–',
    },
  ]
  return (
    <>
      <DataTable
        columns={columns}
        rows={matrix.rows}
        rowId={(line) => line.enrolmentId}
        caption={t('title')}
        total={matrix.total}
        page={matrix.page}
        pageSize={matrix.pageSize}
        sort={matrix.sort}
        arrowKeys
        empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
      />
      <tooltip.Popup />
    </>
  )
}
