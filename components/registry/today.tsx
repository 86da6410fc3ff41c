import { useTranslations } from 'next-intl'
import { HandOverAll } from '@/components/follow-up/hand-over-all'
import type { ChaserLoad } from '@/components/follow-up/view'
import { Banner } from '@/components/ui/banner'
import { LinkButton } from '@/components/ui/link-button'
import { AlertStack, type AlertLine } from './alert-stack'
import { FilterBar } from './filter-bar'
import { PrintButton } from './print-button'
import { PageBody, PageHeader } from './shell-header'
import { listOptions, type StudyLabels } from './study-labels'
import { CompletenessTable, type FollowUpReached } from './today-completeness'
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
  reached: FollowUpReached
  /** Who reads the list, and who may be given patients; nobody where one may not hand over. */
  me: string | null
  chasers: readonly ChaserLoad[]
  /** What the list is narrowed by, as it stands in the address. */
  query: string
}

/** What has to be done, what closes first on top. */
export function TodayPage(props: TodayPageProps) {
  const { study, labels, sites, work, counts, alerts, mayAcknowledge, reached, me, chasers, query } = props
  const t = useTranslations('today')
  const states = useTranslations('visitState')
  const chasing = useTranslations('chasing')
  const sheet = useTranslations('callSheet')
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
    ...(chasers.length > 0
      ? [
          {
            name: 'owner',
            label: chasing('owner'),
            options: [
              { value: 'mine', label: chasing('mine') },
              { value: 'nobody', label: chasing('nobodys') },
            ],
          },
        ]
      : []),
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        subtitle={study.closed ? t('closed') : <TodayCounts slug={study.slug} counts={counts} />}
        actions={
          !study.closed && (
            <>
              <HandOverAll slug={study.slug} chasers={chasers} />
              {chasers.length > 0 && work.total > 0 && (
                <LinkButton href={`/${study.slug}/today/calls${query}`}>{sheet('open')}</LinkButton>
              )}
              {work.total > 0 && <PrintButton>{t('print')}</PrintButton>}
            </>
          )
        }
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
            <WorkTable
              slug={study.slug}
              labels={labels}
              sites={sites}
              work={work}
              me={me}
              chasers={chasers.filter(({ gone }) => !gone)}
            />
          </div>
        )}
        <CompletenessTable reached={reached} labels={labels} />
      </PageBody>
    </>
  )
}
