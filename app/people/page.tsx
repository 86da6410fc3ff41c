import { getTranslations } from 'next-intl/server'
import { PeoplePage } from '@/components/registry/people'
import { readListState } from '@/components/ui/list-state'
import { listGrantPlaces } from '@/lib/records/people/grant-places'
import { listPeople, PEOPLE_PAGE } from '@/lib/records/people/people'
import { resolveLocale } from '../i18n'
import { askRecords } from '../page-call'
import type { SearchParams } from '../page-params'

export async function generateMetadata() {
  const t = await getTranslations('people')
  return { title: t('title') }
}

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const { page } = readListState(await searchParams, { sortable: [], pageSize: PEOPLE_PAGE })
  const english = (await resolveLocale()) === 'en'
  const { list, places, self } = await askRecords(async (call) => ({
    list: await listPeople(call, page),
    places: await listGrantPlaces(call),
    self: call.actor.personId,
  }))
  return (
    <PeoplePage
      list={{ rows: list.people, total: list.total, page, pageSize: PEOPLE_PAGE }}
      wholeInstance={places.wholeInstance}
      self={self}
      studies={places.studies.map(({ slug, titleZh, titleEn, sites }) => ({
        slug,
        title: english ? titleEn : titleZh,
        sites: sites.map(({ code, nameZh, nameEn }) => ({ code, name: english ? nameEn : nameZh })),
      }))}
    />
  )
}
