'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { DataTable, type Column } from '@/components/ui/table'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { ListImport } from './list-import'
import { ListMake } from './list-make'
import { UnblindingList, type UnblindingLine } from './unblinding-list'

export interface StratumLine {
  readonly stratum: string
  readonly label: string
  readonly ordinal: number | null
  readonly used: number
  readonly total: number | null
}

export interface AllocatedLine {
  readonly number: string
  readonly stratum: string
  readonly at: string
  readonly patient: string
  readonly site: string
  readonly arm: string | null
}

interface RandomisationProps {
  study: string
  kind: 'list' | 'blocks' | null
  ratio: string
  /** Lengths of blocks: known to the protocol's readers, not which one is under way. */
  /** Empty for who may not know them. */
  blockSizes: string
  columns: readonly string[]
  strata: readonly StratumLine[]
  rows: readonly AllocatedLine[]
  total: number
  page: number
  pageSize: number
  armsHidden: boolean
  unblinded: readonly UnblindingLine[]
  unblindedTotal: number
  may: { readonly prepare: boolean; readonly openPatients: boolean }
}

/** How far each list is used, who was randomised, whose arm was opened. Nothing of what is to come. */
export function Randomisation(props: RandomisationProps) {
  const { study, kind, strata, rows, may, armsHidden } = props
  const t = useTranslations('trial')
  if (kind === null) {
    return (
      <>
        <PageHeader title={t('title')} />
        <PageBody>
          <EmptyState title={t('none')}>{t('noneNext')}</EmptyState>
        </PageBody>
      </>
    )
  }
  const lacking = strata.filter(({ ordinal }) => ordinal === null).length
  const given = strata.reduce((sum, { used }) => sum + used, 0)
  const listColumns: Column<StratumLine>[] = [
    { id: 'stratum', header: t('stratum'), rowHeader: true, cell: ({ label }) => label },
    {
      id: 'list',
      header: t('list'),
      cell: ({ ordinal }) =>
        ordinal === null ? <span className="text-missed">{t('noList')}</span> : ordinal,
    },
    {
      id: 'used',
      header: t('used'),
      align: 'right',
      cell: ({ used, total }) =>
        total === null ? (
          used
        ) : (
          <span className={used === total ? 'text-missed' : ''}>{`${used} / ${total}`}</span>
        ),
    },
  ]
  const columns: Column<AllocatedLine>[] = [
    { id: 'number', header: t('number'), rowHeader: true, cell: ({ number }) => number },
    { id: 'at', header: t('at'), cell: ({ at }) => at },
    {
      id: 'patient',
      header: t('patient'),
      cell: ({ patient }) =>
        may.openPatients ? (
          <Link
            href={`/${study}/patients/${encodeURIComponent(patient)}/allocation`}
            prefetch={false}
            className="text-accent hover:underline"
          >
            {patient}
          </Link>
        ) : (
          patient
        ),
    },
    { id: 'stratum', header: t('stratum'), wide: true, cell: ({ stratum }) => stratum },
    {
      id: 'arm',
      header: t('arm'),
      cell: ({ arm }) => arm ?? <span className="text-dim">{t('hidden')}</span>,
    },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t(kind !== 'blocks' ? 'byList' : props.blockSizes === '' ? 'byBlocksUnsized' : 'byBlocks', {
          ratio: props.ratio,
          sizes: props.blockSizes,
        })}
      />
      <PageBody>
        <div className="grid gap-6">
          {armsHidden && <Banner tone="never">{t('armsHidden')}</Banner>}
          {lacking > 0 && (
            <Banner tone="late" title={t('listsLacking', { n: lacking })}>
              {t(may.prepare ? 'listsLackingNext' : 'listsLackingAsk')}
            </Banner>
          )}
          {may.prepare && kind === 'blocks' && lacking > 0 && <ListMake study={study} />}
          {may.prepare && kind === 'list' && <ListImport study={study} columns={props.columns} />}
          <section aria-labelledby="lists" className="grid gap-2">
            <h2 id="lists" className="text-base font-semibold">
              {t('lists', { n: given })}
            </h2>
            <DataTable
              columns={listColumns}
              rows={strata}
              rowId={({ stratum }) => stratum}
              caption={t('lists', { n: given })}
              total={strata.length}
              page={1}
              pageSize={strata.length || 1}
            />
          </section>
          <section aria-labelledby="given" className="grid gap-2">
            <h2 id="given" className="text-base font-semibold">
              {t('given')}
            </h2>
            <DataTable
              columns={columns}
              rows={rows}
              rowId={({ number }) => number}
              caption={t('given')}
              total={props.total}
              page={props.page}
              pageSize={props.pageSize}
              empty={<EmptyState title={t('givenNone')}>{t('givenNoneNext')}</EmptyState>}
            />
          </section>
          <section aria-labelledby="opened" className="grid gap-2">
            <h2 id="opened" className="text-base font-semibold">
              {t('unblindedCount', { n: props.unblindedTotal })}
            </h2>
            {props.unblinded.length > 0 && <UnblindingList rows={props.unblinded} />}
          </section>
        </div>
      </PageBody>
    </>
  )
}
