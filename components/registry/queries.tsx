'use client'

import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import type { Bilingual } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { DataTable, type Column } from '@/components/ui/table'
import { CHECKS, sayFinding } from '@/components/entry/findings'
import { FilterBar } from './filter-bar'
import { QueryReply } from './query-reply'
import { PageBody, PageHeader } from './shell-header'
import type { Option, StudyLabels } from './study-labels'
import { useInstantText } from './use-instant-text'

export interface QueryLine {
  readonly id: string
  readonly state: 'open' | 'answered' | 'closed'
  readonly patientCode: string
  readonly site: string
  readonly visitId: string | null
  readonly visitCode: string | null
  readonly operationId: string | null
  /** None where the checks ask about dates of the course. */
  readonly instrument: string | null
  readonly instrumentVersion: number | null
  readonly repeatKey: string | null
  readonly item: string
  readonly version: number
  readonly finding: Bilingual | null
  readonly severity: 'hard' | 'soft' | null
  readonly question: string
  readonly lastText: string
  readonly lastBy: string
  readonly lastAt: Date
  readonly openedBy: string
  readonly openedAt: Date
}

interface QueriesPageProps {
  slug: string
  labels: StudyLabels
  sites: readonly Option[]
  /** The study's own forms among those asked about. */
  own: readonly InstrumentJson[]
  /** Forms that wait to be typed again; null for who types none. */
  second: number | null
  list: { rows: readonly QueryLine[]; total: number; page: number; pageSize: number }
}

const TONES = { open: 'late', answered: 'open', closed: 'done' } as const
const STATES = ['open', 'answered', 'closed'] as const

/** What was asked back about single values; each line leads to its field. */
export function QueriesPage({ slug, labels, sites, own, second, list }: QueriesPageProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('queries')
  const instant = useInstantText()
  const shelf = readOwn(own)

  function nameField(row: QueryLine): string {
    if (row.instrument === null) return t(`dates.${row.item}`)
    const instrument = shelf.find(row.instrument, row.instrumentVersion ?? 1)
    const item = instrument?.items.find(({ name }) => name === row.item)
    return item ? textOf(item.label, locale) : row.item
  }
  function namePlace(row: QueryLine): string {
    if (row.instrument === null) {
      return row.visitCode ? (labels.visits[row.visitCode] ?? row.visitCode) : t('course')
    }
    const visit = row.visitCode ? (labels.visits[row.visitCode] ?? row.visitCode) : t('operationForm')
    const level = row.visitCode ? row.repeatKey : ''
    return [visit, labels.instruments[row.instrument] ?? row.instrument, level].filter(Boolean).join(' · ')
  }
  const badge = ({ state, severity }: QueryLine) => (
    <span className="flex flex-wrap gap-1">
      <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      {severity === 'hard' && state !== 'closed' && <Badge tone="missed">{t('hard')}</Badge>}
    </span>
  )
  const ask = ({ finding, question }: QueryLine) => (finding ? textOf(finding, locale) : question)
  const say = (row: QueryLine) =>
    row.finding ? sayFinding({ by: row.lastBy, text: row.lastText }, locale) : row.lastText
  const name = (by: string) => (by === CHECKS ? t('checks') : by)

  const columns: Column<QueryLine>[] = [
    {
      id: 'field',
      header: t('field'),
      rowHeader: true,
      wrap: true,
      cell: (row) => (
        <div className="grid justify-items-start gap-0.5">
          <Link href={hrefOf(slug, row)} prefetch={false} className="text-accent">
            {row.patientCode} · {nameField(row)}
          </Link>
          <span className="text-xs font-normal text-dim">{namePlace(row)}</span>
          <span className="md:hidden print:hidden">{badge(row)}</span>
          <span className="text-xs font-normal break-words md:hidden print:hidden">{ask(row)}</span>
        </div>
      ),
    },
    { id: 'state', header: t('state'), wide: true, cell: badge },
    {
      id: 'question',
      header: t('question'),
      wrap: true,
      wide: true,
      cell: (row) => (
        <span className="grid min-w-48 justify-items-start gap-1">
          <span className="break-words">{ask(row)}</span>
          {row.instrument === null && row.state !== 'closed' && <QueryReply study={slug} query={row} />}
        </span>
      ),
    },
    {
      id: 'opened',
      header: t('opened'),
      wrap: true,
      wide: true,
      cell: (row) => (
        <span className="text-xs">
          {name(row.openedBy)} <span className="whitespace-nowrap text-dim">{instant(row.openedAt)}</span>
        </span>
      ),
    },
    {
      id: 'last',
      header: t('last'),
      wrap: true,
      wide: true,
      cell: (row) => (
        <span className="block min-w-40 text-xs">
          {row.lastText !== row.question && <span className="block break-words">{say(row)}</span>}
          {name(row.lastBy)} <span className="whitespace-nowrap text-dim">{instant(row.lastAt)}</span>
        </span>
      ),
    },
    { id: 'site', header: t('site'), wide: true, cell: (row) => row.site },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          second !== null && (
            <LinkButton href={`/${slug}/second-entries`}>{t('second', { count: second })}</LinkButton>
          )
        }
      />
      <PageBody>
        <FilterBar
          filters={[
            {
              name: 'state',
              label: t('state'),
              options: STATES.map((value) => ({ value, label: t(`states.${value}`) })),
            },
            ...(sites.length > 1 ? [{ name: 'site', label: t('site'), options: sites }] : []),
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

/** The form with the field in focus; from there one comes back to the list. */
function hrefOf(slug: string, row: QueryLine): string {
  const query = new URLSearchParams({ item: row.item, from: `/${slug}/queries` })
  if (row.visitId !== null) {
    if (row.instrument === null) return `/${slug}/visits/${row.visitId}?from=/${slug}/queries`
    if (row.repeatKey) query.set('repeat', row.repeatKey)
    return `/${slug}/visits/${row.visitId}/${row.instrument}?${query.toString()}`
  }
  if (row.operationId === null) return `/${slug}/patients/${row.patientCode}`
  return `/${slug}/operations/${row.operationId}/${row.instrument}?${query.toString()}`
}
