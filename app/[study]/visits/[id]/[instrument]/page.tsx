import { getTranslations } from 'next-intl/server'
import { EntryPage } from '@/components/entry/entry-page'
import { readBack } from '@/components/entry/places'
import { getVisitEntryPage } from '@/lib/records/entries/entry-page'
import { askRecords } from '../../../../page-call'
import { readId, readOne, readText } from '../../../../page-params'
import { readEntryRights, toEntryView } from '../../../../to-entry-view'

interface PageProps {
  params: Promise<{ study: string; id: string; instrument: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata() {
  const t = await getTranslations('entry')
  return { title: t('title') }
}

/** One form of one visit; `repeat` names the level, `item` the field, `from` the page to go back to. */
export default async function VisitFormPage({ params, searchParams }: PageProps) {
  const { study, id, instrument } = await params
  const query = await searchParams
  const visitId = readId(id)
  const { page, may } = await askRecords(async (call) => ({
    page: await getVisitEntryPage(call, study, visitId, instrument, readOne(query.repeat) ?? null),
    may: readEntryRights(call.actor, study),
  }))
  const { code } = page.form.patient
  const view = toEntryView(page, {
    study,
    base: `/${study}/visits/${visitId}`,
    back: readBack(readOne(query.from), study, `/${study}/patients/${code}`),
    focus: readText(query, 'item') ?? null,
    may,
  })
  return <EntryPage key={`${visitId}/${instrument}/${view.place.repeatKey}`} view={view} />
}
