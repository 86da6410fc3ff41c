import { getTranslations } from 'next-intl/server'
import { labelStudy } from '@/components/registry/study-labels'
import { TodayPage } from '@/components/registry/today'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { listAlerts } from '@/lib/records/complications/alerts'
import { listChasers, OWNERS } from '@/lib/records/follow-up/owners'
import { countSelfReports } from '@/lib/records/self-reports/self-reports'
import { getStudy } from '@/lib/records/studies/studies'
import { readCompleteness } from '@/lib/records/visits/completeness'
import { listWork, PAGE_SIZE, WORK_STATES } from '@/lib/records/visits/work-list'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('today')
  return { title: t('title') }
}

export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const { page } = readListState(asked, { sortable: [], pageSize: PAGE_SIZE })
  const locale = await resolveLocale()
  const view = await askRecords(async (call) => {
    const study = await getStudy(call, slug)
    const filter = {
      page,
      visit: readChoice(
        asked,
        'visit',
        study.protocol.visits.map(({ code }) => code),
      ),
      site: readChoice(
        asked,
        'site',
        study.sites.map(({ code }) => code),
      ),
      state: readChoice(asked, 'state', WORK_STATES),
      owner: readChoice(asked, 'owner', OWNERS),
    }
    const mayChase = can(call.actor, 'chasing.hand_over', slug)
    const [work, alerts, reached, chasers, reports] = await Promise.all([
      listWork(call, slug, filter),
      listAlerts(call, slug, { open: true, page: 1 }),
      readCompleteness(call, slug),
      mayChase ? listChasers(call, slug) : [],
      can(call.actor, 'self_report.list', slug) ? countSelfReports(call, slug) : 0,
    ])
    const { visit, site, state, owner } = filter
    const query = new URLSearchParams(
      Object.entries({ visit, site, state, owner }).flatMap(([key, value]) => (value ? [[key, value]] : [])),
    ).toString()
    return {
      study,
      work,
      alerts,
      reached,
      chasers,
      reports,
      query: query && `?${query}`,
      me: call.actor.personId,
      mayAcknowledge: can(call.actor, 'alert.acknowledge', slug),
    }
  })
  const { study, work, alerts, mayAcknowledge } = view
  return (
    <TodayPage
      study={{ slug, closed: study.followUpClosed }}
      labels={labelStudy(study.protocol, locale, study.own)}
      sites={study.sites.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: locale === 'en' ? nameEn : nameZh,
      }))}
      work={{ rows: work.rows, total: work.total, page, pageSize: PAGE_SIZE }}
      counts={{ ...work.counts, alerts: alerts.total, reports: view.reports }}
      alerts={alerts.rows.filter(({ urgent }) => urgent)}
      mayAcknowledge={mayAcknowledge}
      reached={view.reached}
      me={view.me}
      chasers={view.chasers}
      query={view.query}
    />
  )
}
