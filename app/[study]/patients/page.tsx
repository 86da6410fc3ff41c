import { getTranslations } from 'next-intl/server'
import { MatrixPage } from '@/components/registry/matrix'
import { labelStudy } from '@/components/registry/study-labels'
import { readListState } from '@/components/ui/list-state'
import { can } from '@/lib/access/actor'
import { VISIT_STATES } from '@/lib/protocol/visit-state'
import { readArmsHidden } from '@/lib/records/allocations/sight'
import { listMatrix, MATRIX_PAGE } from '@/lib/records/enrolments/matrix'
import { getStudy } from '@/lib/records/studies/studies'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('matrix')
  return { title: t('title') }
}

export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { page, sort } = readListState(asked, { sortable: ['code'], sort: 'code', pageSize: MATRIX_PAGE })
  const { study, matrix, mayRegister, armsHidden } = await askRecords(async (call) => {
    const found = await getStudy(call, slug)
    const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code)
    return {
      study: found,
      matrix: await listMatrix(call, slug, {
        page,
        descending: sort?.desc,
        arm: readChoice(asked, 'arm', codes(found.protocol.arms)),
        site: readChoice(asked, 'site', codes(found.sites)),
        visit: readChoice(asked, 'visit', codes(found.protocol.visits)),
        state: readChoice(asked, 'state', VISIT_STATES),
      }),
      armsHidden: await readArmsHidden(call, slug),
      mayRegister: can(call.actor, 'patient.register', slug) && !found.followUpClosed,
    }
  })
  return (
    <MatrixPage
      study={{ slug, closed: study.followUpClosed }}
      // Names of arms stay away from the page altogether.
      labels={{ ...labelStudy(study.protocol, locale, study.own), ...(armsHidden ? { arms: {} } : {}) }}
      sites={study.sites.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: locale === 'en' ? nameEn : nameZh,
      }))}
      matrix={{ ...matrix, page, pageSize: MATRIX_PAGE, sort }}
      mayRegister={mayRegister}
    />
  )
}
