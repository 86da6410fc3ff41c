import { useTranslations } from 'next-intl'
import { Banner } from '@/components/ui/banner'
import type { Completeness } from '@/lib/protocol/completeness'
import { AlertStack, type AlertLine } from './alert-stack'
import { FilterBar } from './filter-bar'
import { PrintButton } from './print-button'
import { PageBody, PageHeader } from './shell-header'
import { listOptions, type StudyLabels } from './study-labels'
import { CompletenessTable } from './today-completeness'
import { TodayCounts, type WorkCounts } from './today-counts'
import { WorkTable, type WorkPage } from './today-table'

interface TodayPageProps {
  study: { slug: string; closed: boolean }
  labels: StudyLabels
  sites: readonly { value: string; label: string }[]
  work: WorkPage
  counts: WorkCounts
  /** Open and urgent ones. */
  alerts: readonly AlertLine[]
  mayAcknowledge: boolean
  completeness: readonly Completeness[]
}

/** What has to be done, what closes first on top. */
export function TodayPage(props: TodayPageProps) {
  const { study, labels, sites, work, counts, alerts, mayAcknowledge, completeness } = props
  const t = useTranslations('today')
  const states = useTranslations('visitState')
  const filters = [
    { name: 'visit', label: t('visit'), options: listOptions(labels.visits) },
    ...(sites.length > 1 ? [{ name: 'site', label: t('site'), options: sites }] : []),
    {
      name: 'state',
      label: t('state'),
      options: [
        ...(['open', 'late'] as const).map((value) => ({ value, label: states(value) })),
        { value: 'incomplete', label: t('counts.incomplete') },
        { value: 'due', label: t('counts.due') },
      ],
    },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={study.closed ? t('closed') : <TodayCounts slug={study.slug} counts={counts} />}
        actions={!study.closed && work.total > 0 && <PrintButton>{t('print')}</PrintButton>}
      />
      <PageBody>
        <AlertStack slug={study.slug} alerts={alerts} labels={labels} mayAcknowledge={mayAcknowledge} />
        {study.closed ? (
          <Banner tone="never" title={t('closed')}>
            {t('closedNext')}
          </Banner>
        ) : (
          <div className="grid gap-3">
            <FilterBar filters={filters} />
            <WorkTable slug={study.slug} labels={labels} sites={sites} work={work} />
          </div>
        )}
        <CompletenessTable rows={completeness} labels={labels} />
      </PageBody>
    </>
  )
}
