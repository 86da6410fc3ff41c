import { useTranslations } from 'next-intl'
import { sayAnswer, sayAttempt, sayHour } from '@/components/contacts/words'
import { PrintButton } from '@/components/registry/print-button'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import type { StudyLabels } from '@/components/registry/study-labels'
import { sayDays } from '@/components/registry/today-closes'
import { Banner } from '@/components/ui/banner'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { formatDate, formatDayMonth, formatPostOpDay } from '@/lib/i18n/format-date'
import type { Locale } from '@/lib/i18n/locale'
import { Suggestion } from './suggestion'
import type { NextCall } from './view'

export interface CallLineView {
  readonly name: string | null
  readonly phones: readonly {
    readonly id: string
    readonly number: string
    readonly relation: string
    readonly holder: string | null
    readonly bestHour: number | null
    readonly preferred: boolean
  }[]
  readonly work: {
    readonly visitId: string
    readonly patientCode: string
    readonly visitCode: string
    readonly daysToClose: number | null
    readonly day: number | null
    readonly attempts: number
    readonly last: {
      readonly on: string
      readonly time: string | null
      readonly reached: string
      readonly failure: string | null
      readonly outcome: string | null
      readonly nextOn: string | null
      readonly nextHour: number | null
    } | null
    readonly owner: { readonly name: string | null }
    readonly suggestion: NextCall | null
  }
}

interface CallSheetProps {
  slug: string
  labels: StudyLabels
  locale: Locale
  madeBy: string
  today: string
  lines: readonly CallLineView[]
  total: number
}

const CELL = 'border border-line px-2 py-1.5 text-left align-top'

/** One A4 list: whom to call, where, what was tried, and room to write what came of it. */
export function CallSheetPage({ slug, labels, locale, madeBy, today, lines, total }: CallSheetProps) {
  const t = useTranslations('callSheet')
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={`${t('madeBy', { name: madeBy, date: formatDate(today) })} · ${t('count', { shown: lines.length, total })}`}
        actions={
          <>
            {lines.length > 0 && <PrintButton>{t('print')}</PrintButton>}
            <LinkButton href={`/${slug}/today`}>{t('back')}</LinkButton>
          </>
        }
      />
      <PageBody>
        <div className="call-sheet grid gap-3">
          <Banner tone="late">{t('about')}</Banner>
          {lines.length === 0 ? (
            <EmptyState title={t('empty')}>{t('emptyNext')}</EmptyState>
          ) : (
            <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={t('title')}>
              <table className="w-full border-collapse text-xs">
                <thead>
                  <tr>
                    {(['patient', 'visit', 'phones', 'tried', 'result'] as const).map((key) => (
                      <th key={key} scope="col" className={`${CELL} bg-well font-medium text-dim`}>
                        {t(key)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <Line key={line.work.visitId} line={line} labels={labels} locale={locale} />
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </div>
      </PageBody>
    </>
  )
}

function Line({ line, labels, locale }: { line: CallLineView; labels: StudyLabels; locale: Locale }) {
  const t = useTranslations('callSheet')
  const today = useTranslations('today')
  const { work, name, phones } = line
  const { last, daysToClose } = work
  return (
    <tr className="break-inside-avoid">
      <th scope="row" className={`${CELL} font-semibold whitespace-nowrap`}>
        {work.patientCode}
        {name && <div className="font-normal">{name}</div>}
      </th>
      <td className={`${CELL} whitespace-nowrap`}>
        {labels.visits[work.visitCode] ?? work.visitCode}
        <div className="text-dim">
          {sayDays(daysToClose, today)}
          {work.day !== null && ` · ${formatPostOpDay(work.day, locale)}`}
        </div>
      </td>
      <td className={CELL}>
        {phones.length === 0 && <span className="text-dim">{t('noPhone')}</span>}
        {phones.map((phone) => (
          <div key={phone.id} className="whitespace-nowrap">
            <span className="font-semibold">{phone.number}</span>{' '}
            {sayAnswer('contact_reached', phone.relation, locale)} {phone.holder}{' '}
            <span className="text-dim">
              {phone.preferred && t('preferred')}{' '}
              {phone.bestHour !== null && t('bestHour', { hour: sayHour(phone.bestHour) })}
            </span>
          </div>
        ))}
      </td>
      <td className={CELL}>
        {last && (
          <div>
            {today('attempts', { count: work.attempts })} · {formatDayMonth(last.on, locale)} {last.time}{' '}
            {sayAttempt(last, locale)}
          </div>
        )}
        {last?.nextOn && (
          <div>
            {today('nextAttempt')} {formatDayMonth(last.nextOn, locale)}{' '}
            {last.nextHour !== null && sayHour(last.nextHour)}
          </div>
        )}
        {work.suggestion && <Suggestion call={work.suggestion} locale={locale} />}
      </td>
      <td className={`${CELL} h-14 w-1/4 min-w-32`} />
    </tr>
  )
}
