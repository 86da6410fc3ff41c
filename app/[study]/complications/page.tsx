import { getTranslations } from 'next-intl/server'
import { ComplicationsPage } from '@/components/registry/complications'
import { labelStudy } from '@/components/registry/study-labels'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { listAlerts, PAGE_SIZE as ALERTS } from '@/lib/records/complications/alerts'
import { readAgreement } from '@/lib/records/complications/agreement'
import { listComplications, PAGE_SIZE as COMPLICATIONS } from '@/lib/records/complications/complications'
import { findFirstToJudge } from '@/lib/records/complications/judging'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('complications')
  return { title: t('title') }
}

export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const view = readChoice(asked, 'view', ['alerts'] as const) ?? ('complications' as const)
  const pageSize = view === 'alerts' ? ALERTS : COMPLICATIONS
  const { page } = readListState(asked, { sortable: [], pageSize })
  const status = readChoice(asked, 'status', ['proposed', 'confirmed', 'rejected'] as const)
  const open = readChoice(asked, 'open', ['true', 'false'] as const)
  const found = await askRecords(async (call) => ({
    study: await getStudy(call, slug),
    may: {
      judge: can(call.actor, 'complication.adjudicate', slug),
      propose: can(call.actor, 'complication.propose', slug),
      acknowledge: can(call.actor, 'alert.acknowledge', slug),
    },
    first: can(call.actor, 'complication.vote', slug) ? await findFirstToJudge(call, slug) : null,
    agreement: view === 'alerts' ? null : await readAgreement(call, slug),
    list:
      view === 'alerts'
        ? {
            view,
            page,
            pageSize,
            ...(await listAlerts(call, slug, { open: open && open === 'true', page })),
          }
        : { view, page, pageSize, ...(await listComplications(call, slug, { status, page })) },
  }))
  return (
    <ComplicationsPage
      slug={slug}
      labels={labelStudy(found.study.protocol, locale, found.study.own)}
      may={found.may}
      first={found.first}
      agreement={found.agreement}
      list={found.list}
    />
  )
}
