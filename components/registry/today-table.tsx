'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Shape } from '@/components/ui/shape'
import { DataTable, type Column } from '@/components/ui/table'
import { sayAttempt, sayHour } from '@/components/contacts/words'
import { OwnerCell } from '@/components/follow-up/owner-cell'
import { Suggestion } from '@/components/follow-up/suggestion'
import type { Chaser, NextCall as SuggestedCall, OwnedPatient } from '@/components/follow-up/view'
import { formatDayMonth, formatPostOpDay } from '@/lib/i18n/format-date'
import type { VisitState } from '@/lib/protocol/protocol'
import { listMissing, type FormsOfVisit } from './missing-forms'
import { nameOption, type Option, type StudyLabels } from './study-labels'
import { DaysLeft, WindowDays } from './today-closes'
import { usePageLocale } from './use-page-locale'

export interface WorkLine {
  readonly visitId: string
  readonly enrolmentId: string
  readonly patientCode: string
  readonly site: string
  readonly visitCode: string
  readonly arm: string | null
  readonly state: VisitState
  readonly daysToClose: number | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly day: number | null
  readonly forms: FormsOfVisit
  /** It took place, but required forms are missing. */
  readonly incomplete: boolean
  readonly attempts: number
  readonly last: LastAttempt | null
  readonly owner: OwnedPatient['owner']
  readonly suggestion: SuggestedCall | null
}

/** The last attempt to reach the patient for this visit, in the words of the contact form. */
interface LastAttempt {
  readonly on: string
  readonly time: string | null
  readonly reached: string
  readonly failure: string | null
  readonly outcome: string | null
  readonly nextOn: string | null
  readonly nextHour: number | null
  readonly due: boolean
}

export interface WorkPage {
  readonly rows: readonly WorkLine[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

interface WorkTableProps {
  slug: string
  labels: StudyLabels
  sites: readonly Option[]
  work: WorkPage
  /** Who reads the list, and who may be given patients. */
  me: string | null
  chasers: readonly Chaser[]
}

export function WorkTable({ slug, labels, sites, work, me, chasers }: WorkTableProps) {
  const t = useTranslations('today')
  const chasing = useTranslations('chasing')
  const locale = usePageLocale()
  const mayChase = chasers.length > 0

  function showVisit(row: WorkLine) {
    const name = labels.visits[row.visitCode] ?? row.visitCode
    if (!row.forms.next) return name
    return (
      <Link href={entryHref(slug, row)} prefetch={false} className="text-accent">
        {name}
      </Link>
    )
  }

  function sayForms({ forms }: WorkLine): string {
    const missing = listMissing(forms)
    if (missing.length === 0) return t('allEntered')
    return missing.map((id) => labels.instruments[id] ?? id).join(' · ')
  }

  function showSuggestion(row: WorkLine) {
    return row.suggestion && mayBeCalled(row) && <Suggestion call={row.suggestion} locale={locale} />
  }

  const columns: Column<WorkLine>[] = [
    {
      id: 'closes',
      header: t('closes'),
      wrap: true,
      cell: (row) => (
        <>
          <DaysLeft row={row} />
          <WindowDays row={row} />
        </>
      ),
    },
    {
      id: 'code',
      header: t('code'),
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
          <div className="font-normal md:hidden print:hidden">
            {showVisit(row)}
            <p className="text-xs text-dim">{sayForms(row)}</p>
            <Tried row={row} />
            <NextCall row={row} />
            {showSuggestion(row)}
            {mayChase && <OwnerCell slug={slug} me={me} chasers={chasers} patient={row} />}
          </div>
        </>
      ),
    },
    ...(sites.length > 1
      ? [{ id: 'site', header: t('site'), wide: true, cell: (row: WorkLine) => nameOption(sites, row.site) }]
      : []),
    {
      id: 'visit',
      header: t('visit'),
      wide: true,
      cell: (row) => (
        <>
          {showVisit(row)}
          {row.day !== null && <p className="text-xs text-dim">{formatPostOpDay(row.day, locale)}</p>}
        </>
      ),
    },
    {
      id: 'forms',
      header: t('forms'),
      wrap: true,
      wide: true,
      cell: (row) => <span className="inline-block min-w-36">{sayForms(row)}</span>,
    },
    {
      id: 'tried',
      header: `${t('tried')} · ${t('nextAttempt')}`,
      wrap: true,
      wide: true,
      cell: (row) => (
        <span className="grid min-w-28 gap-0.5">
          <Tried row={row} />
          <NextCall row={row} />
          {showSuggestion(row)}
        </span>
      ),
    },
    ...(mayChase
      ? [
          {
            id: 'owner',
            header: chasing('owner'),
            wrap: true,
            wide: true,
            cell: (row: WorkLine) => <OwnerCell slug={slug} me={me} chasers={chasers} patient={row} />,
          },
        ]
      : []),
    {
      id: 'arm',
      header: t('arm'),
      wide: true,
      cell: (row) => (row.arm === null ? '–' : (labels.arms[row.arm] ?? row.arm)),
    },
    {
      id: 'open',
      header: <span className="sr-only">{t('enter')}</span>,
      align: 'right',
      cell: (row) => (
        <span className="no-print inline-flex flex-col justify-end gap-1 sm:flex-row">
          {mayBeCalled(row) && (
            <LinkButton
              small
              look="primary"
              href={`/${slug}/visits/${row.visitId}/phone?from=/${slug}/today`}
              aria-label={t('phoneOf', { code: row.patientCode })}
            >
              {t('phone')}
            </LinkButton>
          )}
          {row.forms.next && (
            <LinkButton
              small
              href={entryHref(slug, row)}
              aria-label={t('enterOf', { code: row.patientCode })}
            >
              {t('enter')}
            </LinkButton>
          )}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      columns={columns}
      rows={work.rows}
      rowId={(row) => row.visitId}
      caption={t('list')}
      total={work.total}
      page={work.page}
      pageSize={work.pageSize}
      arrowKeys
      empty={<EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>}
    />
  )
}

/** Before the operation, and on the ward after it, nobody is called. */
const FIRST_DAY_AT_HOME = 7

function mayBeCalled({ day }: WorkLine): boolean {
  return day !== null && day >= FIRST_DAY_AT_HOME
}

/** How often somebody tried, and what came of the last time. */
function Tried({ row }: { row: WorkLine }) {
  const t = useTranslations('today')
  const locale = usePageLocale()
  const { attempts, last } = row
  if (!last) return null
  return (
    <span className="text-xs">
      {t('attempts', { count: attempts })} · {formatDayMonth(last.on, locale)} {last.time}{' '}
      {sayAttempt(last, locale)}
    </span>
  )
}

function NextCall({ row }: { row: WorkLine }) {
  const t = useTranslations('today')
  const locale = usePageLocale()
  const { last } = row
  if (!last?.nextOn) return null
  const hour = last.nextHour === null ? '' : ` ${sayHour(last.nextHour)}`
  return (
    <span className="inline-flex items-center gap-1 text-xs whitespace-nowrap">
      <Shape tone={last.due ? 'late' : 'idle'} />
      <span className="sr-only">{t('nextAttempt')}</span>
      {formatDayMonth(last.nextOn, locale)}
      {hour}
      {last.due && <span className="text-late">{t('dueNow')}</span>}
    </span>
  )
}

/** The form to open next, and the way back to this list. */
function entryHref(slug: string, row: WorkLine): string {
  return `/${slug}/visits/${row.visitId}/${row.forms.next}?from=/${slug}/today`
}
