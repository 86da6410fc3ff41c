import { getTranslations } from 'next-intl/server'
import { CallSheetPage } from '@/components/follow-up/call-sheet'
import { labelStudy } from '@/components/registry/study-labels'
import { readCallSheet } from '@/lib/records/follow-up/call-sheet'
import { OWNERS } from '@/lib/records/follow-up/owners'
import { getStudy } from '@/lib/records/studies/studies'
import { WORK_STATES } from '@/lib/records/visits/work-list'
import { resolveLocale } from '../../../i18n'
import { askRecords } from '../../../page-call'
import { readChoice, type SearchParams } from '../../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('callSheet')
  return { title: t('title') }
}

/** Whom to call today, with telephones, on paper; narrowed as the list was from which one came. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { study, sheet, name } = await askRecords(async (call) => {
    const found = await getStudy(call, slug)
    const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code)
    const filter = {
      visit: readChoice(asked, 'visit', codes(found.protocol.visits)),
      site: readChoice(asked, 'site', codes(found.sites)),
      state: readChoice(asked, 'state', WORK_STATES),
      owner: readChoice(asked, 'owner', OWNERS),
    }
    return { study: found, sheet: await readCallSheet(call, slug, filter), name: call.actor.name }
  })
  return (
    <CallSheetPage
      slug={slug}
      labels={labelStudy(study.protocol, locale, study.own)}
      locale={locale}
      madeBy={name}
      lines={sheet.lines}
      total={sheet.total}
      today={sheet.today}
    />
  )
}
