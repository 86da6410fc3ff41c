import { getTranslations } from 'next-intl/server'
import { QueriesPage } from '@/components/registry/queries'
import { labelStudy } from '@/components/registry/study-labels'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { QUERY_STATES } from '@/lib/contracts/corrections'
import { listQueries, PAGE_SIZE } from '@/lib/records/queries/list-queries'
import { countSecond } from '@/lib/records/quality/list-second'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('queries')
  return { title: t('title') }
}

/** Data queries of a study: what waits for an answer first. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { page } = readListState(asked, { sortable: [], pageSize: PAGE_SIZE })
  const state = readChoice(asked, 'state', QUERY_STATES)
  const { study, list, second } = await askRecords(async (call) => {
    const found = await getStudy(call, slug)
    const site = readChoice(
      asked,
      'site',
      found.sites.map(({ code }) => code),
    )
    return {
      study: found,
      list: await listQueries(call, slug, { state, site, page }),
      second: can(call.actor, 'second_entry.list', slug) ? await countSecond(call, slug) : null,
    }
  })
  return (
    <QueriesPage
      slug={slug}
      labels={labelStudy(study.protocol, locale, study.own)}
      sites={study.sites.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: locale === 'en' ? nameEn : nameZh,
      }))}
      own={list.own}
      second={second}
      list={{ ...list, page, pageSize: PAGE_SIZE }}
    />
  )
}
