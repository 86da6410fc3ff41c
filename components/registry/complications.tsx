import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { joinClasses } from '@/components/ui/class-names'
import { LinkButton } from '@/components/ui/link-button'
import { ComplicationsAgreement, type AgreementLine } from './complications-agreement'
import { AlertTable, type AlertRow } from './complications-alerts'
import { ReportComplication } from './complications-report'
import { ComplicationTable, type ComplicationLine } from './complications-table'
import { FilterBar } from './filter-bar'
import { PageBody, PageHeader } from './shell-header'
import type { StudyLabels } from './study-labels'

interface ListOf<View extends string, Row> {
  readonly view: View
  readonly rows: readonly Row[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
}

interface ComplicationsPageProps {
  slug: string
  labels: StudyLabels
  may: { judge: boolean; propose: boolean; acknowledge: boolean }
  /** The first that waits for the reader. */
  first: string | null
  agreement: AgreementLine | null
  list: ListOf<'complications', ComplicationLine> | ListOf<'alerts', AlertRow>
}

const STATUSES = ['proposed', 'confirmed', 'rejected'] as const

/** What rules and people have seen, and what a clinician made of it. */
export function ComplicationsPage({ slug, labels, may, first, agreement, list }: ComplicationsPageProps) {
  const t = useTranslations('complications')
  const definitions = useTranslations('definitions')
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          <>
            <LinkButton look="quiet" href={`/${slug}/complications/definitions`}>
              {definitions('title')}
            </LinkButton>
            {may.propose && <ReportComplication slug={slug} />}
            {first && (
              <LinkButton look="primary" href={`/${slug}/complications/${first}`}>
                {t('vote.start')}
              </LinkButton>
            )}
          </>
        }
      />
      <PageBody>
        <nav aria-label={t('views')} className="flex gap-4 border-b border-line">
          {(['complications', 'alerts'] as const).map((view) => (
            <Link
              key={view}
              href={view === 'alerts' ? `/${slug}/complications?view=alerts` : `/${slug}/complications`}
              prefetch={false}
              aria-current={view === list.view ? 'page' : undefined}
              className={joinClasses(
                '-mb-px border-b-2 px-1 py-2 no-underline',
                view === list.view ? 'border-accent font-medium text-accent' : 'border-transparent text-ink',
              )}
            >
              {t(`view.${view}`)}
            </Link>
          ))}
        </nav>
        <div className="grid gap-3">
          {list.view === 'alerts' ? (
            <>
              <FilterBar
                filters={[
                  {
                    name: 'open',
                    label: t('alerts.state'),
                    options: [
                      { value: 'true', label: t('alerts.open') },
                      { value: 'false', label: t('alerts.acknowledged') },
                    ],
                  },
                ]}
              />
              <AlertTable
                slug={slug}
                labels={labels}
                mayAcknowledge={may.acknowledge}
                mayJudge={may.judge}
                list={list}
              />
            </>
          ) : (
            <>
              <FilterBar
                filters={[
                  {
                    name: 'status',
                    label: t('table.status'),
                    options: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
                  },
                ]}
              />
              <ComplicationTable slug={slug} labels={labels} mayJudge={may.judge} list={list} />
              {agreement && <ComplicationsAgreement agreement={agreement} />}
            </>
          )}
        </div>
      </PageBody>
    </>
  )
}
