import { getTranslations } from 'next-intl/server'
import { ReportsPage } from '@/components/self-report/reports-page'
import { readListState } from '@/components/ui/list-state'
import { textOf } from '@/lib/i18n/locale'
import { listSelfReports, PAGE_SIZE, REPORT_STATES } from '@/lib/records/self-reports/self-reports'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('selfReports')
  return { title: t('title') }
}

/** Links that are out and what patients sent. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { page } = readListState(asked, { sortable: [], pageSize: PAGE_SIZE })
  const state = readChoice(asked, 'state', REPORT_STATES)
  const { study, list } = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    list: await listSelfReports(call, slug, { page, state }),
  }))
  return (
    <ReportsPage
      slug={slug}
      visits={Object.fromEntries(
        study.protocol.visits.map(({ code, label }) => [code, textOf(label, locale)]),
      )}
      list={{ ...list, page, pageSize: PAGE_SIZE }}
    />
  )
}
