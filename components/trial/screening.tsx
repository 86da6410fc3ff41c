'use client'

import { useState } from 'react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { ReasonForm } from '@/components/registry/reason-form'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { ScreeningForm, type ScreeningFormProps } from './screening-form'

export interface ScreeningRow {
  readonly id: string
  readonly number: number
  readonly site: string
  readonly screenedOn: string
  readonly sex: 'M' | 'F' | null
  readonly age: number | null
  readonly outcome: 'enrolled' | 'excluded' | 'declined' | 'other'
  /** Why, in words: criteria or the reason. */
  readonly why: string
  readonly patient: string | null
  readonly version: number
}

interface ScreeningProps extends ScreeningFormProps {
  rows: readonly ScreeningRow[]
  total: number
  page: number
  pageSize: number
  counts: {
    readonly assessed: number
    readonly enrolled: number
    readonly excluded: number
    readonly declined: number
    readonly other: number
  }
  /** Why people were not enrolled, most first. */
  reasons: readonly { readonly label: string; readonly count: number }[]
  mayAdd: boolean
  mayOpen: boolean
}

/** Everybody who was assessed; a line is typed without the mouse, and the counts stand beside it. */
export function Screening(props: ScreeningProps) {
  const { rows, counts, reasons, mayAdd, mayOpen, study } = props
  const t = useTranslations('screening')
  const [voided, setVoided] = useState<ScreeningRow | null>(null)
  const columns: Column<ScreeningRow>[] = [
    { id: 'number', header: t('number'), align: 'right', rowHeader: true, cell: ({ number }) => number },
    { id: 'on', header: t('on'), cell: ({ screenedOn }) => screenedOn },
    { id: 'site', header: t('site'), wide: true, cell: ({ site }) => site },
    { id: 'sex', header: t('sex'), wide: true, cell: ({ sex }) => (sex ? t(`sexes.${sex}`) : '–') },
    { id: 'age', header: t('age'), align: 'right', wide: true, cell: ({ age }) => age ?? '–' },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: ({ outcome, patient }) =>
        patient && mayOpen ? (
          <Link
            href={`/${study}/patients/${encodeURIComponent(patient)}`}
            prefetch={false}
            className="text-accent hover:underline"
          >
            {patient}
          </Link>
        ) : (
          [t(`outcomes.${outcome}`), patient].filter(Boolean).join(' · ')
        ),
    },
    { id: 'why', header: t('why'), wrap: true, cell: ({ why }) => why },
    ...(mayAdd
      ? [
          {
            id: 'void',
            header: '',
            cell: (row: ScreeningRow) =>
              row.outcome !== 'enrolled' && (
                <Button small look="quiet" onClick={() => setVoided(row)}>
                  {t('void')}
                </Button>
              ),
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle', counts)} />
      <PageBody>
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
          <div className="grid gap-6">
            {mayAdd && <ScreeningForm {...props} key={props.total} />}
            <DataTable
              columns={columns}
              rows={rows}
              rowId={({ id }) => id}
              caption={t('title')}
              total={props.total}
              page={props.page}
              pageSize={props.pageSize}
              empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
            />
          </div>
          <aside aria-labelledby="reasons" className="grid gap-2">
            <h2 id="reasons" className="text-base font-semibold">
              {t('reasons')}
            </h2>
            {reasons.length === 0 ? (
              <p className="text-dim">{t('noReasons')}</p>
            ) : (
              <ul className="grid gap-1">
                {reasons.map(({ label, count }) => (
                  <li key={label} className="flex justify-between gap-4">
                    <span>{label}</span>
                    <span className="tabular-nums">{count}</span>
                  </li>
                ))}
              </ul>
            )}
          </aside>
        </div>
      </PageBody>
      <Dialog
        open={voided !== null}
        onClose={() => setVoided(null)}
        title={t('voidTitle', { n: voided?.number ?? 0 })}
      >
        {voided && (
          <ReasonForm
            key={voided.id}
            grave
            path={`/studies/${study}/screening/${voided.id}/void`}
            more={{ version: voided.version }}
            about={t('voidAbout')}
            action={t('void')}
            done={t('voidDone')}
            next={`/${study}/screening`}
            back={`/${study}/screening`}
            onDone={() => setVoided(null)}
          />
        )}
      </Dialog>
    </>
  )
}
