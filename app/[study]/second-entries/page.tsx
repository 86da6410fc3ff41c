import { getTranslations } from 'next-intl/server'
import { SecondList } from '@/components/quality/second-list'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { labelStudy } from '@/components/registry/study-labels'
import { readListState } from '@/components/ui/list-state'
import { SECOND_STATES } from '@/lib/contracts/quality'
import { listSecond, SECOND_PAGE } from '@/lib/records/quality/list-second'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('second')
  return { title: t('title') }
}

/** Forms that somebody else types again: what differs and what waits first. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { page } = readListState(asked, { sortable: [], pageSize: SECOND_PAGE })
  const state = readChoice(asked, 'state', SECOND_STATES)
  const { study, list } = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    list: await listSecond(call, slug, { state, page }),
  }))
  const t = await getTranslations('second')
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('about')} />
      <PageBody>
        <SecondList
          slug={slug}
          labels={labelStudy(study.protocol, locale, study.own)}
          own={list.own}
          rows={list.rows.map((row) => ({ ...row, enteredAt: row.enteredAt.toISOString() }))}
          total={list.total}
          page={page}
          pageSize={SECOND_PAGE}
        />
      </PageBody>
    </>
  )
}
